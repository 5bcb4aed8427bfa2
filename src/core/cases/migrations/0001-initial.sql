-- The case row stays small; what hangs on it stands in narrow tables around it.
create table cases.cases (
  id           uuid primary key,
  number       text        not null unique,
  item         text        not null,
  item_version uuid        not null,
  parent       uuid,
  about        uuid,
  state        text        not null check (state in ('submitted', 'correcting', 'accepted', 'decided', 'finished')),
  opened_at    timestamptz not null,
  due_at       date,
  suspended_at timestamptz,
  finished_at  timestamptz,
  outcome      text,
  receiving    text        not null,
  handling     text        not null,
  deciding     text        not null
);
create index cases_handling on cases.cases (handling, opened_at desc, id);
create index cases_deciding on cases.cases (deciding, opened_at desc, id);
create index cases_receiving on cases.cases (receiving, opened_at desc, id);
create index cases_due on cases.cases (due_at) where finished_at is null and due_at is not null;

-- Where the process stands: state of the engine, small JSON.
create table cases.runs (
  case_id uuid primary key,
  state   jsonb not null
) with (fillfactor = 80);

create table cases.steps (
  id           uuid primary key,
  case_id      uuid        not null,
  token        text        not null,
  element      text        not null,
  name         jsonb       not null,
  kind         text        not null,
  role         text        not null,
  organisation text        not null,
  outcomes     text[]      not null,
  state        text        not null check (state in ('open', 'done', 'closed')),
  assignee     uuid,
  claimed_at   timestamptz,
  opened_at    timestamptz not null,
  done_at      timestamptz,
  done_by      uuid,
  outcome      text
) with (fillfactor = 80);
create index steps_case on cases.steps (case_id);
create index steps_waiting on cases.steps (organisation, role, opened_at, id) where state = 'open';
create index steps_assignee on cases.steps (assignee, opened_at, id) where state = 'open';

create table cases.parties (
  case_id   uuid  not null,
  ordinal   int   not null,
  role      text  not null check (role in ('applicant', 'joint-applicant', 'agent', 'respondent', 'third-party')),
  account   uuid,
  kind      text  not null check (kind in ('natural', 'legal')),
  name      text  not null,
  id_kind   text  not null,
  id_number text  not null,
  phone     text,
  consent   boolean not null,
  salt      bytea not null,
  primary key (case_id, ordinal)
);
create index parties_account on cases.parties (account, case_id);
create index parties_name on cases.parties (name text_pattern_ops);

-- Every running limit: what for, how long, from when, on which basis, until when.
create table cases.terms (
  id          uuid primary key,
  case_id     uuid    not null,
  kind        text    not null,
  days        int     not null,
  unit        text    not null check (unit in ('working', 'calendar')),
  basis       jsonb,
  starts_on   date    not null,
  due_on      date    not null,
  provisional boolean not null,
  extended    int     not null default 0,
  state       text    not null check (state in ('running', 'met', 'missed', 'ended'))
);
create index terms_case on cases.terms (case_id);
create index terms_running on cases.terms (kind, due_on) where state = 'running';
create index terms_provisional on cases.terms (case_id) where state = 'running' and provisional;

create table cases.suspensions (
  id            uuid primary key,
  case_id       uuid not null,
  kind          text not null,
  expected_days int  not null,
  from_on       date not null,
  until_on      date
);
create index suspensions_case on cases.suspensions (case_id);

create table cases.results (
  id           uuid primary key,
  case_id      uuid        not null,
  ordinal      int         not null,
  kind         text        not null,
  name         jsonb       not null,
  licence_type text,
  validity     text,
  outcome      text        not null check (outcome in ('granted', 'partly-granted', 'refused')),
  decided_at   timestamptz not null
);
create index results_case on cases.results (case_id);

-- What was applied for, a version for each correction. The salt goes when the words go.
create table cases.forms (
  case_id  uuid        not null,
  version  int         not null,
  data     jsonb       not null,
  scenario jsonb       not null,
  salt     bytea       not null,
  at       timestamptz not null,
  primary key (case_id, version)
);
create table cases.files (
  id       uuid primary key,
  case_id  uuid        not null,
  material text        not null,
  name     text        not null,
  type     text        not null,
  bytes    bigint      not null,
  sha256   text        not null,
  paper    boolean     not null default false,
  version  int         not null,
  at       timestamptz not null
);
create index files_case on cases.files (case_id);

-- The words of an act (opinion, reasons, what is missing), by the ledger entry that proves them.
create table cases.words (
  entry   uuid primary key,
  case_id uuid  not null,
  kind    text  not null,
  content jsonb not null,
  salt    bytea not null
);
create index words_case on cases.words (case_id);

create table cases.timers (
  case_id uuid        not null,
  timer   text        not null,
  element text        not null,
  due_at  timestamptz not null,
  primary key (case_id, timer)
);
create index timers_due on cases.timers (due_at);

create table cases.serials (
  scope text not null,
  day   date not null,
  last  int  not null,
  primary key (scope, day)
);
