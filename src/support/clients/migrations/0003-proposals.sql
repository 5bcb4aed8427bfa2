-- What waits for a second person stands with everything else of that kind (双人复核); here is what was registered, and what was refused before.
-- What waits at this moment is asked for anew.
update clients.registrations set state = 'refused', decided_by = proposed_by, decided_at = proposed_at, reason = '请在“双人复核”中重新提出' where state = 'proposed';
drop index clients.registrations_proposed;
alter table clients.registrations
  drop constraint registrations_state_check, add constraint registrations_state_check check (state in ('in-force', 'refused', 'replaced', 'ended')),
  alter column decided_by set not null,
  alter column decided_at set not null;
