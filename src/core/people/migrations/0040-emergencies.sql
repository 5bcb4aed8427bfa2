-- 紧急授权: a civil servant may read one matter outside the own reach for a short time. Ends by itself, or when whoever looks at it finds no reason for it.
create table people.emergencies (
  -- The proposal by which it was taken, and is looked at afterwards.
  id       uuid        primary key,
  account  uuid        not null references people.staff_accounts (id),
  matter   uuid        not null,
  from_at  timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  check (until_at > from_at)
);
create index emergencies_account on people.emergencies (account, until_at);
