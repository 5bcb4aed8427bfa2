-- What a person is filling in. A draft pins the version it was begun under; the case it became is named here.
create table applications.drafts (
  id            uuid primary key,
  account       uuid        not null,
  item          text        not null,
  item_version  uuid        not null,
  -- The case that asked for a correction, where the draft answers one.
  correction_of uuid,
  form          jsonb       not null default '{}',
  scenario      jsonb       not null default '{}',
  consent       boolean     not null default true,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  case_number   text
);
create index drafts_account on applications.drafts (account, updated_at desc, id);

create table applications.files (
  id       uuid primary key,
  draft    uuid        not null references applications.drafts on delete cascade,
  material text        not null,
  name     text        not null,
  type     text        not null,
  bytes    bigint      not null,
  sha256   text        not null,
  at       timestamptz not null
);
create index files_draft on applications.files (draft);
