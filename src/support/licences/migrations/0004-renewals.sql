-- A renewal was asked in time and is not decided: the licence does not expire meanwhile (许可法 50).
alter table licences.licences add column renewing boolean not null default false;

-- Its holder was told that it ends.
alter table licences.licences add column reminded boolean not null default false;
create index licences_ending on licences.licences (valid_to) where state = 'in-force' and valid_to is not null;
