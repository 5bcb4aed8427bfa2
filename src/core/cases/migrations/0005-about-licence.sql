-- What a case is about (another case, or a licence) is asked for when a new one is opened about it.
create index cases_about on cases.cases (about, item) where about is not null;
