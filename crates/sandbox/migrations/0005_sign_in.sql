-- Signing in through WeChat, and sessions whose tokens each live until their own end.

CREATE TABLE session_token (
    hash    TEXT PRIMARY KEY,
    session INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('ACCESS', 'REFRESH')),
    until   INTEGER NOT NULL,
    used    INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX session_token_session ON session_token (session);
CREATE INDEX session_token_end ON session_token (until);
INSERT INTO session_token (hash, session, kind, until)
    SELECT access_hash, id, 'ACCESS', access_until FROM session
    UNION ALL SELECT refresh_hash, id, 'REFRESH', refresh_until FROM session;

CREATE TABLE session_kept (
    id     INTEGER PRIMARY KEY,
    brand  TEXT NOT NULL,
    member TEXT
);
INSERT INTO session_kept SELECT id, brand, member FROM session;
DROP TABLE session;
ALTER TABLE session_kept RENAME TO session;

-- A sign-in that is under way. `browser` is what the cookie of the browser that began it says.
CREATE TABLE wechat_state (
    hash    TEXT PRIMARY KEY,
    browser TEXT NOT NULL,
    brand   TEXT NOT NULL,
    route   TEXT NOT NULL,
    until   INTEGER NOT NULL,
    used    INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- What came of one, until the page asks for its session.
CREATE TABLE sign_in (
    hash    TEXT PRIMARY KEY,
    brand   TEXT,
    member  TEXT,
    outcome TEXT NOT NULL,
    until   INTEGER NOT NULL
) WITHOUT ROWID;

-- Whose member card a WeChat user of the brand's account has.
CREATE TABLE wechat_identity (
    brand  TEXT NOT NULL,
    openid TEXT NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (brand, openid)
) WITHOUT ROWID;

-- The stand-in's: codes that it gave out.
CREATE TABLE wechat_code (
    hash     TEXT PRIMARY KEY,
    appid    TEXT NOT NULL,
    openid   TEXT NOT NULL,
    scope    TEXT NOT NULL,
    snapshot INTEGER NOT NULL,
    until    INTEGER NOT NULL,
    used     INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
