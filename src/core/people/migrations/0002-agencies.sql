-- 授权经办、委托代办: who may act for whom, for which items, from when until when. Never deleted: what was done under it stays explained.
create table people.agencies (
  id         uuid primary key,
  principal  uuid        not null references people.accounts (id),
  agent      uuid        not null references people.natural_accounts (id),
  -- Codes of items; null for all.
  items      jsonb,
  granted_by uuid        not null references people.accounts (id),
  from_at    timestamptz not null,
  to_at      timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid
);
create index agencies_agent on people.agencies (agent);
create index agencies_principal on people.agencies (principal);
create index legal_accounts_representative on people.legal_accounts (representative);

-- For whom the session acts; whether it still may is asked with every look at the session.
alter table people.sessions add column acting_for uuid references people.accounts (id);
