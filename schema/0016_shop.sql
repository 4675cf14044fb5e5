-- Suppliers by name, for their public list.
CREATE INDEX supplier_name ON supplier (name, id);

-- The search copy anew: titles are matched apart from the rest, a row knows what the lawful way of
-- buying it depends on, and suggestions are found by every state of typing.

-- @sqlite
DROP TABLE search_fts;
DROP TABLE search_doc;
DROP TABLE search_word;

-- What is shown of an offer in a list, and its tokens.
CREATE TABLE search_doc (
    id             INTEGER PRIMARY KEY,    -- of the offer
    title_tok      TEXT NOT NULL,
    tok            TEXT NOT NULL,          -- of categories, maker, model, supplier
    offer_no       INTEGER NOT NULL,
    product_no     INTEGER NOT NULL,
    title          TEXT NOT NULL,
    maker          TEXT NOT NULL,
    picture        TEXT NOT NULL,
    category_code  TEXT NOT NULL,
    object         TEXT NOT NULL,          -- goods, service, works, lease
    supplier_id    INTEGER NOT NULL,       -- its certificates are read by day, not copied
    supplier_no    INTEGER NOT NULL,
    supplier_name  TEXT NOT NULL,
    district_code  TEXT NOT NULL,
    price_won      INTEGER NOT NULL,       -- a unit, VAT included
    vat            TEXT NOT NULL,
    unit           TEXT NOT NULL,
    quantity_min   INTEGER NOT NULL,
    lead_days      INTEGER NOT NULL,
    own_production INTEGER NOT NULL,
    buyer_count    INTEGER NOT NULL,       -- institutions that bought the product
    contract_count INTEGER NOT NULL        -- contracts they made for it
) STRICT;
CREATE VIRTUAL TABLE search_fts USING fts5 (title_tok, tok, content = 'search_doc', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0');

-- What may be suggested while typing, by key: the letters of a word from one of its beginnings on, or
-- its initial consonants.
CREATE TABLE search_word (
    key    TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('category', 'product', 'supplier', 'synonym')),
    term   TEXT NOT NULL,
    target TEXT NOT NULL,                  -- a category's code, a supplier's number, or empty
    within INTEGER NOT NULL CHECK (within IN (0, 1)), -- the key begins inside the word
    weight INTEGER NOT NULL,
    PRIMARY KEY (key, kind, term, target)
) STRICT, WITHOUT ROWID;

-- Read everything again.
UPDATE search_position SET change_id = 0, generation = generation + 1 WHERE one = 1;
-- @both
