-- Questions put to sources: who somebody is, asked once, answered once. What a source said of a person stands in people.proofs alone.
create table proofs.asks (
  id       uuid        primary key,
  account  uuid        not null,
  source   text        not null,
  nonce    text        not null unique,
  -- Where the source checks the person, and the page of the portal to come back to; gone when the question is over.
  visit    text,
  back     text,
  state    text        not null check (state in ('asked', 'proved', 'mismatched', 'failed', 'over')),
  -- Why a source gave no answer that counts, in one word.
  reason   text,
  -- The proof that came of it.
  proof    uuid,
  asked_at timestamptz not null,
  ends_at  timestamptz not null,
  ended_at timestamptz,
  check ((state = 'asked') = (ended_at is null)),
  check (state = 'asked' or (visit is null and back is null))
);
create index asks_account on proofs.asks (account, source, asked_at desc);
create index asks_source on proofs.asks (source, ended_at desc) where ended_at is not null;
-- One question at a time to one source about one account.
create unique index asks_open on proofs.asks (account, source) where state = 'asked';

-- A separate consent (个人信息保护法 29): to what, in which words, since when; and that it was taken back.
create table proofs.consents (
  id           uuid        primary key,
  account      uuid        not null,
  source       text        not null,
  -- Digest of the words that were shown.
  told         text        not null,
  given_at     timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consents_open on proofs.consents (account, source) where withdrawn_at is null;

-- Which account holds an application identifier of the national network identity, by keyed digest: one identity is one account's.
create table proofs.holders (
  digest     bytea primary key,
  digest_key text  not null,
  account    uuid  not null unique
);
