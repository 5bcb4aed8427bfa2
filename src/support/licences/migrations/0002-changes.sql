-- The last change is asked for with every published list of statuses.
create index licences_change on licences.licences (change);
