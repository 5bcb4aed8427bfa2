-- Finished cases that wait until all their parts are there.
create table archives.waiting (
  case_id     uuid primary key,
  finished_at timestamptz not null
);

-- One archive record 归档 for each finished case. `manifest` lists every part with its digest; the ledger holds the digest of the manifest.
create table archives.records (
  case_id uuid primary key,
  number  text        not null unique,
  manifest jsonb      not null,
  salt    bytea       not null,
  entry   uuid        not null,
  whole   boolean     not null,
  made_at timestamptz not null
);
