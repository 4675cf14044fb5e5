-- ZIPs of photos that firms hand in: unpacked entry by entry, each a transaction of its own.

CREATE TABLE photo_zip (
    id          @ID@,
    no          @I64@ NOT NULL UNIQUE,
    supplier_id @I64@ NOT NULL REFERENCES supplier (id),
    account_id  @I64@ REFERENCES account (id), -- who handed it in
    offer_id    @I64@ REFERENCES offer (id),   -- whose photos they all are; none: their names tell
    name        TEXT NOT NULL,            -- of the file
    spool       TEXT NOT NULL,            -- its bytes' name in data.dir/spool; gone when it is done
    size        @I64@ NOT NULL CHECK (size > 0), -- bytes
    state       TEXT NOT NULL CHECK (state IN ('running', 'done')),
    position    @I64@ NOT NULL DEFAULT 0, -- the entry that is next
    entry_count @I64@ NOT NULL DEFAULT 0, -- 0: not known yet
    unpacked    @I64@ NOT NULL DEFAULT 0, -- bytes so far
    words       TEXT NOT NULL DEFAULT '', -- why none of it could be taken
    created_at  @I64@ NOT NULL,
    moved_at    @I64@ NOT NULL,           -- when the position last changed
    version     @I64@ NOT NULL DEFAULT 1
) @STRICT@;
CREATE INDEX photo_zip_supplier ON photo_zip (supplier_id, id);

-- What became of each entry.
CREATE TABLE photo_zip_entry (
    zip_id   @I64@ NOT NULL REFERENCES photo_zip (id),
    number   @I64@ NOT NULL,              -- from 1, as packed
    name     TEXT NOT NULL,               -- as packed, with its folders; no path to anything
    state    TEXT NOT NULL CHECK (state IN ('kept', 'passed', 'refused')),
    words    TEXT NOT NULL,               -- why it was not kept
    offer_id @I64@ REFERENCES offer (id), -- whose photo it became
    PRIMARY KEY (zip_id, number)
) @STRICT@;
CREATE INDEX photo_zip_entry_state ON photo_zip_entry (zip_id, state, number);
