-- When a seal was cancelled and on what ground. What it sealed before stays sealed.
alter table seals.seals add column cancelled_at timestamptz, add column ground text;
alter table seals.seals add check ((state = 'cancelled') = (cancelled_at is not null));
