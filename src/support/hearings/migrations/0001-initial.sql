-- Hearings of cases (许可法 46-48). A case has one at a time. Reasons and objections stand with the case; the minutes here, with their salt.
create table hearings.hearings (
  id            uuid primary key,
  case_id       uuid        not null,
  case_number   text        not null,
  origin        text        not null check (origin in ('request', 'own-motion')),
  state         text        not null check (state in ('offered', 'late', 'called', 'scheduled', 'minuted', 'held', 'closed')),
  ending        text        check (ending in ('lapsed', 'declined', 'withdrawn', 'case-ended')),
  offered_on    date,
  ask_by        date,
  asked_by      int,
  asked_on      date,
  hold_by       date,
  at            timestamptz,
  place         text,
  presider      uuid,
  is_public     boolean     not null default true,
  noticed_on    date,
  objection     jsonb,
  minutes       text,
  minutes_salt  bytea,
  attended      jsonb       not null default '[]',
  made_at       timestamptz not null
);
create unique index hearings_live on hearings.hearings (case_id) where state not in ('held', 'closed');
create index hearings_case on hearings.hearings (case_id, made_at);
create index hearings_ask_by on hearings.hearings (ask_by) where state = 'offered';
create index hearings_announced on hearings.hearings (at) where state = 'scheduled' and is_public;
