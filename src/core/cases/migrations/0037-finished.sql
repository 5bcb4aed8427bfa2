-- What its time is over for is gone through in the order in which cases ended.
create index cases_finished on cases.cases (finished_at, id) where finished_at is not null;
