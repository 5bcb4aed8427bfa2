-- An item may be about what a case granted, as others are about a licence: the few of both kinds are found without reading the many others.
drop index items.versions_licence_matters;
create index versions_matters on items.versions (code) where content ? 'renewal' or content ? 'onLicence' or content ? 'onCase';
