-- Every limit has a unit, months too (民法典 202), and the event it runs from (许可法 32, 42, 44; an item's own law).
alter table cases.terms drop constraint terms_unit_check;
alter table cases.terms add constraint terms_unit_check check (unit in ('working', 'calendar', 'months'));
alter table cases.terms add column starts text not null default 'acceptance';
update cases.terms set starts = case kind when 'notice' then 'receipt' when 'correction' then 'notice' when 'delivery' then 'decision' else 'acceptance' end;
