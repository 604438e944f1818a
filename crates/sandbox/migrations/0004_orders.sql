-- Buying a plan, and passes for a phone's wallet.

ALTER TABLE plan ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
-- Whether it renews itself for those who agree to that.
ALTER TABLE plan ADD COLUMN auto_renews INTEGER NOT NULL DEFAULT 0;

-- `prepay` is what whoever takes the money knows the order by.
CREATE TABLE membership_order (
    id         TEXT PRIMARY KEY,
    member     TEXT NOT NULL,
    plan       TEXT NOT NULL REFERENCES plan (id),
    channel    TEXT NOT NULL,
    amount     INTEGER NOT NULL,
    renews     INTEGER NOT NULL,
    prepay     TEXT NOT NULL UNIQUE,
    state      TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX membership_order_member ON membership_order (member, created_at);

CREATE TABLE wallet_pass (
    hash       TEXT PRIMARY KEY,
    member     TEXT NOT NULL,
    platform   TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used       INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
