-- Sections: the window that received a case, the team of the handling body that has it, and the section in whose hands a step is. What they
-- have in hand, and had, are stretches of an index each, as those of a body are; a city without sections has these indexes empty.
alter table cases.cases add column "window" text, add column team text;
alter table cases.steps add column section text;
create index cases_window_open on cases.cases ("window", opened_at desc, id desc) where finished_at is null and "window" is not null;
create index cases_window_finished on cases.cases ("window", opened_at desc, id desc) where finished_at is not null and "window" is not null;
create index cases_team_open on cases.cases (team, opened_at desc, id desc) where finished_at is null and team is not null;
create index cases_team_finished on cases.cases (team, opened_at desc, id desc) where finished_at is not null and team is not null;
create index steps_section_waiting on cases.steps (section, role, opened_at, id) where state = 'open' and section is not null;
