-- The few items that a bad verdict opens are found without reading the many that people apply for.
create index versions_opens_from on items.versions (code) where content ->> 'opensFrom' = 'review';
