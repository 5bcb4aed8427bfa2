-- Since when somebody represents a company, where another one did before; and which agencies were kept since (民法典 61, 173).
alter table people.legal_accounts add column representative_since timestamptz;
alter table people.agencies add column kept_at timestamptz;
alter table people.agencies add column kept_by uuid;
