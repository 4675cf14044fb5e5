-- The public list of product numbers as it was last read whole, and how each reading went.

CREATE TABLE product_number (
    no       TEXT PRIMARY KEY,            -- 물품분류번호 of 2, 4, 6, 8 digits, 세부품명번호 of 10
    name     TEXT NOT NULL CHECK (name <> ''),
    name_en  TEXT NOT NULL,
    name_key TEXT NOT NULL,               -- what it is found by
    ended_at @I64@                        -- not in the list any more, or not to be used; never removed
) @STRICT@;

-- A reading of the list. It stands at a page, so that whoever is killed is followed by another there.
CREATE TABLE number_run (
    id         @ID@,
    kind       TEXT NOT NULL CHECK (kind IN ('whole', 'changes')),
    state      TEXT NOT NULL CHECK (state IN ('reading', 'done', 'failed')),
    account_id @I64@ REFERENCES account (id), -- who asked for it; none: the night did
    from_day   TEXT,                      -- of changes
    until_day  TEXT,
    digits     @I64@ NOT NULL,            -- of the numbers it is at
    page       @I64@ NOT NULL CHECK (page > 0), -- the next one of these digits
    total      @I64@,                     -- as their first page said; none: it was not read yet
    restarts   @I64@ NOT NULL DEFAULT 0,  -- of these digits, where the pages did not fit together
    tries      @I64@ NOT NULL DEFAULT 0,  -- of this page in vain
    pages      @I64@ NOT NULL DEFAULT 0,  -- taken in
    added      @I64@ NOT NULL DEFAULT 0,
    changed    @I64@ NOT NULL DEFAULT 0,
    ended      @I64@ NOT NULL DEFAULT 0,
    code       TEXT NOT NULL DEFAULT '',  -- of the last trouble
    sentence   TEXT NOT NULL DEFAULT '',  -- for the operator
    started_at @I64@ NOT NULL,
    moved_at   @I64@ NOT NULL,
    version    @I64@ NOT NULL DEFAULT 1,
    CHECK ((kind = 'changes') = (from_day IS NOT NULL)),
    CHECK ((from_day IS NULL) = (until_day IS NULL))
) @STRICT@;
CREATE UNIQUE INDEX number_run_one ON number_run (state) WHERE state = 'reading';

-- What the run that is reading has read so far.
CREATE TABLE number_staged (
    no       TEXT PRIMARY KEY,
    digits   @I64@ NOT NULL,
    name     TEXT NOT NULL,
    name_en  TEXT NOT NULL,
    name_key TEXT NOT NULL,
    is_used  @I64@ NOT NULL CHECK (is_used IN (0, 1))
) @STRICT@;
CREATE INDEX number_staged_digits ON number_staged (digits);

-- What a run changed.
CREATE TABLE number_change (
    run_id @I64@ NOT NULL REFERENCES number_run (id),
    no     TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'ended')),
    was    TEXT NOT NULL,                 -- its name before
    now    TEXT NOT NULL,
    PRIMARY KEY (run_id, no)
) @STRICT@;

-- How often the owner was asked on a day in Korea: counted before each call.
CREATE TABLE number_day (
    day   TEXT PRIMARY KEY,
    calls @I64@ NOT NULL CHECK (calls >= 0)
) @STRICT@;

-- Products with a 세부품명번호 of their own.
CREATE INDEX product_detail_no ON product (detail_no) WHERE detail_no <> '';
