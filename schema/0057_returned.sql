-- A case that an approver sent back has a state of its own: it is the officer's turn again.

-- @sqlite
CREATE TABLE purchase_now (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    no              INTEGER NOT NULL UNIQUE,
    institution_id  INTEGER NOT NULL REFERENCES institution (id),
    department_id   INTEGER NOT NULL REFERENCES department (id),
    supplier_id     INTEGER NOT NULL REFERENCES supplier (id),
    officer_id      INTEGER NOT NULL REFERENCES account (id), -- who asked for it
    title           TEXT NOT NULL,        -- 계약건명
    need            TEXT NOT NULL,        -- 구매 사유
    budget_line     TEXT NOT NULL,        -- 예산 과목
    object          TEXT NOT NULL CHECK (object IN ('goods', 'service', 'works_general', 'works_special', 'works_other', 'lease')),
    delivery_place  TEXT NOT NULL,
    deliver_by      TEXT NOT NULL,        -- last day
    list_won        INTEGER NOT NULL,     -- sum at list price, VAT included
    estimated_won   INTEGER NOT NULL,     -- 추정가격: sum without VAT
    price_won       INTEGER NOT NULL DEFAULT 0, -- agreed, VAT included; 0 until a quote is chosen
    supply_won      INTEGER NOT NULL DEFAULT 0, -- agreed, without VAT
    vat_won         INTEGER NOT NULL DEFAULT 0,
    path            TEXT NOT NULL DEFAULT '' CHECK (path IN ('', 'quote_waived', 'one_quote', 'designated_quotes', 'open_bidding')),
    state           TEXT NOT NULL CHECK (state IN ('draft', 'asked', 'quoted', 'declined', 'chosen', 'submitted', 'returned', 'approved',
                                                   'contracting', 'contracted', 'delivering', 'accepted', 'claimed', 'paid', 'handed_over', 'cancelled')),
    choice_reason   TEXT NOT NULL DEFAULT '', -- why this quote
    content_hash    TEXT NOT NULL DEFAULT '', -- frozen at submission
    requested_on    TEXT,                 -- the day quotes were asked: thresholds are judged on it
    is_training     INTEGER NOT NULL DEFAULT 0 CHECK (is_training IN (0, 1)),
    is_demo         INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at      INTEGER NOT NULL,
    moved_at        INTEGER NOT NULL,
    version         INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO purchase_now (id, no, institution_id, department_id, supplier_id, officer_id, title, need,
                          budget_line, object, delivery_place, deliver_by, list_won, estimated_won, price_won,
                          supply_won, vat_won, path, state, choice_reason, content_hash, requested_on,
                          is_training, is_demo, created_at, moved_at, version)
SELECT id, no, institution_id, department_id, supplier_id, officer_id, title, need, budget_line, object,
       delivery_place, deliver_by, list_won, estimated_won, price_won, supply_won, vat_won, path, state,
       choice_reason, content_hash, requested_on, is_training, is_demo, created_at, moved_at, version
  FROM purchase;
DROP TABLE purchase;
ALTER TABLE purchase_now RENAME TO purchase;
CREATE INDEX purchase_institution ON purchase (institution_id, id);
CREATE INDEX purchase_supplier ON purchase (supplier_id, id);
CREATE INDEX purchase_department_on ON purchase (department_id, requested_on);
CREATE INDEX purchase_running ON purchase (institution_id, moved_at, id)
    WHERE state NOT IN ('paid', 'cancelled', 'handed_over');

-- @postgres
ALTER TABLE purchase DROP CONSTRAINT purchase_state_check;
ALTER TABLE purchase
    ADD CHECK (state IN ('draft', 'asked', 'quoted', 'declined', 'chosen', 'submitted', 'returned', 'approved',
                         'contracting', 'contracted', 'delivering', 'accepted', 'claimed', 'paid', 'handed_over', 'cancelled'));
-- @both

-- What an approver sent back and nothing happened to since.
UPDATE purchase
   SET state = 'returned'
 WHERE state = 'chosen'
   AND (SELECT e.kind FROM purchase_event e WHERE e.purchase_id = purchase.id ORDER BY e.id DESC LIMIT 1)
       = 'purchase.return';
