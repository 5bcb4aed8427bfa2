-- One supervision case 督办 for each case that became late, once.
create table supervision.matters (
  late_case        uuid primary key,
  late_number      text        not null,
  due_on           date        not null,
  supervision_case uuid        not null unique,
  number           text        not null,
  body             text        not null,
  superior         text        not null,
  opened_at        timestamptz not null,
  answered_at      timestamptz,
  closed_at        timestamptz
);
