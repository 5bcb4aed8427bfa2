-- One entry for every thing that was done. Entries are only ever added; `seq` and nothing else is filled in later,
-- by the integrator, when every transaction that could come before has ended.
create table act.entries (
  id         uuid        not null,
  xid        xid8        not null default pg_current_xact_id(),
  seq        bigint,
  act        uuid        not null,
  kind       text        not null,
  subject    uuid        not null,
  actor      uuid        not null,
  actor_kind text        not null,
  post       uuid,
  on_behalf  uuid,
  at         timestamptz not null,
  law_date   date,
  facts      jsonb       not null,
  digest     bytea,
  primary key (id, at)
) partition by range (at);
create table act.entries_other partition of act.entries default;
create index entries_waiting on act.entries (xid, id) where seq is null;
create index entries_seq on act.entries (seq) where seq is not null;
create index entries_subject on act.entries (subject, id);

-- Answers already given, so that a retry gets the same one. Kept 24 hours.
create table act.keys (
  actor       uuid        not null,
  key         text        not null,
  fingerprint bytea       not null,
  answer      jsonb,
  at          timestamptz not null,
  primary key (actor, key)
);
create index keys_at on act.keys (at);

-- How far each follower has read, and what it could not take.
create table act.cursors (
  follower text primary key,
  seq      bigint not null
);
create table act.parked (
  follower text        not null,
  seq      bigint      not null,
  subject  uuid        not null,
  kind     text        not null,
  error    text        not null,
  owner    text        not null,
  attempts int         not null,
  at       timestamptz not null,
  primary key (follower, seq)
);
create index parked_subject on act.parked (follower, subject);
