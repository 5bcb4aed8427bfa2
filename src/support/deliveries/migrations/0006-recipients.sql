-- One letter, several recipients: a row for each of them, made with the letter; means, day and proof follow when it reaches that one. `place` is
-- the place among the parties; -1 the one whom letters of the case go to. What stood on the letter of its one delivery stands here.
alter table deliveries.records drop constraint records_pkey;
alter table deliveries.records
  add column place          int  not null default -1,
  add column organisation   text,
  add column made_at        timestamptz,
  add column paper_asked_at timestamptz,
  add column paper_given_on date,
  alter column means        drop not null,
  alter column delivered_on drop not null,
  alter column refused      set default false,
  alter column content      drop not null,
  alter column salt         drop not null,
  alter column recorded_by  drop not null,
  alter column recorded_at  drop not null;
update deliveries.records r set place = coalesce(l.addressee, -1), organisation = l.organisation, made_at = l.made_at, paper_asked_at = l.paper_asked_at, paper_given_on = l.paper_given_on
from deliveries.letters l where l.id = r.letter;
insert into deliveries.records (letter, place, case_id, organisation, made_at, paper_asked_at)
select id, coalesce(addressee, -1), case_id, organisation, made_at, paper_asked_at from deliveries.letters where delivered_at is null;
alter table deliveries.records
  alter column organisation set not null, alter column made_at set not null, add primary key (letter, place),
  add check ((recorded_at is null) = (means is null) and (recorded_at is null) = (delivered_on is null) and (recorded_at is null) = (recorded_by is null) and (recorded_at is null) = (salt is null));

drop index deliveries.letters_waiting;
drop index deliveries.letters_paper_waiting;
create index records_waiting on deliveries.records (organisation, made_at, letter, place) where recorded_at is null;
create index records_paper_waiting on deliveries.records (organisation, made_at, letter, place) where paper_asked_at is not null and paper_given_on is null and means = 'electronic';
-- Who handles the case or received it sees what waits too: these are few beside all that ever was delivered.
create index records_waiting_case on deliveries.records (case_id) where recorded_at is null or (paper_asked_at is not null and paper_given_on is null and means = 'electronic');
alter table deliveries.letters drop column means, drop column delivered_at, drop column paper_asked_at, drop column paper_given_on;

alter table deliveries.papers drop constraint papers_pkey;
alter table deliveries.papers add column place int not null default -1;
update deliveries.papers p set place = coalesce(l.addressee, -1) from deliveries.letters l where l.id = p.letter;
alter table deliveries.papers add primary key (letter, place);
