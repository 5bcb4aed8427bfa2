-- What was granted to a person about his own data and goes on afterwards: a purpose for which it is not used (个人信息保护法 44) until he wishes
-- otherwise, or a transfer to somebody he named (45), which he fetches himself.
create table rights.granted (
  case_id     uuid        primary key,
  case_number text        not null,
  account     uuid        not null,
  what        text        not null check (what in ('restriction', 'transfer')),
  purpose     text,
  recipient   text,
  at          timestamptz not null,
  ended_at    timestamptz,
  check ((what = 'restriction') = (purpose is not null) and (what = 'transfer') = (recipient is not null))
);
create index granted_account on rights.granted (account, purpose) where ended_at is null;
