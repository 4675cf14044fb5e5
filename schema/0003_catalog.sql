-- What can be bought: regions, categories, products and offers, and the words that find them.

CREATE TABLE region (
    code        TEXT PRIMARY KEY,         -- 법정동 code, 10 digits
    level       TEXT NOT NULL,            -- sido, sigungu, dong, eup, myeon, ri
    name        TEXT NOT NULL,
    full_name   TEXT NOT NULL,
    parent_code TEXT,
    in_city     @I64@ NOT NULL CHECK (in_city IN (0, 1))
) @STRICT@;

CREATE TABLE category (
    code         TEXT PRIMARY KEY,        -- office.write.pen
    parent_code  TEXT REFERENCES category (code),
    level        @I64@ NOT NULL CHECK (level BETWEEN 1 AND 3),
    position     @I64@ NOT NULL,          -- order on the page
    name         TEXT NOT NULL,
    object       TEXT NOT NULL CHECK (object IN ('goods', 'service', 'works', 'lease')),
    class_no     TEXT,                    -- 물품분류번호, 8 digits
    detail_no    TEXT,                    -- 세부품명번호, 10 digits
    detail_name  TEXT NOT NULL DEFAULT '',
    vat          TEXT NOT NULL CHECK (vat IN ('taxable', 'exempt', 'mixed')),
    unit         TEXT NOT NULL,           -- usual unit
    is_green     @I64@ NOT NULL DEFAULT 0 CHECK (is_green IN (0, 1)),
    direct_production TEXT NOT NULL CHECK (direct_production IN ('yes', 'no', 'unknown')) -- 직접생산확인 대상
) @STRICT@;
CREATE INDEX category_parent ON category (parent_code, position);

CREATE TABLE attribute (
    category_code TEXT NOT NULL REFERENCES category (code),
    key           TEXT NOT NULL,
    position      @I64@ NOT NULL,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('text', 'number', 'enum', 'bool')),
    unit          TEXT NOT NULL,
    words         TEXT NOT NULL,          -- of an enum, parted by |
    is_required   @I64@ NOT NULL CHECK (is_required IN (0, 1)),
    is_comparable @I64@ NOT NULL CHECK (is_comparable IN (0, 1)),
    PRIMARY KEY (category_code, key)
) @STRICT@;

CREATE TABLE synonym (
    term      TEXT PRIMARY KEY,
    canonical TEXT NOT NULL,
    relation  TEXT NOT NULL
) @STRICT@;

-- The thing itself: several suppliers may offer it.
CREATE TABLE product (
    id            @ID@,
    no            @I64@ NOT NULL UNIQUE,
    category_code TEXT NOT NULL REFERENCES category (code),
    title         TEXT NOT NULL,
    maker         TEXT NOT NULL DEFAULT '',
    model         TEXT NOT NULL DEFAULT '',
    origin        TEXT NOT NULL DEFAULT '',
    description   TEXT NOT NULL DEFAULT '',
    picture       TEXT NOT NULL DEFAULT '', -- address under /assets/art or a file number
    picture_alt   TEXT NOT NULL DEFAULT '',
    is_demo       @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at    @I64@ NOT NULL,
    version       @I64@ NOT NULL DEFAULT 1
) @STRICT@;
CREATE INDEX product_category ON product (category_code, id);

CREATE TABLE product_attribute (
    product_id @I64@ NOT NULL REFERENCES product (id),
    key        TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (product_id, key)
) @STRICT@;

-- One supplier's price and terms for a product, as they are now.
CREATE TABLE offer (
    id           @ID@,
    no           @I64@ NOT NULL UNIQUE,
    product_id   @I64@ NOT NULL REFERENCES product (id),
    supplier_id  @I64@ NOT NULL REFERENCES supplier (id),
    revision     @I64@ NOT NULL,          -- of the newest offer_revision
    price_won    @I64@ NOT NULL CHECK (price_won BETWEEN 1 AND 1000000000000000), -- a unit, VAT included
    vat          TEXT NOT NULL CHECK (vat IN ('taxable', 'exempt')),
    unit         TEXT NOT NULL,
    quantity_min @I64@ NOT NULL DEFAULT 1 CHECK (quantity_min > 0),
    lead_days    @I64@ NOT NULL CHECK (lead_days BETWEEN 0 AND 365),
    own_production @I64@ NOT NULL DEFAULT 0 CHECK (own_production IN (0, 1)), -- 직접생산
    state        TEXT NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
    is_demo      @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at   @I64@ NOT NULL,
    version      @I64@ NOT NULL DEFAULT 1,
    UNIQUE (product_id, supplier_id)
) @STRICT@;
CREATE INDEX offer_supplier ON offer (supplier_id, id);

-- What an offer was, revision by revision; only added to. A purchase keeps the one it saw.
CREATE TABLE offer_revision (
    offer_id   @I64@ NOT NULL REFERENCES offer (id),
    revision   @I64@ NOT NULL,
    price_won  @I64@ NOT NULL,
    unit       TEXT NOT NULL,
    vat        TEXT NOT NULL,
    lead_days  @I64@ NOT NULL,
    state      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    account_id @I64@ REFERENCES account (id),
    made_at    @I64@ NOT NULL,
    PRIMARY KEY (offer_id, revision)
) @STRICT@;

-- Which institutions bought a product: written by the contract, read by the product page.
CREATE TABLE product_buyer (
    product_id     @I64@ NOT NULL REFERENCES product (id),
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    contract_count @I64@ NOT NULL,
    last_on        TEXT NOT NULL,
    PRIMARY KEY (product_id, institution_id)
) @STRICT@;

-- Offers whose place in the search index is to be made anew, in order.
CREATE TABLE search_change (
    id       @ID@,
    offer_id @I64@ NOT NULL
) @STRICT@;

-- What was asked for and not found: unmet demand, counted by day, without names.
CREATE TABLE search_miss (
    on_day TEXT NOT NULL,
    query  TEXT NOT NULL,
    count  @I64@ NOT NULL,
    PRIMARY KEY (on_day, query)
) @STRICT@;
