-- Few items are decided automatically; they are found without reading the many that are not.
create index versions_automation on items.versions (code) where content -> 'automation' ->> 'grade' = '3';
