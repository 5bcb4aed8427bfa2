-- Failures are forgotten little by little: what is counted has parts of a whole.
alter table people.attempts alter column failures type double precision;
