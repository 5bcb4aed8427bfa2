-- Assessments of the effect on people (个人信息保护影响评估, 个人信息保护法 55, 56). Nothing deletes one: they and the record of processing are kept for three years at least.
-- `parts` is the digest of what was assessed: a purpose that changes in it is assessed anew.
create table purposes.assessments (
  id         uuid primary key,
  code       text        not null,
  version    int         not null,
  parts      text        not null,
  content    jsonb       not null,
  salt       bytea       not null,
  state      text        not null check (state in ('waiting', 'approved', 'refused')),
  reason     text,
  made_by    uuid        not null,
  made_at    timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  check ((state = 'waiting') = (decided_at is null)),
  -- 双人复核: nobody approves what he made.
  check (state <> 'approved' or decided_by <> made_by)
);
create unique index assessments_waiting on purposes.assessments (code) where state = 'waiting';
create index assessments_code on purposes.assessments (code, made_at desc);
