-- The licence that an application is about (延续, 变更, 补发, 注销): the same for all its versions.
alter table applications.drafts add column about_licence uuid;
