-- Drafts of processes and decisions. The text is kept as it was given; what is published lies with the versions of items.
create table models.drafts (
  id             uuid primary key,
  body           text        not null,
  region         text        not null,
  kind           text        not null check (kind in ('process', 'decision')),
  name           text        not null,
  state          text        not null check (state in ('drafting', 'submitted', 'published', 'discarded')),
  -- Digest of the text in force from which it was begun: another one in force now means that somebody was first.
  base           text        not null,
  text           text        not null,
  examples       jsonb       not null default '[]',
  revision       int         not null,
  -- Everybody who had a hand in the text: none of them may publish it.
  authors        uuid[]      not null,
  created_at     timestamptz not null,
  saved_by       uuid        not null,
  saved_at       timestamptz not null,
  effective_from date
);
create index drafts_body on models.drafts (body, saved_at desc, id desc);
create index drafts_model on models.drafts (body, kind, name);

-- What was said with an act: why it was changed, why it was returned. Proved by the entry; erased with its salt.
create table models.words (
  entry   uuid primary key,
  ordinal bigint generated always as identity,
  draft   uuid        not null,
  kind    text        not null,
  content text,
  salt    bytea       not null,
  by      uuid        not null,
  at      timestamptz not null
);
create index words_draft on models.words (draft, ordinal);
