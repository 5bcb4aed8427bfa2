-- What may be judged: each finished matter once, each visit at a window once. `code` is what a person at the window scans.
create table reviews.invitations (
  id          uuid primary key,
  kind        text        not null check (kind in ('matter', 'visit')),
  case_id     uuid        not null,
  case_number text        not null,
  item        text        not null,
  body        text        not null,
  cause       uuid        not null unique,
  code        text        unique,
  opened_at   timestamptz not null
);
create unique index invitations_matter on reviews.invitations (case_id) where kind = 'matter';
create index invitations_case on reviews.invitations (case_id);
create index invitations_item on reviews.invitations (item, body);

-- Verdicts. 1 is the best (GB/T 39046-2020 A.8). Who gave it stands here for the person's own list and is shown to nobody else.
create table reviews.reviews (
  id          uuid primary key,
  invitation  uuid        not null unique,
  kind        text        not null,
  case_number text        not null,
  item        text        not null,
  body        text        not null,
  account     uuid,
  verdict     int         not null check (verdict between 1 and 5),
  words       text,
  salt        bytea       not null,
  source      text        not null check (source in ('active', 'default')),
  given_at    timestamptz not null
);
create index reviews_account on reviews.reviews (account, given_at desc, id desc);
create index reviews_body on reviews.reviews (body, given_at desc, id desc);
create index reviews_item on reviews.reviews (item, body);
