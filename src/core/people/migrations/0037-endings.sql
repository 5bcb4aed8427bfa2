-- How an account ended: closed by its holder, or as the register says: its person died, its organisation
-- is dissolved or struck off. One that was noted by mistake, or came to more, is taken back, never deleted.
create table people.endings (
  id           uuid        primary key,
  account      uuid        not null references people.accounts (id),
  kind         text        not null check (kind in ('closed', 'died', 'dissolved', 'terminated')),
  at           timestamptz not null,
  by           uuid        not null,
  -- died, dissolved, terminated: since which day, by which number of the register.
  on_day       date,
  reference    text,
  taken_back_at timestamptz,
  taken_back_by uuid,
  -- closed: the keyed digest of the number, and the last day on which it is kept.
  id_kind       text,
  id_digest     bytea,
  id_digest_key text,
  digest_until  date,
  check ((kind in ('died', 'dissolved', 'terminated')) = (on_day is not null and reference is not null))
);
create unique index endings_account on people.endings (account) where taken_back_at is null;
create index endings_digest on people.endings (id_digest) where id_digest is not null;

-- A closed account holds no number any more.
alter table people.legal_accounts alter column id_sealed drop not null, alter column id_digest drop not null, alter column id_digest_key drop not null;
