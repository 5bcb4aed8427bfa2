-- Where somebody wants to be told besides the portal. Addresses are sealed (SM4-GCM); nothing is sent to one that was not confirmed by a code.
create table channels.addresses (
  account       uuid        not null,
  channel       text        not null check (channel in ('email', 'sms')),
  sealed        text        not null,
  language      text        not null check (language in ('zh', 'en')),
  verified_at   timestamptz,
  is_on         boolean     not null default false,
  code_sealed   text,
  code_ends_at  timestamptz,
  code_attempts int         not null default 0,
  codes_asked   timestamptz[] not null default '{}',
  changed_at    timestamptz not null,
  failed_at     timestamptz,
  reason        text,
  primary key (account, channel)
);

-- What is to be sent, was sent, or was given up, and why. The text is made when it is sent and never kept.
create table channels.outbox (
  id        uuid primary key,
  account   uuid        not null,
  channel   text        not null,
  kind      text        not null check (kind in ('news', 'code')),
  message   uuid,
  at        timestamptz not null,
  attempts  int         not null default 0,
  reason    text,
  sent_at   timestamptz,
  failed_at timestamptz,
  unique (message, channel)
);
create index outbox_account on channels.outbox (account, at desc);
