-- Legal holds: what is not erased while an investigation, a claim or an audit needs it. Asked for by one person, confirmed by another; each has its last day.
create table rights.holds (
  id        uuid primary key,
  case_id   uuid        not null,
  account   uuid,
  law       text        not null,
  article   text        not null,
  until     date        not null,
  placed_at timestamptz not null,
  ended_at  timestamptz
);
create index holds_running on rights.holds (until) where ended_at is null;

-- What was erased, in figures alone: from which table, for which purpose, because its time was over or because the person asked.
create table rights.erasures (
  id        uuid primary key,
  of_table  text        not null,
  purpose   text        not null,
  cause     text        not null check (cause in ('time', 'request')),
  rows      int         not null check (rows > 0),
  at        timestamptz not null
);
create index erasures_table on rights.erasures (of_table, at);

-- How far the finished cases of a purpose were gone through.
create table rights.progress (
  purpose     text primary key,
  finished_at timestamptz not null,
  case_id     uuid        not null
);
