-- What a case granted was annulled (撤销): since which day, and by the decision of which case. The decision itself stays as it was made.
alter table cases.cases add column annulled_on date;
alter table cases.cases add column annulled_by uuid;
