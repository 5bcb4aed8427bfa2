-- Whose head may extend a limit where that is not the deciding body: the government of its level in joint handling (许可法 42).
alter table cases.terms add column approver text;
create index terms_approver on cases.terms (approver, case_id) where approver is not null;
