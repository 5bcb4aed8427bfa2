-- What a machine looked at and concluded in a case, once. The salt goes when the words go; the ledger keeps the digest.
create table automation.judgements (
  case_id      uuid primary key,
  case_number  text        not null,
  item         text        not null,
  item_version uuid        not null,
  handling     text        not null,
  deciding     text        not null,
  verdict      text        not null check (verdict in ('machine', 'person')),
  reasons      jsonb       not null,
  -- Both are null where the table was not asked: the applicant wanted a person, or the machine was stopped.
  inputs       jsonb,
  judgement    jsonb,
  salt         bytea       not null,
  entry        uuid        not null,
  at           timestamptz not null,
  reversed_by  text check (reversed_by in ('review', 'annulment')),
  reversed_at  timestamptz
);
create index judgements_item on automation.judgements (item, at desc, case_id);

-- Stopping an item, asking to start it again, and the second person's word. The newest row says how it stands.
create table automation.switches (
  id     uuid primary key,
  item   text        not null,
  turn   int         not null,
  change text        not null check (change in ('stopped', 'restart-asked', 'restarted')),
  reason text        not null,
  salt   bytea       not null,
  by     uuid        not null,
  at     timestamptz not null,
  unique (item, turn)
);

-- Reviews by a person: each is a case of its own about the case that was decided.
create table automation.reviews (
  review_case   uuid primary key,
  review_number text        not null,
  case_id       uuid        not null,
  asked_at      timestamptz not null,
  ended_at      timestamptz,
  changed       boolean
);
create unique index reviews_open on automation.reviews (case_id) where ended_at is null;
create index reviews_case on automation.reviews (case_id, asked_at);
