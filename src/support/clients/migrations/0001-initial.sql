-- What was proposed, registered, refused, replaced or ended. The one in force of a code is what the sign-in goes by.
create table clients.registrations (
  id          uuid primary key,
  code        text        not null,
  content     jsonb       not null,
  state       text        not null check (state in ('proposed', 'in-force', 'refused', 'replaced', 'ended')),
  reason      text,
  proposed_by uuid        not null,
  proposed_at timestamptz not null,
  decided_by  uuid,
  decided_at  timestamptz,
  check ((state = 'proposed') = (decided_at is null)),
  -- 双人复核: nobody registers what he proposed.
  check (state <> 'in-force' or decided_by <> proposed_by)
);
create unique index registrations_in_force on clients.registrations (code) where state = 'in-force';
create unique index registrations_proposed on clients.registrations (code) where state = 'proposed';
create index registrations_newest on clients.registrations (proposed_at desc, id desc);

-- What a person agreed to tell a system, and until when. 个人信息保护法 14, 15, 23.
create table clients.consents (
  id           uuid primary key,
  account      uuid        not null,
  code         text        not null,
  registration uuid        not null references clients.registrations,
  scopes       text[]      not null,
  given_at     timestamptz not null,
  withdrawn_at timestamptz,
  used_at      timestamptz not null
);
create unique index consents_in_force on clients.consents (account, code) where withdrawn_at is null;

-- Under which name a system knows an account: another one for each system, so that they cannot compare.
create table clients.subjects (
  account uuid not null,
  code    text not null,
  subject text not null unique,
  primary key (account, code)
);

-- Which systems a session was told to: they are told of its end.
create table clients.sign_ins (
  session uuid        not null,
  code    text        not null,
  sid     text        not null,
  account uuid        not null,
  at      timestamptz not null,
  primary key (session, code)
);
create index sign_ins_account on clients.sign_ins (account);

-- What the protocol keeps: codes, tokens, sessions. Named by the digest of what the other side holds, so that nothing here lets anybody in.
create table clients.records (
  model    text        not null,
  id       bytea       not null,
  uid      text,
  grant_id text,
  account  uuid,
  code     text,
  -- Ours, under which it was made; null where it outlives that.
  session  uuid,
  payload  jsonb       not null,
  ends_at  timestamptz not null,
  primary key (model, id)
);
create index records_uid on clients.records (uid) where uid is not null;
create index records_grant on clients.records (grant_id) where grant_id is not null;
create index records_account on clients.records (account, code) where account is not null;
create index records_session on clients.records (session) where session is not null;
create index records_end on clients.records (ends_at);
