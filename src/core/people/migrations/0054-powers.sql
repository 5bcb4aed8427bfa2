-- 授权委托书: an agency that was given on paper (民法典 165). Two officers of a window saw it; what the paper is lies beside the agency, its scan in the store of files.
alter table people.agencies
  -- The paper: its number, how it is signed, whether notarised, whether from abroad, the window that saw it, the name and type of the scan.
  add column power jsonb,
  -- The digest of the scan.
  add column paper text,
  add check ((power is null) = (paper is null) and (power is null or guardianship is null));
create index agencies_paper on people.agencies (paper) where paper is not null;

-- One table of what two officers see before somebody acts for another: whose power, and for what, is sealed until it is decided, as with guardians.
alter table people.guardian_checks
  drop constraint guardian_checks_kind_check,
  add constraint guardian_checks_kind_check check (kind in ('minor', 'adult', 'power')),
  add column paper text,
  add check ((kind = 'power') = (paper is not null));
