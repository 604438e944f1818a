-- Members, sessions, points, growth, tiers, codes, and what makes writes repeatable.
-- Times are milliseconds since the Unix epoch. Texts stand in both languages.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE member (
    id               TEXT PRIMARY KEY,
    brand            TEXT NOT NULL,
    persona          TEXT NOT NULL,
    number           TEXT NOT NULL UNIQUE,
    name_zh          TEXT NOT NULL,
    name_en          TEXT NOT NULL,
    state            TEXT NOT NULL,
    joined_at        INTEGER NOT NULL,
    last_purchase_at INTEGER,
    tier             TEXT,
    tier_since       INTEGER,
    tier_until       INTEGER
) WITHOUT ROWID;

CREATE TABLE ticket (
    hash       TEXT PRIMARY KEY,
    brand      TEXT NOT NULL,
    member     TEXT,
    expires_at INTEGER NOT NULL,
    used       INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE session (
    id               INTEGER PRIMARY KEY,
    brand            TEXT NOT NULL,
    member           TEXT,
    access_hash      TEXT NOT NULL UNIQUE,
    access_until     INTEGER NOT NULL,
    refresh_hash     TEXT NOT NULL UNIQUE,
    refresh_until    INTEGER NOT NULL,
    previous_refresh TEXT,
    rotated_at       INTEGER NOT NULL
);
CREATE INDEX session_previous ON session (previous_refresh);

CREATE TABLE idempotency (
    scope     TEXT PRIMARY KEY,
    body_hash TEXT NOT NULL,
    answer    TEXT NOT NULL,
    at        INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE change_log (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    member   TEXT NOT NULL,
    resource TEXT NOT NULL,
    at       INTEGER NOT NULL
);
CREATE INDEX change_log_member ON change_log (member, seq);

CREATE TABLE effect (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    member          TEXT NOT NULL,
    kind            TEXT NOT NULL,
    detail          TEXT NOT NULL,
    idempotency_key TEXT,
    at              INTEGER NOT NULL
);
CREATE INDEX effect_member ON effect (member, seq);

-- What a member has: one row each. `debt` is above 0 only while no batch has points left.
CREATE TABLE point_account (
    member          TEXT PRIMARY KEY,
    debt            INTEGER NOT NULL DEFAULT 0,
    lifetime_earned INTEGER NOT NULL DEFAULT 0,
    spent           INTEGER NOT NULL DEFAULT 0,
    expired         INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE point_entry (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    member        TEXT NOT NULL,
    kind          TEXT NOT NULL,
    reason        TEXT NOT NULL,
    points        INTEGER NOT NULL,
    balance_after INTEGER,
    state         TEXT NOT NULL,
    occurred_at   INTEGER NOT NULL,
    available_at  INTEGER,
    expires_at    INTEGER,
    title_zh      TEXT NOT NULL,
    title_en      TEXT NOT NULL,
    order_ref     TEXT,
    reverses      INTEGER,
    rules_version TEXT NOT NULL
);
CREATE INDEX point_entry_member ON point_entry (member, seq);
CREATE INDEX point_entry_pending ON point_entry (member, available_at) WHERE state = 'PENDING';
CREATE INDEX point_entry_order ON point_entry (order_ref) WHERE order_ref IS NOT NULL;

-- What is left of an earning; the entry that earned it names it. Empty batches are deleted.
CREATE TABLE point_batch (
    entry      INTEGER PRIMARY KEY,
    member     TEXT NOT NULL,
    points     INTEGER NOT NULL CHECK (points > 0),
    expires_at INTEGER
);
CREATE INDEX point_batch_member ON point_batch (member, expires_at);

CREATE TABLE growth_entry (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    member    TEXT NOT NULL,
    measure   TEXT NOT NULL,
    value     INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    order_ref TEXT
);
CREATE INDEX growth_entry_member ON growth_entry (member, measure, at);

CREATE TABLE tier_change (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    member    TEXT NOT NULL,
    from_tier TEXT,
    to_tier   TEXT,
    at        INTEGER NOT NULL,
    reason    TEXT NOT NULL
);
CREATE INDEX tier_change_member ON tier_change (member, seq);

CREATE TABLE code (
    value      TEXT PRIMARY KEY,
    member     TEXT NOT NULL,
    coupon     TEXT,
    not_before INTEGER NOT NULL,
    not_after  INTEGER NOT NULL,
    used_at    INTEGER
) WITHOUT ROWID;
CREATE INDEX code_end ON code (not_after);

CREATE TABLE purchase (
    order_no    TEXT PRIMARY KEY,
    member      TEXT NOT NULL,
    paid        INTEGER NOT NULL,
    discount    INTEGER NOT NULL,
    nights      INTEGER NOT NULL,
    coupon      TEXT,
    at          INTEGER NOT NULL,
    refunded_at INTEGER
) WITHOUT ROWID;
CREATE INDEX purchase_member ON purchase (member, at);
CREATE INDEX idempotency_at ON idempotency (at);
