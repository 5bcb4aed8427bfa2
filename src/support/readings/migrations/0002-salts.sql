-- The law that somebody typed stands here; the ledger has its digest under this salt alone.
alter table readings.delays add column salt bytea;
