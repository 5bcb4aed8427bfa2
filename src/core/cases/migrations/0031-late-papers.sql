-- What came after its promised day (容缺受理): it waits for a person, who takes it or refuses it in writing before the case is decided.
alter table cases.owed add column late text check (late in ('waiting', 'taken', 'refused'));
