-- Two accounts of one holder became one (合并账号): the account that ended names the one that is kept. Its number stays with it, as the history
-- of the holder's documents, so that it is found and not registered anew.
alter table people.endings drop constraint endings_kind_check;
alter table people.endings add constraint endings_kind_check check (kind in ('closed', 'died', 'dissolved', 'terminated', 'merged'));
alter table people.endings add column into_account uuid references people.accounts (id);
alter table people.endings add constraint endings_into_check check ((kind = 'merged') = (into_account is not null) and into_account <> account);
create index endings_into on people.endings (into_account) where into_account is not null;
