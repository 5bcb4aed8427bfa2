-- Accounts hold what signing in needs; who somebody is stands in one of three tables that never mix:
-- the key (id, kind) makes it impossible that a resident's account is a civil servant's.
create table people.accounts (
  id         uuid        primary key,
  login      text        not null unique check (login = lower(login)),
  kind       text        not null check (kind in ('natural', 'legal', 'staff')),
  password   text,
  salt       bytea       not null,
  created_at timestamptz not null,
  frozen_at  timestamptz,
  unique (id, kind)
);

-- Numbers and telephones are sealed (SM4-GCM); the keyed digest finds a number without opening any.
create table people.natural_accounts (
  id              uuid     primary key,
  kind            text     not null default 'natural' check (kind = 'natural'),
  name            text     not null,
  name_en         text,
  id_kind         text,
  id_sealed       text,
  id_digest       bytea,
  id_digest_key   text,
  phone_sealed    text,
  assurance_level smallint not null check (assurance_level between 1 and 5),
  foreign key (id, kind) references people.accounts (id, kind)
);
create index natural_accounts_digest on people.natural_accounts (id_digest);

create table people.legal_accounts (
  id              uuid     primary key,
  kind            text     not null default 'legal' check (kind = 'legal'),
  name            text     not null,
  name_en         text,
  id_kind         text     not null,
  id_sealed       text     not null,
  id_digest       bytea    not null,
  id_digest_key   text     not null,
  representative  uuid     references people.natural_accounts (id),
  phone_sealed    text,
  assurance_level smallint not null check (assurance_level between 1 and 5),
  foreign key (id, kind) references people.accounts (id, kind)
);
create index legal_accounts_digest on people.legal_accounts (id_digest);

create table people.staff_accounts (
  id           uuid primary key,
  kind         text not null default 'staff' check (kind = 'staff'),
  name         text not null,
  name_en      text,
  organisation text not null,
  phone_sealed text,
  foreign key (id, kind) references people.accounts (id, kind)
);
create index staff_accounts_organisation on people.staff_accounts (organisation);

-- A post is never removed, it ends: what was done in it stays explained.
create table people.posts (
  id           uuid        primary key,
  account      uuid        not null references people.staff_accounts (id),
  role         text        not null,
  organisation text        not null,
  from_at      timestamptz not null,
  to_at        timestamptz
);
create index posts_account on people.posts (account);
create index posts_organisation on people.posts (organisation, role);

-- Only the digest of a token is kept: who reads this table cannot sign in with it.
create table people.sessions (
  token_digest bytea       primary key,
  id           uuid        not null unique,
  account      uuid        not null references people.accounts (id),
  began_at     timestamptz not null,
  touched_at   timestamptz not null,
  ends_at      timestamptz not null
);
create index sessions_account on people.sessions (account);
create index sessions_ends on people.sessions (ends_at);

-- Failures to sign in, by keyed digest of a login, of a login with an address, or of an address.
create table people.attempts (
  key           bytea       primary key,
  failures      int         not null,
  last_attempt  uuid        not null,
  last_at       timestamptz not null,
  blocked_until timestamptz
);
create index attempts_last on people.attempts (last_at);

-- Where somebody has signed in before; an attacker elsewhere cannot keep him out from there.
create table people.familiar_addresses (
  account uuid        not null references people.accounts (id),
  address bytea       not null,
  seen_at timestamptz not null,
  primary key (account, address)
);

-- Why an account was frozen, in words; the ledger holds their digest.
create table people.freezings (
  id        uuid        primary key,
  account   uuid        not null references people.accounts (id),
  reason    text        not null,
  salt      bytea       not null,
  frozen_at timestamptz not null,
  ended_at  timestamptz
);
create index freezings_account on people.freezings (account, frozen_at);

-- Accounts that exist for demonstration: useless on a server that is not in demonstration mode.
create table people.demonstration_accounts (
  id       uuid primary key references people.accounts (id),
  place    int  not null,
  title_zh text not null,
  title_en text
);
