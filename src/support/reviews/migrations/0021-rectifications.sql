-- A few words more, once; and verdicts that an independent desk found to be mistaken (误评): kept on record, left out of the score.
alter table reviews.reviews add column follow_up text, add column follow_up_salt bytea, add column follow_up_at timestamptz, add column mistaken_at timestamptz;

-- What became of a bad verdict. The case that answers it names neither the person nor the matter; only this row knows both.
create table reviews.rectifications (
  review       uuid primary key,
  case_id      uuid        not null unique,
  case_number  text        not null,
  item         text        not null,
  body         text        not null,
  opened_at    timestamptz not null,
  measure      text,
  answer       text,
  salt         bytea,
  answered_at  timestamptz,
  appealed_at  timestamptz,
  satisfaction text,
  called_at    timestamptz,
  mistaken     boolean     not null default false,
  closed_at    timestamptz
);
create index rectifications_body on reviews.rectifications (body);
