-- Who handed a step to another for a time (委派), and when its handler was last urged (催办).
alter table cases.steps add column delegated_by uuid, add column urged_at timestamptz;

-- Who was given a case to read (抄送): a person or everybody with a post in a unit; and who read it first.
create table cases.copies (
  id           uuid primary key,
  case_id      uuid        not null,
  account      uuid,
  organisation text,
  sent_by      uuid        not null,
  sent_at      timestamptz not null,
  read_by      uuid,
  read_at      timestamptz,
  check ((account is null) <> (organisation is null))
);
create index copies_case on cases.copies (case_id);
create index copies_account on cases.copies (account, case_id);
create index copies_organisation on cases.copies (organisation, case_id);
