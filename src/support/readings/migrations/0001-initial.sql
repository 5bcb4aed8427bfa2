-- What somebody was told within an hour, so that looking again at the same page is one reading.
create table readings.noted (
  reader uuid        not null,
  about  uuid        not null,
  what   text        not null,
  hour   timestamptz not null,
  primary key (reader, about, what, hour)
);
create index noted_hour on readings.noted (hour);

-- Readings of a case are shown later where the law of an investigation says so: with its article and the last day of it.
create table readings.delays (
  case_id    uuid primary key,
  until      date        not null,
  law        text        not null,
  article    text        not null,
  ordered_by uuid        not null,
  ordered_at timestamptz not null
);

-- Questions that people asked about entries.
create table readings.questions (
  entry   uuid primary key,
  account uuid        not null,
  case_id uuid        not null,
  number  text        not null,
  at      timestamptz not null
);
create index questions_account on readings.questions (account);
