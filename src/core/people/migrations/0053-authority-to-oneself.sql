-- The rule has a name of its own: nobody acts for himself. Two accounts of one holder may become one that gave itself authority: that is over, and history.
alter table people.agencies drop constraint agencies_check2;
alter table people.agencies add constraint agencies_not_oneself check (principal <> agent or revoked_at is not null);
