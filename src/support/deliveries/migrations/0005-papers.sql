-- The paper of a letter that had come to the own space: handed over on a day, to whom and with which proof, once for each letter.
create table deliveries.papers (
  letter      uuid primary key,
  case_id     uuid        not null,
  means       text        not null check (means in ('window', 'post')),
  given_on    date        not null,
  content     jsonb       not null,
  salt        bytea       not null,
  recorded_by uuid        not null,
  recorded_at timestamptz not null
);
create index papers_case on deliveries.papers (case_id);

-- What waits to be handed over is listed with what nobody has received: an electronic letter whose paper was asked for and has not been given.
alter table deliveries.letters add column paper_given_on date;
drop index deliveries.letters_paper;
create index letters_paper_waiting on deliveries.letters (organisation, made_at, id) where paper_asked_at is not null and paper_given_on is null and means = 'electronic';
