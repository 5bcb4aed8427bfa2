-- A letter may be for a third party: one letter for each of them about the same entry.
alter table deliveries.letters add column addressee int;
alter table deliveries.letters drop constraint letters_case_id_kind_cause_key;
create unique index letters_cause on deliveries.letters (case_id, kind, cause, (coalesce(addressee, -1)));
