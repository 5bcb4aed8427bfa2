-- Administrative divisions (GB/T 2260 six digits, GB/T 10114 nine or twelve). Codes that were abolished stay: old papers name them.
create table regions.regions (
  code    text        primary key check (code ~ '^[0-9]{6}([0-9]{3}|[0-9]{6})?$'),
  id      uuid        not null unique,
  name_zh text        not null,
  name_en text,
  level   text        not null check (level in ('country', 'province', 'city', 'county', 'town', 'village')),
  parent  text        references regions.regions (code) deferrable initially deferred
);
create index regions_parent on regions.regions (parent, code);
