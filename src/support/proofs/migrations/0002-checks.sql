-- Somebody came to a window with a document: seen by one officer, confirmed by a second in another role. Name and number are sealed until it
-- is decided and gone afterwards; what stays is who saw which kind of document of whom, and when.
create table proofs.checks (
  id           uuid        primary key,
  account      uuid        not null,
  organisation text        not null,
  id_kind      text        not null,
  sealed       text,
  valid_until  date,
  state        text        not null check (state in ('seen', 'confirmed', 'declined', 'over')),
  seen_by      uuid        not null,
  seen_at      timestamptz not null,
  ends_at      timestamptz not null,
  decided_by   uuid        check (decided_by <> seen_by),
  decided_at   timestamptz,
  check ((state = 'seen') = (sealed is not null))
);
create index checks_organisation on proofs.checks (organisation, seen_at desc);
create unique index checks_open on proofs.checks (account) where state = 'seen';
