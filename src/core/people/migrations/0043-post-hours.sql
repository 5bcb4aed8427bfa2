-- The hours in which a post holds: { days: every | working, from: HH:MM, to: HH:MM }. Without them it holds at all times.
alter table people.posts add column hours jsonb check (hours is null or (hours ->> 'days' in ('every', 'working') and hours ->> 'from' < hours ->> 'to'));
