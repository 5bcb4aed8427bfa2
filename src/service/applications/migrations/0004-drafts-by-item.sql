-- Who would be affected by a new version of an item: its drafts that are not submitted.
create index drafts_item on applications.drafts (item) where case_number is null;
