-- A sweep asks who still names a file.
create index files_sha256 on cases.files using hash (sha256);
