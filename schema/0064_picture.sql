-- Photos that suppliers hand in, and the pictures made of them; files may be WebP.

-- @sqlite
CREATE TABLE file_now (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    no         INTEGER NOT NULL UNIQUE,
    name       TEXT NOT NULL,           -- as uploaded; of what the house made, its own
    kind       TEXT NOT NULL CHECK (kind IN ('pdf', 'png', 'jpeg', 'webp')),
    size       INTEGER NOT NULL CHECK (size > 0), -- bytes
    sha256     TEXT NOT NULL,
    created_by INTEGER,                 -- account; NULL: a visitor who signs up, or the house
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO file_now (id, no, name, kind, size, sha256, created_by, created_at)
SELECT id, no, name, kind, size, sha256, created_by, created_at FROM file;
DROP TABLE file;
ALTER TABLE file_now RENAME TO file;
CREATE INDEX file_bytes ON file (sha256, id);

-- @postgres
ALTER TABLE file DROP CONSTRAINT file_kind_check;
ALTER TABLE file ADD CHECK (kind IN ('pdf', 'png', 'jpeg', 'webp'));
-- @both

CREATE TABLE picture (
    id         @ID@,
    no         @I64@ NOT NULL UNIQUE,
    file_id    @I64@ NOT NULL REFERENCES file (id), -- as it was handed in: never shown to others
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'refused')),
    verdict    TEXT NOT NULL DEFAULT 'made' CHECK (verdict IN ('made', 'kind', 'large', 'damaged', 'given_up')),
    width      @I64@ NOT NULL DEFAULT 0,  -- pixels of what was handed in, the right way up
    height     @I64@ NOT NULL DEFAULT 0,
    words      @I64@ NOT NULL DEFAULT 0 CHECK (words BETWEEN 0 AND 15), -- bits: blurred, dark, background not white, small
    hash       @I64@ NOT NULL DEFAULT 0,  -- difference hash of 9 × 8 cells, 64 bits
    large_id   @I64@ REFERENCES file (id), -- WebP of 1200 pixels a side
    middle_id  @I64@ REFERENCES file (id), -- 600
    small_id   @I64@ REFERENCES file (id), -- 240
    jpeg_id    @I64@ REFERENCES file (id), -- JPEG of 1200
    created_by @I64@ REFERENCES account (id),
    added_at   @I64@ NOT NULL,            -- µs UTC
    made_at    @I64@,                     -- when it was ready or refused
    CHECK ((state = 'waiting') = (made_at IS NULL)),
    CHECK ((state = 'refused') = (verdict <> 'made')),
    CHECK ((state = 'ready') = (large_id IS NOT NULL AND middle_id IS NOT NULL AND small_id IS NOT NULL AND jpeg_id IS NOT NULL))
) @STRICT@;

-- Parts of the hashes of ready pictures: those that look alike have one of seven alike.
CREATE TABLE picture_band (
    band       @I64@ NOT NULL CHECK (band BETWEEN 0 AND 6),
    value      @I64@ NOT NULL,
    picture_id @I64@ NOT NULL REFERENCES picture (id),
    PRIMARY KEY (band, value, picture_id)
) @STRICT@;
