-- Forms and items are drafted like processes and decisions: the text is JSON.
alter table models.drafts drop constraint drafts_kind_check;
alter table models.drafts add constraint drafts_kind_check check (kind in ('process', 'decision', 'form', 'item'));
