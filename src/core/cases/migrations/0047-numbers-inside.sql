-- Answers and words in which somebody's number was written down have it sealed inside. numbers_key says under which key: '' where there is none, null where
-- the row was written before and the program did not look through it yet.
alter table cases.forms add column numbers_key text;
alter table cases.words add column numbers_key text;
create index forms_unlooked on cases.forms (case_id, version) where numbers_key is null;
create index words_unlooked on cases.words (entry) where numbers_key is null;
