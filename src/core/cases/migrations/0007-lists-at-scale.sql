-- Lists of a million cases: what a body has in hand and what it had are two stretches of an index each, in the order of a page.
-- They take the place of three that held both.
create index cases_handling_open on cases.cases (handling, opened_at desc, id desc) where finished_at is null;
create index cases_deciding_open on cases.cases (deciding, opened_at desc, id desc) where finished_at is null;
create index cases_receiving_open on cases.cases (receiving, opened_at desc, id desc) where finished_at is null;
create index cases_handling_finished on cases.cases (handling, opened_at desc, id desc) where finished_at is not null;
create index cases_deciding_finished on cases.cases (deciding, opened_at desc, id desc) where finished_at is not null;
create index cases_receiving_finished on cases.cases (receiving, opened_at desc, id desc) where finished_at is not null;
create index cases_item_finished on cases.cases (item, opened_at desc, id desc) where finished_at is not null;
drop index cases.cases_handling;
drop index cases.cases_deciding;
drop index cases.cases_receiving;

-- Searches by the beginning of a number or a name, in any collation, with what they find in the index.
create index cases_number_prefix on cases.cases (number text_pattern_ops, id);
create index parties_name_case on cases.parties (name text_pattern_ops, case_id);
drop index cases.parties_name;
