-- What must be over before a case is decided (许可法 26, 36, 46-48): a hearing, a 公示, a third party who may speak, a separate decision.
-- `about` names it (hearing, notice, place of the party, sub-case); `told_on` when the person was told, `until_on` until when one may speak.
create table cases.procedures (
  id        uuid primary key,
  case_id   uuid        not null,
  kind      text        not null check (kind in ('hearing', 'publicity', 'third-party', 'sub-case')),
  about     text        not null,
  opened_at timestamptz not null,
  told_on   date,
  until_on  date,
  ended_at  timestamptz,
  outcome   text check (outcome in ('done', 'lifted')),
  unique (case_id, kind, about)
);

-- Until when a clock that stands is expected to stand: late after that day.
alter table cases.cases add column suspended_until date;
-- Which procedure stopped the clock; null: a clerk did, by hand.
alter table cases.suspensions add column held_by text;
create index cases_parent on cases.cases (parent) where parent is not null;
-- Why somebody is named as a third party; erased like every word.
alter table cases.parties add column interest text;
