-- What a supervisor's board counts: open cases by body, and the open steps of a case. Finished cases are in none of these.
create index cases_open_handling on cases.cases (handling, item) where finished_at is null;
create index cases_open_deciding on cases.cases (deciding) where finished_at is null;
create index cases_open_receiving on cases.cases (receiving) where finished_at is null;
create index steps_open on cases.steps (case_id, organisation, kind) where state = 'open';

-- A delegation may have a last day; after it the step is again with who delegated it (委派到期收回).
alter table cases.steps add column delegated_until date;
create index steps_delegated on cases.steps (delegated_until) where state = 'open' and delegated_until is not null;
