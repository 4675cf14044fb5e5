-- Rows that a page reads many of at a time lie in the order of their key: SQLite found each of them twice before, in
-- the key's index and then in the table. PostgreSQL keeps a table and its index apart and is as it was.

-- @sqlite
-- Which institutions bought a product: written by the contract, read by the product page.
CREATE TABLE product_buyer_now (
    product_id     INTEGER NOT NULL REFERENCES product (id),
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    contract_count INTEGER NOT NULL,
    last_on        TEXT NOT NULL,
    PRIMARY KEY (product_id, institution_id)
) STRICT, WITHOUT ROWID;
INSERT INTO product_buyer_now (product_id, institution_id, contract_count, last_on)
SELECT product_id, institution_id, contract_count, last_on FROM product_buyer ORDER BY product_id, institution_id;
DROP TABLE product_buyer;
ALTER TABLE product_buyer_now RENAME TO product_buyer;

CREATE TABLE product_attribute_now (
    product_id INTEGER NOT NULL REFERENCES product (id),
    key        TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (product_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO product_attribute_now (product_id, key, value)
SELECT product_id, key, value FROM product_attribute ORDER BY product_id, key;
DROP TABLE product_attribute;
ALTER TABLE product_attribute_now RENAME TO product_attribute;

CREATE TABLE attribute_now (
    category_code TEXT NOT NULL REFERENCES category (code),
    key           TEXT NOT NULL,
    position      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('text', 'number', 'enum', 'bool')),
    unit          TEXT NOT NULL,
    words         TEXT NOT NULL,          -- of an enum, parted by |
    is_required   INTEGER NOT NULL CHECK (is_required IN (0, 1)),
    is_comparable INTEGER NOT NULL CHECK (is_comparable IN (0, 1)),
    part          TEXT NOT NULL DEFAULT '' CHECK (part IN ('', 'price')), -- price: 단가 내역
    PRIMARY KEY (category_code, key)
) STRICT, WITHOUT ROWID;
INSERT INTO attribute_now (category_code, key, position, name, kind, unit, words, is_required, is_comparable, part)
SELECT category_code, key, position, name, kind, unit, words, is_required, is_comparable, part FROM attribute;
DROP TABLE attribute;
ALTER TABLE attribute_now RENAME TO attribute;

-- Sums of the records by month, object and tag ('' is the whole); doctor compares them.
CREATE TABLE record_sum_now (
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    fiscal_year    INTEGER NOT NULL,
    month          INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    object         TEXT NOT NULL,
    tag            TEXT NOT NULL,
    price_won      INTEGER NOT NULL,
    record_count   INTEGER NOT NULL,
    PRIMARY KEY (institution_id, fiscal_year, month, object, tag)
) STRICT, WITHOUT ROWID;
INSERT INTO record_sum_now (institution_id, fiscal_year, month, object, tag, price_won, record_count)
SELECT institution_id, fiscal_year, month, object, tag, price_won, record_count
  FROM record_sum ORDER BY institution_id, fiscal_year, month, object, tag;
DROP TABLE record_sum;
ALTER TABLE record_sum_now RENAME TO record_sum;
CREATE INDEX record_sum_all ON record_sum (institution_id, fiscal_year, month, object) WHERE tag = '';

-- A year by tag and object; doctor compares it with record_sum.
CREATE TABLE record_part_sum_now (
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    fiscal_year    INTEGER NOT NULL,
    tag            TEXT NOT NULL,
    object         TEXT NOT NULL,
    price_won      INTEGER NOT NULL,
    record_count   INTEGER NOT NULL,
    PRIMARY KEY (institution_id, fiscal_year, tag, object)
) STRICT, WITHOUT ROWID;
INSERT INTO record_part_sum_now (institution_id, fiscal_year, tag, object, price_won, record_count)
SELECT institution_id, fiscal_year, tag, object, price_won, record_count
  FROM record_part_sum ORDER BY institution_id, fiscal_year, tag, object;
DROP TABLE record_part_sum;
ALTER TABLE record_part_sum_now RENAME TO record_part_sum;

-- Sums of the records by the supplier's district on the contract date; doctor compares them.
CREATE TABLE record_district_sum_now (
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    fiscal_year    INTEGER NOT NULL,
    district_code  TEXT NOT NULL,
    price_won      INTEGER NOT NULL,
    record_count   INTEGER NOT NULL,
    PRIMARY KEY (institution_id, fiscal_year, district_code)
) STRICT, WITHOUT ROWID;
INSERT INTO record_district_sum_now (institution_id, fiscal_year, district_code, price_won, record_count)
SELECT institution_id, fiscal_year, district_code, price_won, record_count
  FROM record_district_sum ORDER BY institution_id, fiscal_year, district_code;
DROP TABLE record_district_sum;
ALTER TABLE record_district_sum_now RENAME TO record_district_sum;
CREATE INDEX record_district_sum_year ON record_district_sum (fiscal_year, district_code);

-- How often an offer was looked at, a day. Nobody's name is kept.
CREATE TABLE offer_seen_now (
    offer_id INTEGER NOT NULL REFERENCES offer (id),
    on_day   TEXT NOT NULL,               -- in Korea
    count    INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (offer_id, on_day)
) STRICT, WITHOUT ROWID;
INSERT INTO offer_seen_now (offer_id, on_day, count)
SELECT offer_id, on_day, count FROM offer_seen ORDER BY offer_id, on_day;
DROP TABLE offer_seen;
ALTER TABLE offer_seen_now RENAME TO offer_seen;

-- The tree of categories, 법정동: looked up by their code for each good and firm that is shown.
CREATE TABLE category_now (
    code         TEXT PRIMARY KEY,        -- office.write.pen
    parent_code  TEXT REFERENCES category (code),
    level        INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    position     INTEGER NOT NULL,          -- order on the page
    name         TEXT NOT NULL,
    object       TEXT NOT NULL CHECK (object IN ('goods', 'service', 'works', 'lease')),
    class_no     TEXT,                    -- 물품분류번호, 8 digits
    detail_no    TEXT,                    -- 세부품명번호, 10 digits
    detail_name  TEXT NOT NULL DEFAULT '',
    vat          TEXT NOT NULL CHECK (vat IN ('taxable', 'exempt', 'mixed')),
    unit         TEXT NOT NULL,           -- usual unit
    is_green     INTEGER NOT NULL DEFAULT 0 CHECK (is_green IN (0, 1)),
    direct_production TEXT NOT NULL CHECK (direct_production IN ('yes', 'no', 'unknown')), -- 직접생산확인 대상
    title_pattern TEXT NOT NULL DEFAULT '', -- 복사용지 {size} {weight:g} {sheets}; empty: by the template
    things        TEXT NOT NULL DEFAULT '', -- nouns that name a thing of it, as keys, parted by |
    delay_variant TEXT NOT NULL DEFAULT '' CHECK (delay_variant IN ('', 'transport'))
) STRICT, WITHOUT ROWID;
INSERT INTO category_now (code, parent_code, level, position, name, object, class_no, detail_no, detail_name, vat, unit,
                          is_green, direct_production, title_pattern, things, delay_variant)
SELECT code, parent_code, level, position, name, object, class_no, detail_no, detail_name, vat, unit, is_green,
       direct_production, title_pattern, things, delay_variant
  FROM category;
DROP TABLE category;
ALTER TABLE category_now RENAME TO category;
CREATE INDEX category_parent ON category (parent_code, position);

CREATE TABLE region_now (
    code        TEXT PRIMARY KEY,         -- 법정동 code, 10 digits
    level       TEXT NOT NULL,            -- sido, sigungu, dong, eup, myeon, ri
    name        TEXT NOT NULL,
    full_name   TEXT NOT NULL,
    parent_code TEXT,
    in_city     INTEGER NOT NULL CHECK (in_city IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO region_now (code, level, name, full_name, parent_code, in_city)
SELECT code, level, name, full_name, parent_code, in_city FROM region;
DROP TABLE region;
ALTER TABLE region_now RENAME TO region;
CREATE INDEX region_level ON region (level, code);
