-- An address that its holder confirmed may get one-time codes: one more of what somebody holds (by text message or by mail). `alone`: its
-- code signs in by itself; else it is a second proof beside the password. The address itself lies where messages are sent from: here is the
-- moment at which it was confirmed (one that was confirmed later is another), and a keyed digest, by which it may be typed in place of the login.
alter table people.factors drop constraint factors_kind_check;
alter table people.factors
  add constraint factors_kind_check check (kind in ('totp', 'passkey', 'sms', 'email')),
  add column alone          boolean not null default false,
  add column address_at     timestamptz,
  add column address_digest bytea,
  add check ((kind in ('sms', 'email')) = (address_at is not null and address_digest is not null)),
  add check (not alone or kind in ('sms', 'email'));
create unique index factors_channel on people.factors (account, kind) where kind in ('sms', 'email');
-- One address stands for one login.
create unique index factors_address on people.factors (address_digest) where alone;

-- A code that was put out. It is never kept: it follows from id and salt under a secret of the installation. It belongs to the step of one
-- browser, or to one session (`asked_by`), which has one at a time. Without account and factor it goes nowhere: asking for a code of somebody
-- who is not here leaves the same row.
create table people.codes (
  id             uuid        primary key,
  asked_by       bytea       not null unique,
  purpose        text        not null,
  account        uuid        references people.accounts (id),
  factor         uuid        references people.factors (id) on delete cascade,
  channel        text        not null check (channel in ('sms', 'email')),
  -- An address that is no account's yet, sealed: of whoever registers by it.
  address_sealed text,
  salt           bytea       not null,
  key            text        not null,
  -- By which counts of attempts it was asked for: they are taken back by the right code.
  counted        bytea[]     not null,
  ends_at        timestamptz not null,
  tries          smallint    not null default 0
);
create index codes_account on people.codes (account) where account is not null;
create index codes_ends on people.codes (ends_at);
