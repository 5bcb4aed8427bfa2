-- What a window typed for a person, confirmed by that person: by the code on the receipt, or by a signature on the pad, kept as a file.
create table applications.confirmations (
  case_id      uuid        primary key,
  code         text        not null unique,
  made_at      timestamptz not null,
  means        text        check (means in ('code', 'signature')),
  signature    text,
  confirmed_at timestamptz,
  check ((means is null) = (confirmed_at is null)),
  check ((means = 'signature') = (signature is not null))
);
create index confirmations_signature on applications.confirmations (signature) where signature is not null;
