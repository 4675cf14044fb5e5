-- Photos that firms name by their addresses in a sheet, and the machines they may come from.

-- Names that an operator approved; one that was taken back stays, with its reason.
CREATE TABLE photo_host (
    id         @ID@,
    host       TEXT NOT NULL UNIQUE,     -- in lower case
    is_on      @I64@ NOT NULL CHECK (is_on IN (0, 1)),
    reason     TEXT NOT NULL,            -- of the last change
    changed_by @I64@ REFERENCES account (id),
    changed_at @I64@ NOT NULL,
    version    @I64@ NOT NULL DEFAULT 1
) @STRICT@;

CREATE TABLE photo_fetch (
    id         @ID@,
    import_id  @I64@ NOT NULL REFERENCES product_import (id), -- that named it last
    row_number @I64@ NOT NULL,           -- as the spreadsheet counts
    offer_id   @I64@ NOT NULL REFERENCES offer (id),
    url        TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'kept', 'refused')),
    words      TEXT NOT NULL DEFAULT '', -- why it was refused
    attempts   @I64@ NOT NULL DEFAULT 0, -- that found nobody
    picture_id @I64@ REFERENCES picture (id), -- that it became
    created_at @I64@ NOT NULL,
    moved_at   @I64@ NOT NULL,
    UNIQUE (offer_id, url)
) @STRICT@;
CREATE INDEX photo_fetch_import ON photo_fetch (import_id, state, row_number);
