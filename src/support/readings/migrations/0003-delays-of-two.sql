-- A delay is ordered by one person and confirmed by another. Its end is counted from the first order about the case, so the row of one that was ended stays.
alter table readings.delays add column first_at timestamptz, add column confirmed_by uuid, add column ended_at timestamptz;
update readings.delays set first_at = ordered_at;
alter table readings.delays alter column first_at set not null;
