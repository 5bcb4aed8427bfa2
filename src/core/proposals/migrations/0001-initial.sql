-- What one person asks for and another decides (双人复核). One that holds at once is looked at afterwards, and never lapses.
create table proposals.proposals (
  id           uuid primary key,
  kind         text        not null,
  subject      text        not null,
  -- Whose matter it is, where bodies decide for themselves.
  organisation text,
  content      jsonb       not null,
  -- Why, in words; the ledger holds their digest.
  reason       text        not null,
  salt         bytea       not null,
  state        text        not null check (state in ('waiting', 'confirmed', 'refused', 'withdrawn', 'lapsed')),
  asked_by     uuid        not null,
  asked_at     timestamptz not null,
  lapses_at    timestamptz,
  decided_by   uuid,
  decided_at   timestamptz,
  answer       text,
  check ((state = 'waiting') = (decided_at is null)),
  -- Nobody decides what he asked for.
  check (state not in ('confirmed', 'refused') or decided_by <> asked_by)
);
create unique index proposals_waiting on proposals.proposals (kind, subject) where state = 'waiting';
create index proposals_newest on proposals.proposals (asked_at desc, id desc);
create index proposals_lapsing on proposals.proposals (lapses_at) where state = 'waiting';
