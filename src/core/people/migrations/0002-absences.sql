-- When a civil servant is away (请假), and who stands in. One that ends early keeps its dates and gets the moment it ended.
create table people.absences (
  id       uuid primary key,
  account  uuid        not null references people.staff_accounts (id),
  from_on  date        not null,
  until_on date        not null,
  deputy   uuid        references people.staff_accounts (id),
  noted_by uuid        not null,
  noted_at timestamptz not null,
  ended_at timestamptz,
  check (until_on >= from_on),
  check (deputy is null or deputy <> account)
);
create index absences_account on people.absences (account, until_on) where ended_at is null;
create index absences_deputy on people.absences (deputy, until_on) where ended_at is null;
