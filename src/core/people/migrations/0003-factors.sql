-- What somebody holds besides a password: an authenticator (RFC 6238) or a passkey (WebAuthn Level 3). One that is not confirmed counts for nothing.
create table people.factors (
  id            uuid        primary key,
  account       uuid        not null references people.accounts (id),
  kind          text        not null check (kind in ('totp', 'passkey')),
  name          text        not null,
  -- totp: the shared secret, sealed (SM4-GCM).
  secret_sealed text,
  -- passkey: its identifier, its public key (COSE) and how it is reached.
  credential    text        unique,
  public_key    bytea,
  transports    jsonb       not null default '[]',
  -- The last step of a totp, or the signature counter of a passkey: what was used once does not work again.
  counter       bigint      not null default 0,
  added_at      timestamptz not null,
  confirmed_at  timestamptz,
  used_at       timestamptz,
  check ((kind = 'totp') = (secret_sealed is not null)),
  check ((kind = 'passkey') = (credential is not null and public_key is not null))
);
create index factors_account on people.factors (account);

-- For whoever lost the other factors; each works once and is then gone.
create table people.recovery_codes (
  account uuid  not null references people.accounts (id),
  digest  bytea not null,
  primary key (account, digest)
);

-- A step of signing in that waits for the next one: known by a token that only its holder has, and gone when it was used.
create table people.tickets (
  token_digest bytea       primary key,
  purpose      text        not null,
  account      uuid        references people.accounts (id),
  challenge    text,
  ends_at      timestamptz not null,
  tries        smallint    not null default 0
);
create index tickets_ends on people.tickets (ends_at);

-- Whether the password is long enough to stand without a second factor (NIST SP 800-63B-4 §3.1.1.2).
alter table people.accounts add column password_alone boolean not null default true;

-- How much was proved in a session (1: one factor, 2: two), by which way, and when last.
alter table people.sessions
  add column way text not null default 'password',
  add column strength smallint not null default 1 check (strength in (1, 2)),
  add column proved_at timestamptz;
update people.sessions set proved_at = began_at;
alter table people.sessions alter column proved_at set not null;
