-- An account that its holder cannot enter any more, given back at a window: one officer sees the document, another confirms, then a time passes
-- in which whoever holds the account is told and may object. Never deleted: it explains who came to an account, and how.
create table people.recoveries (
  id            uuid        primary key,
  account       uuid        not null references people.accounts (id),
  organisation  text        not null,
  document_kind text        not null,
  begun_by      uuid        not null references people.staff_accounts (id),
  begun_at      timestamptz not null,
  confirmed_by  uuid        references people.staff_accounts (id),
  confirmed_at  timestamptz,
  opens_at      timestamptz,
  ends_at       timestamptz,
  -- Of the code on the paper; it is random, so that its digest tells nothing.
  code_digest   bytea,
  used_at       timestamptz,
  stopped_at    timestamptz,
  stopped_by    uuid,
  check (confirmed_by <> begun_by),
  check ((confirmed_at is null) = (code_digest is null))
);
create unique index recoveries_running on people.recoveries (account) where used_at is null and stopped_at is null;
create index recoveries_organisation on people.recoveries (organisation, begun_at desc);
