-- The few items that the platform itself uses are found by what they serve, without reading the many that people apply for.
create index versions_serves on items.versions ((content ->> 'serves'), code) where content ? 'serves';
