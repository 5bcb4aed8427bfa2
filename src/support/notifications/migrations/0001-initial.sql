-- What somebody is told in the portal. One message for each account and entry that caused it.
create table notifications.messages (
  id          uuid primary key,
  account     uuid        not null,
  kind        text        not null,
  cause       uuid        not null,
  case_number text,
  title       jsonb       not null,
  text        jsonb       not null,
  at          timestamptz not null,
  read_at     timestamptz,
  unique (account, cause)
);
create index messages_account on notifications.messages (account, at desc, id desc);
create index messages_cause on notifications.messages (cause);

-- Messages for channels beyond the portal (text message, post): a sender takes them from here. Empty channels: nobody sends yet.
create table notifications.outbox (
  message  uuid        not null,
  channel  text        not null,
  at       timestamptz not null,
  sent_at  timestamptz,
  attempts int         not null default 0,
  primary key (message, channel)
);
create index outbox_waiting on notifications.outbox (channel, at) where sent_at is null;
