-- 监护: one more kind of authority to act for somebody. It comes from proof that two officers saw, never from a click, and neither ward nor guardian ends it (民法典 23, 27, 28, 36, 39).
alter table people.agencies
  add column guardianship  text check (guardianship in ('minor', 'adult')),
  add column proof         text check (proof in ('birth-certificate', 'household-register', 'court-judgment', 'designation')),
  -- Its number; of an adult also that of the judgment that found the capacity lacking (民法典 24).
  add column reference     text,
  add column judgment      text,
  -- The body whose window saw the proof, and the ward's birthday as the document has it.
  add column organisation  text,
  add column born          date,
  -- Whether the guardians act together only.
  add column jointly       boolean not null default false,
  -- Why it ended: by itself, or as two officers found.
  add column ended_because text,
  -- Hides the number of the proof in the ledger's digest.
  add column salt          bytea,
  add check ((guardianship is null) = (proof is null) and (guardianship is null) = (organisation is null) and (guardianship is null) = (born is null) and (guardianship is null) = (salt is null) and (judgment is not null) = (guardianship is not distinct from 'adult')),
  add check (guardianship is not null or (not jointly and ended_because is null)),
  -- Two accounts of one holder may become one that gave itself authority: over, and history.
  add check (principal <> agent or revoked_at is not null);
-- Nobody is guardian of the same ward twice at a time, however many windows confirm at once.
create unique index agencies_guardian on people.agencies (principal, agent) where guardianship is not null and revoked_at is null;
create index agencies_due on people.agencies (to_at) where guardianship is not null and revoked_at is null;

-- A proof of guardianship seen at a window: by one officer, read again by a second of the same body. Who it is about is sealed until it is
-- decided and gone afterwards: before that the ward may have no account at all.
create table people.guardian_checks (
  id           uuid        primary key,
  guardian     uuid        not null references people.accounts (id),
  organisation text        not null,
  kind         text        not null check (kind in ('minor', 'adult')),
  proof        text        not null,
  sealed       text,
  state        text        not null check (state in ('seen', 'confirmed', 'declined', 'over')),
  seen_by      uuid        not null,
  seen_at      timestamptz not null,
  ends_at      timestamptz not null,
  decided_by   uuid        check (decided_by <> seen_by),
  decided_at   timestamptz,
  check ((state = 'seen') = (sealed is not null))
);
create index guardian_checks_organisation on people.guardian_checks (organisation, seen_at desc) where state = 'seen';

-- One guardian does not agree with another: until a person has settled it nobody acts for the ward (民法典 30, 31).
create table people.guardian_objections (
  id           uuid        primary key,
  ward         uuid        not null references people.accounts (id),
  guardian     uuid        not null references people.accounts (id),
  organisation text        not null,
  words        text        not null,
  salt         bytea       not null,
  made_at      timestamptz not null,
  settled_at   timestamptz,
  settled_by   uuid,
  settled_how  text        check (settled_how in ('withdrawn', 'agreed', 'designated', 'judged', 'moot')),
  reference    text,
  check ((settled_at is null) = (settled_how is null))
);
create unique index guardian_objections_open on people.guardian_objections (ward) where settled_at is null;
