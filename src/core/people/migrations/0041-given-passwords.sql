-- A password that somebody else chose: it lets in until then, and opens nothing but the choice of one's own (null: chosen by the holder).
alter table people.accounts add column password_given_until timestamptz;
