-- Whoever is written down beside the applicant and takes no part yet, or none at all: asked to apply together (invited), said no or was not
-- asked any more (declined), the other side of what is not accepted yet (named). And where letters on paper go.
alter table cases.parties drop constraint parties_role_check;
alter table cases.parties add constraint parties_role_check check (role in ('applicant', 'joint-applicant', 'agent', 'respondent', 'third-party', 'invited', 'declined', 'named'));
alter table cases.parties add column address text;
create index parties_invited on cases.parties (account, case_id) where role = 'invited';
