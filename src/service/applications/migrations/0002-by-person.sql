-- The applicant asks that a person decides, not a machine (个人信息保护法 24).
alter table applications.drafts add column by_person boolean not null default false;
