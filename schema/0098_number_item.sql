-- 물품식별번호 that firms typed, as the public list said when it was asked for each: there are millions, so that
-- only these are known here.

CREATE TABLE number_item (
    no        TEXT PRIMARY KEY,           -- 8 digits
    state     TEXT NOT NULL CHECK (state IN ('unread', 'known', 'unknown', 'ended')),
    waits     @I64@ NOT NULL CHECK (waits IN (0, 1)), -- it is to be asked for
    tries     @I64@ NOT NULL DEFAULT 0,   -- in vain since the last night
    name      TEXT NOT NULL DEFAULT '',
    detail_no TEXT NOT NULL DEFAULT '',   -- its 세부품명번호
    asked_at  @I64@ NOT NULL,             -- when somebody typed it
    read_at   @I64@                       -- when the list answered
) @STRICT@;
CREATE INDEX number_item_waits ON number_item (tries, asked_at) WHERE waits = 1;
