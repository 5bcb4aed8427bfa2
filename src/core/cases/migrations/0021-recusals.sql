-- Who keeps away from steps that are somebody else's by their nature (回避), as named when the case was opened.
create table cases.recusals (
  case_id uuid not null,
  account uuid not null,
  primary key (case_id, account)
);
