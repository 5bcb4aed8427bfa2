-- Uploaded bytes that may belong to nobody: noted when they came and when a paper was taken out. Whoever still refers to them
-- is asked before they are removed; then the row goes.
create table applications.loose_files (
  sha256 text        primary key,
  since  timestamptz not null
);
create index loose_files_since on applications.loose_files (since);
create index files_sha256 on applications.files using hash (sha256);
