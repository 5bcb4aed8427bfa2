-- Types of licences as packs brought them. A version is never edited: a licence is read by the version it was issued under.
create table licences.types (
  code         text        not null,
  version      int         not null,
  content      jsonb       not null,
  digest       text        not null,
  published_at timestamptz not null,
  primary key (code, version)
);

-- Counts changes of state, so that a published list of statuses knows whether it is still true.
create sequence licences.changes;

-- One version of one licence. `licence` is the same for all versions; the newest counts, the others are superseded. Never deleted.
create table licences.licences (
  id           uuid primary key,
  licence      uuid        not null,
  version      int         not null check (version between 1 and 999),
  licence_id   text        not null unique,
  type         text        not null,
  type_version int         not null,
  serial       text        not null,
  number       text        not null,
  account      uuid,
  holder_name  text        not null,
  holder_kind  text        not null,
  id_kind      text        not null,
  id_masked    text        not null,
  issuer       text        not null,
  issuer_name  text        not null,
  seal         uuid        not null,
  case_id      uuid        not null,
  case_number  text        not null,
  result_id    uuid,
  face         jsonb       not null,
  salt         bytea       not null,
  issued_on    date        not null,
  valid_from   date        not null,
  valid_to     date,
  state        text        not null check (state in ('in-force', 'suspended', 'annulled', 'withdrawn', 'revoked', 'deregistered', 'superseded')),
  since        timestamptz not null,
  verification text        not null unique,
  jws          text        not null,
  made_at      timestamptz not null,
  sha256       text,
  bytes        bigint,
  printed_at   timestamptz,
  change       bigint      not null default nextval('licences.changes'),
  unique (licence, version)
);
-- A result of a case becomes a licence once.
create unique index licences_result on licences.licences (result_id) where version = 1;
create index licences_account on licences.licences (account, made_at desc, id desc);
create index licences_issuer on licences.licences (issuer, made_at desc, id desc);
create index licences_case on licences.licences (case_id);

create table licences.serials (
  type   text not null,
  issuer text not null,
  year   int  not null,
  last   int  not null,
  primary key (type, issuer, year)
);

-- Why an act on a licence was done, by the ledger entry that proves it.
create table licences.words (
  entry   uuid primary key,
  licence uuid  not null,
  content jsonb not null,
  salt    bytea not null
);
create index words_licence on licences.words (licence);
