-- Granted requests to erase that a legal hold keeps back: done by itself when the hold ends (个人信息保护法 47), without the person asking again.
create table rights.waiting (
  case_id uuid        primary key,
  account uuid        not null,
  since   timestamptz not null
);
create index waiting_account on rights.waiting (account);
