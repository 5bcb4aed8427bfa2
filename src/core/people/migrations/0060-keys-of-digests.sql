-- Under which key a digest was made: known from now on, so that one knows what would be lost with a key. Before it is null.
alter table people.factors add column address_digest_key text, add check (address_digest_key is null or address_digest is not null);
alter table people.recovery_codes add column digest_key text;
