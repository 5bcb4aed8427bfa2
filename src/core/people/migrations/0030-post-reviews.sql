-- What the head of a body said of a post in a quarter: still needed, or ended. Each post once a quarter.
create table people.post_reviews (
  post    uuid        not null references people.posts (id),
  quarter text        not null check (quarter ~ '^\d{4}-Q[1-4]$'),
  verdict text        not null check (verdict in ('kept', 'ended')),
  by      uuid        not null references people.staff_accounts (id),
  at      timestamptz not null,
  primary key (post, quarter)
);
