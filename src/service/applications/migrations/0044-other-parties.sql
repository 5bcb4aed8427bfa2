-- Who takes part beside the applicant, as typed so far: names, numbers and addresses of others, sealed as a whole.
alter table applications.drafts add column others_sealed text;
