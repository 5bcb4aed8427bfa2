-- A sweep asks who still names a file.
create index licences_sha256 on licences.licences using hash (sha256);
