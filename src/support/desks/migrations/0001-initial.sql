-- What a civil servant keeps for the own desk: lists that were saved, and how far each case was read. Nobody else sees either.
create table desks.saved_lists (
  id       uuid primary key,
  account  uuid        not null,
  name     text        not null,
  query    jsonb       not null,
  saved_at timestamptz not null,
  unique (account, name)
);

-- The place last seen: the newest entry of the case when it was last opened, and the moment.
create table desks.looks (
  account uuid        not null,
  case_id uuid        not null,
  entry   uuid        not null,
  at      timestamptz not null,
  primary key (account, case_id)
) with (fillfactor = 80);
