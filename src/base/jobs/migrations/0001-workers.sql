-- Who works the queue off, and when it was last known to live: by the clock of the database, which all of them share.
create table jobs.workers (
  id      text        primary key,
  seen_at timestamptz not null
);
