-- Sections of a body: a team (科室、班组) of a department, a window of a service centre. Both have a body above them.
alter table organisations.organisations drop constraint organisations_kind_check;
alter table organisations.organisations add constraint organisations_kind_check
  check (kind in ('government', 'department', 'hall', 'court', 'institution', 'other', 'team', 'window'));
alter table organisations.organisations add constraint organisations_section check (kind not in ('team', 'window') or superior is not null);
