-- The search index. It is a copy that can be made anew at any time, so it lives in SQLite only:
-- with SQLite in the same file, with PostgreSQL in a file of each host.

-- @sqlite
-- What is shown of an offer in a list, and its tokens.
CREATE TABLE search_doc (
    id            INTEGER PRIMARY KEY,    -- of the offer
    tok           TEXT NOT NULL,
    offer_no      INTEGER NOT NULL,
    product_no    INTEGER NOT NULL,
    title         TEXT NOT NULL,
    picture       TEXT NOT NULL,
    category_code TEXT NOT NULL,
    supplier_id   INTEGER NOT NULL,       -- its certificates are read by day, not copied
    supplier_no   INTEGER NOT NULL,
    supplier_name TEXT NOT NULL,
    district_code TEXT NOT NULL,
    price_won     INTEGER NOT NULL,       -- a unit, VAT included
    unit          TEXT NOT NULL,
    lead_days     INTEGER NOT NULL,
    buyer_count   INTEGER NOT NULL        -- institutions that bought the product
) STRICT;
CREATE VIRTUAL TABLE search_fts USING fts5 (tok, content = 'search_doc', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0');

-- What may be suggested while typing, by key: a word's own, or its initial consonants.
CREATE TABLE search_word (
    key    TEXT NOT NULL,
    term   TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('category', 'product', 'supplier', 'synonym')),
    weight INTEGER NOT NULL,
    PRIMARY KEY (key, term, kind)
) STRICT, WITHOUT ROWID;

-- How far this copy has read search_change.
CREATE TABLE search_position (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    change_id INTEGER NOT NULL,
    generation INTEGER NOT NULL           -- grows with every catch-up: workers reload their columns
) STRICT;
INSERT INTO search_position (one, change_id, generation) VALUES (1, 0, 0);
-- @both
