-- Products listed by the sheet: what was handed in, what was seen of each row, and what became of it.

CREATE TABLE product_import (
    id          @ID@,
    no          @I64@ NOT NULL UNIQUE,
    supplier_id @I64@ NOT NULL REFERENCES supplier (id),
    account_id  @I64@ REFERENCES account (id), -- who handed it in; none: from the terminal
    name        TEXT NOT NULL,            -- of the file
    header      TEXT NOT NULL,            -- names of its columns, parted by U+001F
    targets     TEXT NOT NULL DEFAULT '', -- what each column says, parted likewise; empty: not told yet
    category_code TEXT NOT NULL DEFAULT '', -- of rows that name none
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'checking', 'checked', 'running', 'done', 'undoing', 'undone')),
    position    @I64@ NOT NULL DEFAULT 0, -- the chunk that is next in what goes on
    chunk_count @I64@ NOT NULL,
    row_count   @I64@ NOT NULL CHECK (row_count > 0),
    is_demo     @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at  @I64@ NOT NULL,
    moved_at    @I64@ NOT NULL,           -- when state or position last changed
    version     @I64@ NOT NULL DEFAULT 1
) @STRICT@;
CREATE INDEX product_import_supplier ON product_import (supplier_id, id);

-- Its rows, some hundred at a time, so that each step is a short unit.
CREATE TABLE product_import_chunk (
    import_id @I64@ NOT NULL REFERENCES product_import (id),
    position  @I64@ NOT NULL,             -- from 0
    content   TEXT NOT NULL,              -- rows ended by U+001E, their cells parted by U+001F
    PRIMARY KEY (import_id, position)
) @STRICT@;

-- What was seen of a row, and what became of it.
CREATE TABLE product_import_row (
    import_id @I64@ NOT NULL REFERENCES product_import (id),
    number    @I64@ NOT NULL,             -- as the spreadsheet counts
    position  @I64@ NOT NULL,             -- of its chunk
    same_key  TEXT NOT NULL,              -- by what it is the same as another; empty: unreadable
    title     TEXT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('new', 'change', 'same', 'bad', 'made', 'changed', 'kept', 'failed', 'undone', 'stays')),
    words     TEXT NOT NULL,              -- what is wrong, what changes
    offer_id  @I64@ REFERENCES offer (id), -- that it made or changed
    was_revision @I64@,                   -- of the offer before; none: it made it
    is_revision  @I64@,                   -- of the offer afterwards
    PRIMARY KEY (import_id, number)
) @STRICT@;
CREATE INDEX product_import_row_key ON product_import_row (import_id, same_key);
CREATE INDEX product_import_row_state ON product_import_row (import_id, state, number);
CREATE INDEX product_import_row_chunk ON product_import_row (import_id, position);

-- What a firm said a column of this name says.
CREATE TABLE product_import_column (
    supplier_id @I64@ NOT NULL REFERENCES supplier (id),
    name        TEXT NOT NULL,            -- without blanks, brackets and marks
    target      TEXT NOT NULL,
    PRIMARY KEY (supplier_id, name)
) @STRICT@;

-- A row without a code is found again by what it is.
CREATE INDEX product_title ON product (title);
