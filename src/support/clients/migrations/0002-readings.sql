-- Each reading of a person's code by a reader: on line once at all, off line once for each reader. The person sees every one.
create table clients.readings (
  jti     text        not null,
  code    text        not null,
  account uuid        not null,
  told    text[]      not null,
  offline boolean     not null,
  read_at timestamptz not null,
  known_at timestamptz not null,
  primary key (jti, code)
);
create unique index readings_once on clients.readings (jti) where not offline;
create index readings_account on clients.readings (account, read_at desc, jti);
