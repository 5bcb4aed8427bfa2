-- How and when a letter reached whom it is for: one record for each letter. `content` holds who took it and what proves it, with its salt.
create table deliveries.records (
  letter       uuid primary key,
  case_id      uuid        not null,
  means        text        not null check (means in ('electronic', 'window', 'post', 'left', 'public-notice')),
  delivered_on date        not null,
  refused      boolean     not null,
  content      jsonb       not null,
  salt         bytea       not null,
  recorded_by  uuid        not null,
  recorded_at  timestamptz not null
);
create index records_case on deliveries.records (case_id);

-- Letters that were handed over before there were records: by the moment that was kept.
insert into deliveries.records (letter, case_id, means, delivered_on, refused, content, salt, recorded_by, recorded_at)
select id, case_id, coalesce(means, 'window'), (delivered_at at time zone 'Asia/Shanghai')::date, false, '{}', salt, '00000000-0000-7000-8000-000000000001', delivered_at
from deliveries.letters where delivered_at is not null;

-- The person asked for the paper, whatever way letters come.
alter table deliveries.letters add column paper_asked_at timestamptz;

create index letters_waiting on deliveries.letters (organisation, made_at, id) where delivered_at is null;
create index letters_paper on deliveries.letters (organisation, paper_asked_at) where paper_asked_at is not null;
