-- Whether what follows from time alone waits because the machine's clock leapt: one row, for every process and across restarts.
create table ledger.clock_hold (
  one          boolean primary key default true check (one),
  held         boolean     not null,
  -- What the clock said when the leap was first seen, and how far it had leapt.
  seen_at      timestamptz not null,
  leap_seconds bigint      not null,
  -- When two persons answered for the clock, by the clock itself.
  confirmed_at timestamptz
);
