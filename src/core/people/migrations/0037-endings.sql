-- How an account ended: closed by its holder, merged into another of the same person, or as the register says: its person died, its organisation
-- is dissolved or struck off. One that was noted by mistake, or came to more, is taken back, never deleted.
create table people.endings (
  id           uuid        primary key,
  account      uuid        not null references people.accounts (id),
  kind         text        not null check (kind in ('closed', 'merged', 'died', 'dissolved', 'terminated')),
  at           timestamptz not null,
  by           uuid        not null,
  -- died, dissolved, terminated: since which day, by which number of the register. merged: into which account.
  on_day       date,
  reference    text,
  kept         uuid        references people.accounts (id),
  taken_back_at timestamptz,
  taken_back_by uuid,
  -- closed: the keyed digest of the number, and the last day on which it is kept.
  id_kind       text,
  id_digest     bytea,
  id_digest_key text,
  digest_until  date,
  check ((kind = 'merged') = (kept is not null)),
  check ((kind in ('died', 'dissolved', 'terminated')) = (on_day is not null and reference is not null))
);
create unique index endings_account on people.endings (account) where taken_back_at is null;
create index endings_kept on people.endings (kept) where kept is not null;
create index endings_digest on people.endings (id_digest) where id_digest is not null;

-- A closed account holds no number any more.
alter table people.legal_accounts alter column id_sealed drop not null, alter column id_digest drop not null, alter column id_digest_key drop not null;

-- Two accounts of one person that shall become one: proposed by one officer, confirmed by another, who saw what moves.
create table people.merges (
  id          uuid        primary key,
  kept        uuid        not null references people.accounts (id),
  merged      uuid        not null references people.accounts (id),
  reference   text        not null,
  proposed_by uuid        not null references people.staff_accounts (id),
  proposed_at timestamptz not null,
  state       text        not null check (state in ('proposed', 'done', 'refused')),
  decided_by  uuid        references people.staff_accounts (id),
  decided_at  timestamptz,
  check (kept <> merged),
  check (decided_by <> proposed_by or state = 'refused'),
  check ((state = 'proposed') = (decided_at is null))
);
create unique index merges_proposed on people.merges (merged) where state = 'proposed';
