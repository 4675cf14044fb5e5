-- A photo that nobody may see any more: an operator hid it, for a reason of the law. What was handed in and what was
-- made of it stay, for who has to decide about it; each hiding, and each end of one, is a row that is never changed.

CREATE TABLE picture_hiding (
    id         @ID@,
    picture_id @I64@ NOT NULL REFERENCES picture (id),
    is_hidden  @I64@ NOT NULL CHECK (is_hidden IN (0, 1)), -- 0: it is shown again
    ground     TEXT NOT NULL CHECK (ground IN ('copyright', 'portrait', 'privacy', 'mark', 'unlawful', 'order')),
    words      TEXT NOT NULL CHECK (words <> ''), -- who asked, and what was looked at
    account_id @I64@ NOT NULL REFERENCES account (id),
    made_at    @I64@ NOT NULL -- µs UTC
) @STRICT@;
CREATE INDEX picture_hiding_picture ON picture_hiding (picture_id, id);

-- @sqlite
CREATE TRIGGER picture_hiding_stays BEFORE UPDATE ON picture_hiding BEGIN
    SELECT RAISE(ABORT, 'picture_hiding: rows are only added');
END;
CREATE TRIGGER picture_hiding_is_kept BEFORE DELETE ON picture_hiding BEGIN
    SELECT RAISE(ABORT, 'picture_hiding: rows are only added');
END;

CREATE TABLE picture_now (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    no         INTEGER NOT NULL UNIQUE,
    file_id    INTEGER NOT NULL REFERENCES file (id), -- as it was handed in: never shown to others
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'refused', 'hidden')),
    verdict    TEXT NOT NULL DEFAULT 'made' CHECK (verdict IN ('made', 'kind', 'large', 'damaged', 'given_up')),
    width      INTEGER NOT NULL DEFAULT 0,  -- pixels of what was handed in, the right way up
    height     INTEGER NOT NULL DEFAULT 0,
    words      INTEGER NOT NULL DEFAULT 0 CHECK (words BETWEEN 0 AND 15), -- bits: blurred, dark, background not white, small
    hash       INTEGER NOT NULL DEFAULT 0,  -- difference hash of 9 × 8 cells, 64 bits
    large_id   INTEGER REFERENCES file (id), -- WebP of 1200 pixels a side
    middle_id  INTEGER REFERENCES file (id), -- 600
    small_id   INTEGER REFERENCES file (id), -- 240
    jpeg_id    INTEGER REFERENCES file (id), -- JPEG of 1200
    created_by INTEGER REFERENCES account (id),
    added_at   INTEGER NOT NULL,            -- µs UTC
    made_at    INTEGER,                     -- when it was ready or refused
    hidden_id  INTEGER REFERENCES picture_hiding (id), -- why nobody sees it
    CHECK ((state = 'waiting') = (made_at IS NULL)),
    CHECK ((state = 'refused') = (verdict <> 'made')),
    CHECK ((state IN ('ready', 'hidden')) = (large_id IS NOT NULL AND middle_id IS NOT NULL AND small_id IS NOT NULL
                                             AND jpeg_id IS NOT NULL)),
    CHECK ((state = 'hidden') = (hidden_id IS NOT NULL))
) STRICT;
INSERT INTO picture_now (id, no, file_id, state, verdict, width, height, words, hash, large_id, middle_id, small_id,
                         jpeg_id, created_by, added_at, made_at)
SELECT id, no, file_id, state, verdict, width, height, words, hash, large_id, middle_id, small_id,
       jpeg_id, created_by, added_at, made_at
  FROM picture;
DROP TABLE picture;
ALTER TABLE picture_now RENAME TO picture;

-- @postgres
CREATE TRIGGER picture_hiding_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON picture_hiding
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();

ALTER TABLE picture ADD COLUMN hidden_id BIGINT REFERENCES picture_hiding (id); -- why nobody sees it
ALTER TABLE picture DROP CONSTRAINT picture_state_check;
ALTER TABLE picture DROP CONSTRAINT picture_check2; -- its sizes
ALTER TABLE picture ADD CHECK (state IN ('waiting', 'ready', 'refused', 'hidden'));
ALTER TABLE picture ADD CHECK ((state IN ('ready', 'hidden')) = (large_id IS NOT NULL AND middle_id IS NOT NULL
                                                                AND small_id IS NOT NULL AND jpeg_id IS NOT NULL));
ALTER TABLE picture ADD CHECK ((state = 'hidden') = (hidden_id IS NOT NULL));
-- @both

CREATE INDEX picture_hidden ON picture (hidden_id) WHERE hidden_id IS NOT NULL;
