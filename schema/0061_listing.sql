-- What a firm lists: terms of an offer that were missing, states before it is for sale, and every change
-- of a product kept. No row here is ever removed.

-- A change writes the state it made, and the first change the state before it as well: what was never
-- changed has no row here and is as `product` says.
CREATE TABLE product_revision (
    product_id    @I64@ NOT NULL REFERENCES product (id),
    revision      @I64@ NOT NULL CHECK (revision > 0),
    content       TEXT NOT NULL,          -- canonical text of what it was
    reason        TEXT NOT NULL,
    account_id    @I64@ REFERENCES account (id),
    made_at       @I64@ NOT NULL,
    PRIMARY KEY (product_id, revision)
) @STRICT@;

ALTER TABLE product ADD COLUMN revision @I64@ NOT NULL DEFAULT 1;
ALTER TABLE product ADD COLUMN detail_no TEXT NOT NULL DEFAULT ''; -- 세부품명번호 of its own; empty: its category's
ALTER TABLE product ADD COLUMN item_no TEXT NOT NULL DEFAULT '';   -- 물품식별번호, 8 digits
ALTER TABLE product ADD COLUMN merged_into @I64@ REFERENCES product (id); -- the one that took its place

-- @sqlite
CREATE TABLE offer_now (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    no           INTEGER NOT NULL UNIQUE,
    product_id   INTEGER NOT NULL REFERENCES product (id),
    supplier_id  INTEGER NOT NULL REFERENCES supplier (id),
    revision     INTEGER NOT NULL,        -- of the newest offer_revision
    price_won    INTEGER NOT NULL CHECK (price_won BETWEEN 1 AND 1000000000000000), -- a unit, VAT included
    vat          TEXT NOT NULL CHECK (vat IN ('taxable', 'exempt')),
    unit         TEXT NOT NULL,
    quantity_min INTEGER NOT NULL DEFAULT 1 CHECK (quantity_min > 0),
    lead_days    INTEGER NOT NULL CHECK (lead_days BETWEEN 0 AND 365),
    own_production INTEGER NOT NULL DEFAULT 0 CHECK (own_production IN (0, 1)), -- 직접생산
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'returned', 'active', 'paused', 'ended')),
    is_demo      INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at   INTEGER NOT NULL,
    version      INTEGER NOT NULL DEFAULT 1,
    stock        INTEGER CHECK (stock >= 0), -- none: made to order
    valid_until  TEXT,                    -- last day the price holds; none: until it is changed
    districts    TEXT NOT NULL DEFAULT '', -- codes of 구·군 that are delivered to, parted by |; empty: the whole city
    own_code     TEXT NOT NULL DEFAULT '', -- what the firm calls it
    state_reason TEXT NOT NULL DEFAULT '', -- why it was returned or stands still
    reviewed     INTEGER NOT NULL DEFAULT 0, -- the revision an operator looked at last
    UNIQUE (product_id, supplier_id)
) STRICT;
INSERT INTO offer_now (id, no, product_id, supplier_id, revision, price_won, vat, unit, quantity_min,
                       lead_days, own_production, state, is_demo, created_at, version, reviewed)
SELECT id, no, product_id, supplier_id, revision, price_won, vat, unit, quantity_min, lead_days,
       own_production, state, is_demo, created_at, version, revision
  FROM offer;
DROP TABLE offer;
ALTER TABLE offer_now RENAME TO offer;
CREATE INDEX offer_supplier ON offer (supplier_id, id);

-- @postgres
ALTER TABLE offer DROP CONSTRAINT offer_state_check;
ALTER TABLE offer
    ADD CHECK (state IN ('waiting', 'returned', 'active', 'paused', 'ended')),
    ADD COLUMN stock        BIGINT CHECK (stock >= 0), -- none: made to order
    ADD COLUMN valid_until  TEXT,                    -- last day the price holds; none: until it is changed
    ADD COLUMN districts    TEXT NOT NULL DEFAULT '', -- codes of 구·군 that are delivered to, parted by |; empty: the whole city
    ADD COLUMN own_code     TEXT NOT NULL DEFAULT '', -- what the firm calls it
    ADD COLUMN state_reason TEXT NOT NULL DEFAULT '', -- why it was returned or stands still
    ADD COLUMN reviewed     BIGINT NOT NULL DEFAULT 0; -- the revision an operator looked at last
UPDATE offer SET reviewed = revision;
-- @both
CREATE UNIQUE INDEX offer_own_code ON offer (supplier_id, own_code) WHERE own_code <> '';
CREATE INDEX offer_unseen ON offer (state, id) WHERE reviewed < revision;

ALTER TABLE offer_revision ADD COLUMN quantity_min @I64@ NOT NULL DEFAULT 1;
ALTER TABLE offer_revision ADD COLUMN own_production @I64@ NOT NULL DEFAULT 0;
ALTER TABLE offer_revision ADD COLUMN stock @I64@;
ALTER TABLE offer_revision ADD COLUMN valid_until TEXT;
ALTER TABLE offer_revision ADD COLUMN districts TEXT NOT NULL DEFAULT '';
ALTER TABLE offer_revision ADD COLUMN tiers TEXT NOT NULL DEFAULT ''; -- 10:19000|50:18000, as offer_tier held them
ALTER TABLE offer_revision ADD COLUMN product_revision @I64@ NOT NULL DEFAULT 1;
UPDATE offer_revision
   SET quantity_min = (SELECT o.quantity_min FROM offer o WHERE o.id = offer_revision.offer_id),
       own_production = (SELECT o.own_production FROM offer o WHERE o.id = offer_revision.offer_id);

-- What a unit costs from so many on.
CREATE TABLE offer_tier (
    offer_id     @I64@ NOT NULL REFERENCES offer (id),
    quantity_min @I64@ NOT NULL CHECK (quantity_min > 1),
    price_won    @I64@ NOT NULL CHECK (price_won BETWEEN 1 AND 1000000000000000),
    PRIMARY KEY (offer_id, quantity_min)
) @STRICT@;

-- What a unit will cost from a day on; done on that day, or taken back before.
CREATE TABLE offer_plan (
    id         @ID@,
    offer_id   @I64@ NOT NULL REFERENCES offer (id),
    from_day   TEXT NOT NULL,
    price_won  @I64@ NOT NULL CHECK (price_won BETWEEN 1 AND 1000000000000000),
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'taken_back')),
    account_id @I64@ NOT NULL REFERENCES account (id),
    made_at    @I64@ NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX offer_plan_one ON offer_plan (offer_id) WHERE state = 'waiting';
CREATE INDEX offer_plan_day ON offer_plan (from_day) WHERE state = 'waiting';

-- Revisions are only added, as the audit is.
-- @sqlite
CREATE TRIGGER offer_revision_stays BEFORE UPDATE ON offer_revision BEGIN
    SELECT RAISE(ABORT, 'offer_revision: rows are only added');
END;
CREATE TRIGGER offer_revision_is_kept BEFORE DELETE ON offer_revision BEGIN
    SELECT RAISE(ABORT, 'offer_revision: rows are only added');
END;
CREATE TRIGGER product_revision_stays BEFORE UPDATE ON product_revision BEGIN
    SELECT RAISE(ABORT, 'product_revision: rows are only added');
END;
CREATE TRIGGER product_revision_is_kept BEFORE DELETE ON product_revision BEGIN
    SELECT RAISE(ABORT, 'product_revision: rows are only added');
END;
-- @postgres
CREATE TRIGGER offer_revision_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON offer_revision
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
CREATE TRIGGER product_revision_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON product_revision
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both
