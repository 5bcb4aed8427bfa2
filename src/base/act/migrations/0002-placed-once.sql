-- `seq` may be written by whoever serves, and is filled in once: what rights on columns cannot say.
create function act.refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as
  $$ begin raise exception 'an entry keeps the place that it was given' using errcode = 'restrict_violation'; end $$;
create trigger placed_once before update of seq on act.entries for each row when (old.seq is not null) execute function act.refuse();
