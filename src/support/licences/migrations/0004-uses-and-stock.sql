-- Licences from before the platform (存量) come from no case here.
alter table licences.licences alter column case_id drop not null, alter column case_number drop not null;
create index licences_type_holder on licences.licences (account, type) where state = 'in-force';

-- 用证记录: every look at a licence inside a matter, and every one that failed with its reason. Never changed, never deleted.
create table licences.uses (
  id            uuid primary key,
  -- The chain and the version that was looked at; both empty where none was found.
  licence       uuid,
  version       uuid,
  licence_id    text,
  version_no    int,
  type          text        not null,
  holder        uuid        not null,
  -- Who looked, for which unit, item and case, what for.
  by_account    uuid        not null,
  by_kind       text        not null,
  unit          text        not null,
  item          text        not null,
  case_id       uuid        not null,
  case_number   text        not null,
  purpose       text        not null,
  fields        jsonb       not null,
  authorisation uuid,
  failure       text,
  at            timestamptz not null
);
create index uses_holder on licences.uses (holder, at desc, id desc);
create index uses_case on licences.uses (case_id);
