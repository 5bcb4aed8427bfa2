-- A seal of a body, each for one use. Never deleted: letters go on naming a seal that was given up.
create table seals.seals (
  id           uuid primary key,
  organisation text        not null,
  name         text        not null,
  kind         text        not null check (kind in ('name', 'acceptance', 'approval', 'licence')),
  certificate  text        not null check (certificate in ('demonstration', 'licensed')),
  state        text        not null check (state in ('in-use', 'cancelled')),
  made_at      timestamptz not null
);
create unique index seals_in_use on seals.seals (organisation, kind) where state = 'in-use';
