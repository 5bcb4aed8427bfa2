-- The private address of somebody's calendar; only the digest of its token is kept. A new one ends the old one.
create table reminders.links (
  account  uuid primary key,
  digest   bytea       not null unique,
  language text        not null check (language in ('zh', 'en')),
  made_at  timestamptz not null
);
