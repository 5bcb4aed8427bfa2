-- Organisations that act in public law or hold records here, by their code. Nothing is removed: old letters name them.
create table organisations.organisations (
  id         uuid primary key,
  code       text not null unique,
  code_valid boolean not null,
  name_zh    text not null,
  name_en    text,
  short_zh   text,
  short_en   text,
  region     text not null,
  kind       text not null check (kind in ('government', 'department', 'hall', 'court', 'institution', 'other')),
  superior   text references organisations.organisations (code) deferrable initially deferred,
  address_zh text,
  address_en text,
  phone      text,
  origin     text not null check (origin in ('pack', 'import'))
);
create index organisations_region on organisations.organisations (region text_pattern_ops, code);
