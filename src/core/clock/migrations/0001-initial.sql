-- One published notice of holidays and make-up days for each year; a later notice for the same year replaces it as a new row.
create table clock.years (
  year         int         not null,
  edition      int         not null,
  notice       text        not null,
  data         jsonb       not null,
  published_at timestamptz not null,
  primary key (year, edition)
);
