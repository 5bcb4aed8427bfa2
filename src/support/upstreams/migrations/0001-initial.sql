-- Platforms above that sign people in for us (上级统一身份认证). The one in force of a code is what a sign-in goes by.
create table upstreams.registrations (
  id          uuid primary key,
  code        text        not null,
  content     jsonb       not null,
  asked_by    uuid        not null,
  asked_at    timestamptz not null,
  decided_by  uuid        not null,
  decided_at  timestamptz not null,
  ended_at    timestamptz,
  -- 双人复核: nobody registers what he asked for.
  check (decided_by <> asked_by)
);
create unique index registrations_in_force on upstreams.registrations (code) where ended_at is null;

-- Sign-ins that are under way: begun in one browser, each of use once. What the platform told stays sealed until the person has seen it.
create table upstreams.goings (
  id           uuid primary key,
  browser      bytea       not null unique,
  state        text        not null,
  registration uuid        not null references upstreams.registrations,
  nonce        text        not null,
  verifier     text        not null,
  onward       text        not null,
  quiet        boolean     not null,
  told_sealed  text,
  used_at      timestamptz,
  ends_at      timestamptz not null
);
create index goings_end on upstreams.goings (ends_at);
