-- Who may help whom: with the person's own consent, for what, until which day. A binding is never changed, it ends.
create table proxies.bindings (
  id          uuid primary key,
  principal   uuid        not null,
  proxy      uuid        not null,
  scopes      text[]      not null,
  until       date        not null,
  consent_at  timestamptz not null,
  accepted_at timestamptz,
  ended_at    timestamptz,
  check (principal <> proxy)
);
create unique index bindings_pair on proxies.bindings (principal, proxy) where ended_at is null;
create index bindings_principal on proxies.bindings (principal);
create index bindings_proxy on proxies.bindings (proxy);
