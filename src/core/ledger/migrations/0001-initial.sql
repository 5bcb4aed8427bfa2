-- Full nodes of the Merkle tree (RFC 9162). A node never changes once it is written.
create table ledger.nodes (
  level smallint not null,
  index bigint   not null,
  hash  bytea    not null,
  primary key (level, index)
);

-- Signed checkpoints: the newest, and the last one of each hour before. Any of them can be proved to begin any later one.
create table ledger.checkpoints (
  hour timestamptz primary key,
  size bigint      not null,
  root bytea       not null,
  note text        not null,
  at   timestamptz not null
);
