-- A sheet of applications. Who sent it is named twice: for whom, and by whose hand.
create table batches.batches (
  id           uuid primary key,
  account      uuid        not null,
  kind         text        not null,
  hand         uuid,
  item         text        not null,
  item_version uuid        not null,
  state        text        not null check (state in ('checking', 'checked', 'submitting')),
  created_at   timestamptz not null,
  updated_at   timestamptz not null
);
create index batches_account on batches.batches (account, created_at desc, id desc);

-- One row is one application. Rows come in pieces before their sheet is named by an act; those of no sheet are tidied away.
create table batches.rows (
  batch       uuid  not null,
  number      int   not null,
  cells       jsonb not null,
  form        jsonb,
  scenario    jsonb,
  faults      jsonb not null default '[]',
  state       text  not null check (state in ('unchecked', 'ready', 'faulty', 'submitted')),
  case_number text,
  at          timestamptz not null,
  primary key (batch, number)
);
create index rows_state on batches.rows (batch, state, number);
