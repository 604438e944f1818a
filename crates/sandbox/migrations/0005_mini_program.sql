-- The stand-in for WeChat's sign-in of mini-programs: codes that it gave out.

CREATE TABLE js_code (
    hash   TEXT PRIMARY KEY,
    appid  TEXT NOT NULL,
    openid TEXT NOT NULL,
    member TEXT,
    until  INTEGER NOT NULL,
    used   INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
