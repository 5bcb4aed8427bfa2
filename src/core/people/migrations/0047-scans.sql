-- A computer that asks to be let in by a telephone which is signed in (扫码登录). The browser that asked holds one token in a cookie, the QR
-- carries another that follows from it; the number is shown on the computer alone. Works once, for two minutes, for that browser.
create table people.scans (
  id             uuid        primary key,
  browser_digest bytea       not null unique,
  scan_digest    bytea       not null unique,
  number         smallint    not null check (number between 10 and 99),
  -- Where the computer asks from, no closer than it has to be told on the telephone: its network and what kind of browser it says it is.
  network        text        not null,
  browser        text        not null,
  system         text        not null,
  ends_at        timestamptz not null,
  tries          smallint    not null default 0,
  -- Who let it in, from which session; null until then.
  account        uuid        references people.accounts (id),
  session        uuid
);
create index scans_account on people.scans (account) where account is not null;
create index scans_ends on people.scans (ends_at);

-- Codes go to confirmed addresses of accounts alone: nobody registers by one.
alter table people.codes drop column address_sealed;
