-- The checkpoint of an hour may be written by whoever serves, and only grows: what rights on columns cannot say.
create function ledger.refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as
  $$ begin raise exception 'a checkpoint only grows' using errcode = 'restrict_violation'; end $$;
create trigger only_grows before update on ledger.checkpoints for each row when (new.size <= old.size) execute function ledger.refuse();
