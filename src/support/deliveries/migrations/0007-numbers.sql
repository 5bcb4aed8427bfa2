-- Whoever holds a letter may check it by its number, whichever body made it.
create index letters_number on deliveries.letters (number);
