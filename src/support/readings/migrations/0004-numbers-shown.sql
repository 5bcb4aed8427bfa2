-- A number that a civil servant was shown whole: which one, for what, in whose case. The number itself does not stand here.
-- The ledger has the words' digest under this salt alone.
create table readings.shown (
  id      uuid primary key,
  reader  uuid        not null,
  case_id uuid        not null,
  field   text        not null,
  reason  text        not null,
  words   text        not null,
  salt    bytea       not null,
  at      timestamptz not null
);
create index shown_reader on readings.shown (reader, at);
create index shown_case on readings.shown (case_id);
