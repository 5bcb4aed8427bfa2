-- By what a platform above began a session here: its code, its own names of person and session as digests, the level it asserted (null once its holder proved himself here), when it told.
-- A step that waits for a second proof carries it on.
alter table people.sessions add column relay jsonb;
alter table people.tickets add column relay jsonb;
create index sessions_relay_subject on people.sessions ((relay->>'subject')) where relay is not null;
create index sessions_relay_sid on people.sessions ((relay->>'sid')) where relay is not null;

-- Sign-outs above that were heard: each counts once, and what was told before it begins nothing after it. Kept for an hour.
create table people.relay_ends (
  token_digest bytea       primary key,
  subject      text,
  sid          text,
  at           timestamptz not null,
  ends_at      timestamptz not null,
  check (subject is not null or sid is not null)
);
create index relay_ends_subject on people.relay_ends (subject) where subject is not null;
create index relay_ends_sid on people.relay_ends (sid) where subject is null;
create index relay_ends_ends on people.relay_ends (ends_at);
