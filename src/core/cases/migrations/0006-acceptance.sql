-- The day of receipt is the date the law counts from (许可法 32); for a letter it is earlier than the day it was entered.
alter table cases.cases add column received_on date not null default current_date;
update cases.cases set received_on = coalesce(
  (select min(t.starts_on) from cases.terms t where t.case_id = cases.id and t.kind = 'notice'), (opened_at at time zone 'Asia/Shanghai')::date);

-- Papers that are still to come: promised by a day (容缺受理), or due since a promise was taken back (告知承诺).
create table cases.owed (
  case_id  uuid not null,
  material text not null,
  why      text not null check (why in ('gap', 'promise')),
  due_on   date,
  met_at   timestamptz,
  primary key (case_id, material)
);

-- What the applicant promised in place of papers (告知承诺): the digest is over what was told.
create table cases.commitments (
  case_id      uuid primary key,
  kind         text        not null check (kind in ('proof', 'permit')),
  digest       text        not null,
  materials    text[]      not null,
  made_at      timestamptz not null,
  withdrawn_at timestamptz
);

-- The order of acceptance where numbers are limited (许可法 57).
create table cases.places (
  case_id uuid primary key,
  item    text not null,
  period  date not null,
  place   int  not null,
  unique (item, period, place)
);
