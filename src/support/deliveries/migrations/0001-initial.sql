-- Templates of letters as packs brought them. A version is never edited.
create table deliveries.templates (
  name         text        not null,
  version      int         not null,
  content      jsonb       not null,
  digest       text        not null,
  published_at timestamptz not null,
  primary key (name, version)
);

-- One letter. `content` is what it says, kept with its salt so that both can be erased; `cause` is the ledger entry it answers.
create table deliveries.letters (
  id               uuid primary key,
  case_id          uuid        not null,
  kind             text        not null,
  cause            uuid        not null,
  number           text        not null,
  dated            date        not null,
  organisation     text        not null,
  seal             uuid        not null,
  template         text        not null,
  template_version int         not null,
  content          jsonb       not null,
  salt             bytea       not null,
  made_at          timestamptz not null,
  sha256           text,
  bytes            bigint,
  signature        text,
  printed_at       timestamptz,
  means            text,
  delivered_at     timestamptz,
  unique (case_id, kind, cause),
  unique (organisation, number)
);

create table deliveries.serials (
  organisation text not null,
  word         text not null,
  year         int  not null,
  last         int  not null,
  primary key (organisation, word, year)
);
