-- Sources of forms, processes and decisions, by the digest of their text: many versions share one.
create table items.sources (
  digest text primary key,
  kind   text not null check (kind in ('form', 'process', 'decision')),
  name   text not null,
  text   text not null
);

-- Every version that was ever published. A published version is never edited.
create table items.versions (
  id             uuid primary key,
  code           text        not null,
  version        int         not null,
  digest         text        not null,
  origin         text        not null check (origin in ('pack', 'import', 'desk')),
  content        jsonb       not null,
  form           text        not null references items.sources,
  process        text        not null references items.sources,
  decision       text        references items.sources,
  flags          text[]      not null default '{}',
  -- What lists filter and show; taken from the content when the version is published.
  name_zh        text        not null,
  name_en        text,
  type           text        not null,
  catalog        text,
  implementation text        not null,
  body           text        not null,
  region         text,
  targets        text[]      not null,
  search         text        not null,
  effective_from date        not null,
  effective_to   date,
  published_at   timestamptz not null,
  unique (code, version)
);
create index versions_in_force on items.versions (code, effective_from);
create index versions_body on items.versions (body);
create index versions_catalog on items.versions (catalog);
