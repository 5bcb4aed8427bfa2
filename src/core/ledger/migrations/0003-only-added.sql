-- What rights on columns cannot say of the ledger: an entry keeps the place that it was given, and a checkpoint of an hour only grows.
-- Whoever serves may not take these guards away: they belong to the owner of the tables.
create function ledger.refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as
  $$ begin raise exception 'the ledger is only ever added to' using errcode = 'restrict_violation'; end $$;
create trigger placed_once before update of seq on act.entries for each row when (old.seq is not null) execute function ledger.refuse();
create trigger only_grows before update on ledger.checkpoints for each row when (new.size <= old.size) execute function ledger.refuse();
