-- A sweep asks who still names a file.
create index letters_sha256 on deliveries.letters using hash (sha256);
