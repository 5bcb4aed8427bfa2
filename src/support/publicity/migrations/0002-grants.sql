-- What was granted and is open to the public (行政许可法 40): a row for each result, persons masked. Taken down when it is annulled, never deleted.
create table publicity.grants (
  id           uuid primary key,
  result_id    uuid        not null unique,
  case_id      uuid        not null,
  item         text        not null,
  item_name    jsonb       not null,
  body         text        not null,
  holder       text        not null,
  holder_kind  text        not null check (holder_kind in ('natural', 'legal')),
  result       jsonb       not null,
  number       text,
  valid_to     date,
  decided_on   date        not null,
  published_at timestamptz not null,
  removed_at   timestamptz,
  removed_because text
);
create index grants_shown on publicity.grants (published_at desc, id desc) where removed_at is null;
create index grants_body on publicity.grants (body, published_at desc, id desc) where removed_at is null;
create index grants_item on publicity.grants (item, published_at desc, id desc) where removed_at is null;
create index grants_holder on publicity.grants (holder text_pattern_ops) where removed_at is null;
create index grants_number on publicity.grants (number text_pattern_ops) where removed_at is null;
create index grants_case on publicity.grants (case_id);
