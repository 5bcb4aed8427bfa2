-- Who presided over a hearing of a case has no part in its review, before or after (行政许可法 48).
alter table cases.recusals add column presided boolean not null default false;
