-- A fee that the person is asked to pay, or a benefit to pay back, by a day: which limit of the case runs for it, and how it was settled.
create table cases.payments (
  id         uuid primary key,
  case_id    uuid    not null,
  term       uuid    not null,
  name       jsonb   not null,
  cents      bigint  not null check (cents > 0),
  basis      jsonb   not null,
  unpaid     jsonb,
  is_back    boolean not null,
  asked_on   date    not null,
  settled_on date,
  settled    text check (settled in ('paid', 'waived')),
  check ((settled_on is null) = (settled is null))
);
create index payments_case on cases.payments (case_id);
create index payments_open on cases.payments (case_id) where settled_on is null;
