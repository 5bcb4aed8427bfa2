-- A sheet as it was uploaded, kept: which file, where each column stands, and which cells were formulas whose value was taken.
create table batches.sheets (
  id       uuid primary key,
  batch    uuid        not null,
  kind     text        not null check (kind in ('xlsx', 'csv')),
  sha256   text        not null,
  bytes    int         not null,
  rows     int         not null,
  letters  jsonb       not null,
  formulas jsonb       not null,
  at       timestamptz not null
);
create index sheets_batch on batches.sheets (batch, at, id);
create index sheets_file on batches.sheets (sha256);

-- Where a row stands in its sheet, and which of its cells cannot be trusted. Rows from before have no sheet.
alter table batches.rows add column sheet uuid, add column line int, add column spoilt jsonb not null default '{}';
