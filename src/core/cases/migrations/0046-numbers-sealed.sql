-- Numbers of the documents of parties stand sealed, and are found by a keyed digest (个人信息保护法 51). What stands plain in id_number was written before:
-- only the program has the keys, so its renewal of rows seals it and leaves id_number empty.
alter table cases.parties add column id_sealed text;
alter table cases.parties add column id_digest bytea;
alter table cases.parties add column id_digest_key text;
alter table cases.parties alter column id_number set default '';
create index parties_number on cases.parties (id_digest) where id_digest is not null;
create index parties_plain on cases.parties (case_id, ordinal) where id_number <> '';
