-- A row as it stood until a later sheet changed it: nothing that was uploaded is lost, and an error names the cell it stood in before.
create table batches.versions (
  batch   uuid        not null,
  number  int         not null,
  until   uuid        not null,
  at      timestamptz not null,
  sheet   uuid,
  line    int,
  cells   jsonb       not null,
  faults  jsonb       not null,
  primary key (batch, number, until)
);

-- What a sheet of mended rows did: how many it changed, added or left as they were, and which were submitted already and stayed.
alter table batches.sheets add column changes jsonb;
