-- Whoever may act does so under an agency, which the agreement makes and the end takes back.
alter table proxies.bindings add column agency uuid;
create index bindings_agency on proxies.bindings (agency) where agency is not null;
-- What was consented to before had no effect, and its words told less than an agency allows (个人信息保护法 14): nobody acts by it.
update proxies.bindings set ended_at = now() where ended_at is null and scopes = '{apply}';
update proxies.bindings set scopes = array_remove(scopes, 'apply') where ended_at is null;
