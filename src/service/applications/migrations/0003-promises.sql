-- The day promised for papers that may follow (容缺), and the digest of what was told where a promise stands in for papers (告知承诺).
alter table applications.drafts add column gap_until date, add column promise text;
