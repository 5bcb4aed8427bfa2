-- What proves who the holder of an account is: the answer of a source (names of the source, of what it did, of its answer), never a
-- picture or a template of a face. One of each source; a newer one takes its place. The level that follows ends with the proof.
create table people.proofs (
  id        uuid        primary key,
  account   uuid        not null references people.accounts (id),
  source    text        not null,
  level     smallint    not null check (level between 3 and 5),
  assertion text        not null,
  trace     text        not null,
  score     real        check (score between 0 and 1),
  at        timestamptz not null,
  until_at  timestamptz not null check (until_at > at),
  salt      bytea       not null,
  unique (account, source),
  -- One answer proves one thing once, however often it is brought.
  unique (source, trace)
);

-- Levels above 2 came from the demonstration alone. What an account says of itself is 1 or 2, and nothing written here can be more.
insert into people.proofs (id, account, source, level, assertion, trace, at, until_at, salt)
select gen_random_uuid(), a.id, 'demonstration', k.level, 'demonstration', a.id::text, a.created_at, a.created_at + interval '10 years', uuid_send(gen_random_uuid())
from people.accounts a join (select id, assurance_level as level from people.natural_accounts union all select id, assurance_level from people.legal_accounts) k on k.id = a.id
where k.level > 2;
update people.natural_accounts set assurance_level = 2 where assurance_level > 2;
update people.legal_accounts set assurance_level = 2 where assurance_level > 2;
alter table people.natural_accounts rename column assurance_level to stated_level;
alter table people.legal_accounts rename column assurance_level to stated_level;
alter table people.natural_accounts add constraint natural_accounts_stated check (stated_level <= 2);
alter table people.legal_accounts add constraint legal_accounts_stated check (stated_level <= 2);
