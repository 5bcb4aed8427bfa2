-- A licence that is numbered by the number of its holder's document, or shows such a number, has it sealed (个人信息保护法 51): `number` and `face` keep no more
-- than its ends, `told_sealed` has the face and the signed licence whole, which is why `jws` is empty there. A licence's own number stands as it is.
-- Rows from before are looked through by the program, which alone has the keys.
alter table licences.licences add column number_sealed text;
alter table licences.licences add column number_digest bytea;
alter table licences.licences add column number_digest_key text;
alter table licences.licences add column told_sealed text;
alter table licences.licences add column looked boolean not null default false;
create index licences_number on licences.licences (number_digest) where number_digest is not null;
create index licences_unlooked on licences.licences (id) where not looked;
