-- A certificate that somebody's browser or key shows (RFC 5280): one more of what somebody holds. Kept are a digest of it, by which it is found, and its
-- public key; never what stands in it, which may be the number of a document.
alter table people.factors
  drop constraint factors_kind_check,
  drop constraint factors_check1,
  add constraint factors_kind_check check (kind in ('totp', 'passkey', 'sms', 'email', 'certificate')),
  add constraint factors_keyed_check check ((kind in ('passkey', 'certificate')) = (credential is not null and public_key is not null));
