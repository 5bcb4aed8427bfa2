-- The few items about a licence, and those under which late cases are supervised, are found without reading the many others.
create index versions_licence_matters on items.versions (code) where content ? 'renewal' or content ? 'onLicence';
create index versions_supervision on items.versions (code) where content ? 'supervision';
