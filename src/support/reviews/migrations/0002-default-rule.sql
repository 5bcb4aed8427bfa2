-- The local rule by which a matter that nobody judged counts as judged, as packs brought it; content null: the rule was taken back.
create table reviews.rules (
  version      int         primary key,
  content      jsonb,
  digest       text        not null,
  published_at timestamptz not null
);
create index invitations_open on reviews.invitations (opened_at) where kind = 'matter';
