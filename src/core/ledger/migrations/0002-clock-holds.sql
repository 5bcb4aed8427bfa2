-- A clock that leapt stays held when its process ends: by which machine, how far, and how clock and counter stood before.
create table ledger.clock_holds (
  machine text primary key,
  leap_seconds bigint not null,
  seen_at timestamptz not null,
  says timestamptz not null,
  counted double precision not null
);
