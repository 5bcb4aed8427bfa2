-- A post may be one in a section of its body: a team of a department, a window of a centre. Null: of the whole body.
alter table people.posts add column section text;
