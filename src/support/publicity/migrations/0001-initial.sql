-- 公示 of intended grants before they are decided, where an item's law has it, and the objections that came. What is shown is masked.
create table publicity.notices (
  id           uuid primary key,
  case_id      uuid        not null,
  case_number  text        not null,
  item         text        not null,
  item_version uuid        not null,
  body         text        not null,
  applicant    text        not null,
  summary      text        not null,
  salt         bytea       not null,
  starts_on    date        not null,
  ends_on      date        not null,
  state        text        not null check (state in ('running', 'ended', 'closed')),
  made_at      timestamptz not null
);
create unique index notices_live on publicity.notices (case_id) where state <> 'closed';
create index notices_running on publicity.notices (ends_on, id) where state = 'running';

-- An objection is read by the body that handles it; the public sees how many there are. The receipt opens its answer to whoever holds it.
create table publicity.objections (
  id          uuid primary key,
  notice      uuid        not null references publicity.notices (id),
  receipt     text        not null unique,
  account     uuid,
  name        text        not null,
  contact     text        not null,
  text        text        not null,
  salt        bytea       not null,
  at          timestamptz not null,
  answer      text,
  answer_salt bytea,
  answered_by uuid,
  answered_at timestamptz
);
create index objections_notice on publicity.objections (notice, at);
