-- How this place calls things, as packs brought it. A version is never edited.
create table words.versions (
  version      int         primary key,
  content      jsonb       not null,
  digest       text        not null,
  published_at timestamptz not null
);
