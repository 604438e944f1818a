-- Coupons, offers, check-ins, tasks, paid membership and prompts.
-- Times are milliseconds since the Unix epoch, days are YYYY-MM-DD in the programme's zone, money
-- is in minor units. Texts stand in both languages.

-- What coupons are issued from. Those that are not listed are issued by the programme itself:
-- `purpose` says for what, as the source of their coupons. `always_gone` makes one that is on the
-- list and sold out whenever it is claimed.
CREATE TABLE offer (
    seq              INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    brand            TEXT NOT NULL,
    name_zh          TEXT NOT NULL,
    name_en          TEXT NOT NULL,
    kind             TEXT NOT NULL,
    amount_off       INTEGER,
    discount_bps     INTEGER,
    max_discount     INTEGER,
    item_zh          TEXT,
    item_en          TEXT,
    threshold        INTEGER NOT NULL DEFAULT 0,
    scope_zh         TEXT NOT NULL,
    scope_en         TEXT NOT NULL,
    channels         TEXT NOT NULL DEFAULT '[]',
    windows          TEXT NOT NULL DEFAULT '[]',
    exclusive        INTEGER NOT NULL DEFAULT 0,
    max_per_order    INTEGER,
    divisible        INTEGER NOT NULL DEFAULT 0,
    notes_zh         TEXT NOT NULL DEFAULT '[]',
    notes_en         TEXT NOT NULL DEFAULT '[]',
    valid_days       INTEGER,
    valid_until      INTEGER,
    cost_points      INTEGER NOT NULL DEFAULT 0,
    stock            INTEGER CHECK (stock >= 0),
    next_round_at    INTEGER,
    round_stock      INTEGER,
    per_member_limit INTEGER NOT NULL DEFAULT 1,
    min_tier         TEXT,
    paid_only        INTEGER NOT NULL DEFAULT 0,
    claim_from       INTEGER NOT NULL,
    claim_until      INTEGER NOT NULL,
    listed           INTEGER NOT NULL DEFAULT 1,
    always_gone      INTEGER NOT NULL DEFAULT 0,
    purpose          TEXT
);
CREATE INDEX offer_brand ON offer (brand, listed, seq);
CREATE UNIQUE INDEX offer_purpose ON offer (brand, purpose) WHERE purpose IS NOT NULL;

CREATE TABLE offer_claim (
    member TEXT NOT NULL,
    offer  TEXT NOT NULL,
    times  INTEGER NOT NULL,
    PRIMARY KEY (member, offer)
) WITHOUT ROWID;

-- A code that turns into a coupon; `refusal` makes one that always fails with that error.
CREATE TABLE exchange_code (
    brand   TEXT NOT NULL,
    code    TEXT NOT NULL,
    offer   TEXT,
    refusal TEXT,
    PRIMARY KEY (brand, code)
) WITHOUT ROWID;

CREATE TABLE exchange_use (
    member TEXT NOT NULL,
    code   TEXT NOT NULL,
    coupon TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, code)
) WITHOUT ROWID;

-- `state` is what somebody did; what time does is worked out on reading.
CREATE TABLE coupon (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT NOT NULL UNIQUE,
    member        TEXT NOT NULL,
    offer         TEXT NOT NULL REFERENCES offer (id),
    state         TEXT NOT NULL,
    reason_zh     TEXT,
    reason_en     TEXT,
    valid_from    INTEGER NOT NULL,
    valid_until   INTEGER NOT NULL,
    remaining     INTEGER,
    locked_by     TEXT,
    used_at       INTEGER,
    used_where_zh TEXT,
    used_where_en TEXT,
    used_order    TEXT,
    used_off      INTEGER,
    source        TEXT NOT NULL,
    issued_at     INTEGER NOT NULL
);
CREATE INDEX coupon_member ON coupon (member, seq);
CREATE INDEX coupon_order ON coupon (used_order) WHERE used_order IS NOT NULL;

CREATE TABLE check_in (
    member  TEXT NOT NULL,
    day     TEXT NOT NULL,
    made_up INTEGER NOT NULL DEFAULT 0,
    points  INTEGER NOT NULL,
    offer   TEXT,
    at      INTEGER NOT NULL,
    PRIMARY KEY (member, day)
) WITHOUT ROWID;

-- A cycle that was rewarded, by its last day.
CREATE TABLE check_in_cycle (
    member   TEXT NOT NULL,
    last_day TEXT NOT NULL,
    PRIMARY KEY (member, last_day)
) WITHOUT ROWID;

CREATE TABLE task (
    seq           INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    brand         TEXT NOT NULL,
    kind          TEXT NOT NULL,
    title_zh      TEXT NOT NULL,
    title_en      TEXT NOT NULL,
    detail_zh     TEXT NOT NULL,
    detail_en     TEXT NOT NULL,
    target        INTEGER NOT NULL,
    unit          TEXT NOT NULL,
    period        TEXT NOT NULL,
    opens_at      INTEGER NOT NULL,
    deadline      INTEGER,
    after_task    TEXT,
    reward_points INTEGER,
    reward_gift_zh TEXT,
    reward_gift_en TEXT,
    reward_offer  TEXT,
    action_target TEXT
);
CREATE INDEX task_brand ON task (brand, seq);

-- What is done for a task and stands in no other table: a completed profile, a visit.
CREATE TABLE task_mark (
    member TEXT NOT NULL,
    task   TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (member, task, at)
) WITHOUT ROWID;

CREATE TABLE task_claim (
    member  TEXT NOT NULL,
    task    TEXT NOT NULL,
    stretch TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (member, task, stretch)
) WITHOUT ROWID;

CREATE TABLE plan (
    id      TEXT PRIMARY KEY,
    brand   TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    term    TEXT NOT NULL,
    price   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE plan_benefit (
    plan      TEXT NOT NULL,
    place     INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    title_zh  TEXT NOT NULL,
    title_en  TEXT NOT NULL,
    detail_zh TEXT NOT NULL,
    detail_en TEXT NOT NULL,
    PRIMARY KEY (plan, place)
) WITHOUT ROWID;

CREATE TABLE membership (
    member         TEXT PRIMARY KEY,
    plan           TEXT NOT NULL REFERENCES plan (id),
    started_at     INTEGER NOT NULL,
    valid_until    INTEGER,
    paid           INTEGER NOT NULL,
    saved          INTEGER NOT NULL,
    auto           TEXT NOT NULL DEFAULT 'OFF',
    next_charge_at INTEGER,
    refunded       INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- What happened to a prompt. An impression counts once for each prompt and day.
CREATE TABLE prompt_touch (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    member      TEXT NOT NULL,
    prompt      TEXT NOT NULL,
    kind        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    statutory   INTEGER NOT NULL,
    event       TEXT NOT NULL,
    day         TEXT NOT NULL,
    at          INTEGER NOT NULL
);
CREATE INDEX prompt_touch_member ON prompt_touch (member, at);
CREATE UNIQUE INDEX prompt_impression ON prompt_touch (member, prompt, day)
    WHERE event = 'IMPRESSION';

-- What the programme placed in an account for an occasion, so that it does so once.
CREATE TABLE prompt_grant (
    member   TEXT NOT NULL,
    occasion TEXT NOT NULL,
    coupon   TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (member, occasion)
) WITHOUT ROWID;
