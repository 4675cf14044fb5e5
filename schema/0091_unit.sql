-- Units that operators add to those of the program, or give more spellings to.

CREATE TABLE catalog_unit (
    name       TEXT PRIMARY KEY,      -- its one spelling
    spellings  TEXT NOT NULL,         -- how it is typed besides, parted by |
    base       TEXT NOT NULL,         -- a unit of the program that one of it is times / parts of; empty: of none
    times      @I64@ NOT NULL CHECK (times BETWEEN 1 AND 100000),
    parts      @I64@ NOT NULL CHECK (parts BETWEEN 1 AND 100000),
    is_counted @I64@ NOT NULL CHECK (is_counted IN (0, 1)) -- one by one, as 개 is: 도시락 80개
) @STRICT@;

-- Their changes stand with the others.
-- @sqlite
CREATE TABLE template_change_now (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    no         INTEGER NOT NULL UNIQUE,
    kind       TEXT NOT NULL CHECK (kind IN ('category', 'attribute', 'synonym', 'word', 'reason', 'unit')),
    key        TEXT NOT NULL,         -- code, code/key, term, word, name of a unit
    act        TEXT NOT NULL CHECK (act IN ('set', 'remove')),
    was        TEXT NOT NULL,         -- canonical text when it was proposed; empty: it was not there
    becomes    TEXT NOT NULL,         -- canonical text; empty: it goes
    reason     TEXT NOT NULL CHECK (reason <> ''),
    touched    TEXT NOT NULL,         -- what the preview said
    from_day   TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    made_at    INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'taken_back', 'failed')), -- failed: it did not fit any more on its day
    done_at    INTEGER,
    agreed_id  INTEGER REFERENCES account (id) -- never who proposed it
) STRICT;
INSERT INTO template_change_now (id, no, kind, key, act, was, becomes, reason, touched, from_day,
                                 account_id, made_at, state, done_at, agreed_id)
SELECT id, no, kind, key, act, was, becomes, reason, touched, from_day, account_id, made_at, state,
       done_at, agreed_id
  FROM template_change;
DROP TABLE template_change;
ALTER TABLE template_change_now RENAME TO template_change;
CREATE INDEX template_change_day ON template_change (from_day, id) WHERE state = 'waiting';
CREATE UNIQUE INDEX template_change_one ON template_change (kind, key) WHERE state = 'waiting';

-- @postgres
ALTER TABLE template_change DROP CONSTRAINT template_change_kind_check;
ALTER TABLE template_change ADD CHECK (kind IN ('category', 'attribute', 'synonym', 'word', 'reason', 'unit'));
-- @both
