-- Which civil servant entered a case: registered the papers of somebody who came or wrote (received), or opened it of the body's own motion
-- (opened). Such a one keeps away from parts of its review. A row that is there for this alone names nobody as kept away from other steps.
alter table cases.recusals
  add column entered text check (entered in ('received', 'opened')),
  add column named boolean not null default true;
