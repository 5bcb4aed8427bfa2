-- On what ground an account was frozen: by an officer, by the rule about failures of the second proof, or by its holder; and by whom, where that was not the rule.
alter table people.freezings add column ground text not null default 'officer' check (ground in ('officer', 'failures', 'self')), add column by uuid;
create unique index freezings_open on people.freezings (account) where ended_at is null;
-- Wrong second proofs after a right password: whoever gives them knows the password already.
alter table people.accounts add column second_failures int not null default 0, add column second_failed_at timestamptz;
