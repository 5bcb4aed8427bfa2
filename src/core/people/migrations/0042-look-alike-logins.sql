-- What a login looks like (UTS #39 §4, for the letters a login may have; `looksOf` in account.ts): no two of a kind are opened.
-- Not unique: those that were opened before stay.
alter table people.accounts add column looks text generated always as (replace(replace(replace(login, '0', 'o'), '1', 'l'), 'm', 'rn')) stored;
create index accounts_looks on people.accounts (looks);
