-- What people's data is processed for, in versions: a change is a new version, and what was told once stays readable (个人信息保护法 17).
create table purposes.versions (
  code         text        not null,
  version      int         not null,
  content      jsonb       not null,
  digest       text        not null,
  published_at timestamptz not null,
  -- The order in which they are shown: that of the pack.
  place        bigint      not null generated always as identity,
  primary key (code, version)
);
