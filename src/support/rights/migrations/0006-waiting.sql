-- Requests to erase that were granted while something of the person was held by law: it goes when the hold ends, without being asked for again.
create table rights.waiting (
  case_id uuid primary key,
  account uuid        not null,
  since   timestamptz not null
);
