-- What QA puts on a card, and what the till did last with a code.

-- A value that was chosen and not made: it is the member's code while it lasts.
ALTER TABLE code ADD COLUMN placed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX code_placed ON code (member, not_before) WHERE placed = 1;

-- The last thing only: one row for each member. `order_no` is set when it was an order.
CREATE TABLE scan (
    member   TEXT PRIMARY KEY,
    kind     TEXT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    order_no TEXT,
    points   INTEGER,
    amount   INTEGER,
    at       INTEGER NOT NULL
) WITHOUT ROWID;
