-- After-checks of promises (告知承诺): which case checks which.
create table commitments.checks (
  check_case   uuid primary key,
  check_number text        not null,
  case_id      uuid        not null unique,
  opened_at    timestamptz not null,
  ended_at     timestamptz,
  held         boolean
);

-- Who may not promise for a time: an earlier promise was false, or credit is seriously bad; until repaired. Whose it is stands as a
-- keyed digest of the document's number, so that nobody can read a list of people out of it.
create table commitments.bars (
  id          uuid primary key,
  digest      bytea       not null,
  digest_key  text        not null,
  name        text        not null,
  ground      text        not null check (ground in ('false-promise', 'bad-credit')),
  basis       jsonb       not null,
  case_id     uuid,
  case_number text,
  body        text        not null,
  since       date        not null,
  salt        bytea       not null,
  repaired_on date,
  repair      text
);
create index bars_digest on commitments.bars (digest) where repaired_on is null;
create index bars_body on commitments.bars (body, since desc, id);
create unique index bars_case on commitments.bars (case_id, digest) where case_id is not null;
