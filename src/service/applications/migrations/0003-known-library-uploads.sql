-- What was filled in for the applicant, with its source; who contests a datum has the number of that case beside it.
alter table applications.drafts add column known jsonb not null default '[]';
-- 可信等级 of a paper (国办函〔2016〕108号), and the entry of the library it was taken from.
alter table applications.files add column level text not null default 'C' check (level in ('A', 'B', 'C', 'D')), add column library uuid;
create index drafts_earlier on applications.drafts (account, item, updated_at desc) where case_number is not null;

-- 个人材料库: papers handed in before, offered again. Level A is never here: those are licences, read from their store.
create table applications.library (
  id         uuid primary key,
  account    uuid        not null,
  material   text        not null,
  title      jsonb       not null,
  name       text        not null,
  type       text        not null,
  bytes      bigint      not null,
  sha256     text        not null,
  level      text        not null check (level in ('B', 'C', 'D')),
  item       text        not null,
  case_number text       not null,
  added_at   timestamptz not null,
  checked_at timestamptz,
  checked_by uuid,
  unit       text,
  unique (account, sha256, material)
);
create index library_account on applications.library (account, added_at desc, id desc);
create index library_sha256 on applications.library using hash (sha256);

-- A large file on its way, in pieces: it goes on after a cut line, on another page or device. Nothing of it is a paper yet.
create table applications.uploads (
  id        uuid primary key,
  draft     uuid        not null references applications.drafts on delete cascade,
  material  text        not null,
  name      text        not null,
  bytes     bigint      not null,
  -- Says whether a file chosen again is the same one: its name, size and the moment it was last changed.
  mark      text        not null,
  received  bigint      not null default 0,
  begun_at  timestamptz not null,
  unique (draft, material, mark)
);
create table applications.pieces (
  upload  uuid   not null references applications.uploads on delete cascade,
  at      bigint not null,
  content bytea  not null,
  primary key (upload, at)
);
