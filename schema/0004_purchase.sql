-- From the need to the approved choice.

CREATE TABLE basket_line (
    account_id @I64@ NOT NULL REFERENCES account (id),
    offer_id   @I64@ NOT NULL REFERENCES offer (id),
    quantity   @I64@ NOT NULL CHECK (quantity > 0),
    added_at   @I64@ NOT NULL,
    PRIMARY KEY (account_id, offer_id)
) @STRICT@;

-- The case. Its state runs through the whole trade; later nouns move it on.
CREATE TABLE purchase (
    id              @ID@,
    no              @I64@ NOT NULL UNIQUE,
    institution_id  @I64@ NOT NULL REFERENCES institution (id),
    department_id   @I64@ NOT NULL REFERENCES department (id),
    supplier_id     @I64@ NOT NULL REFERENCES supplier (id),
    officer_id      @I64@ NOT NULL REFERENCES account (id), -- who asked for it
    title           TEXT NOT NULL,        -- 계약건명
    need            TEXT NOT NULL,        -- 구매 사유
    budget_line     TEXT NOT NULL,        -- 예산 과목
    object          TEXT NOT NULL CHECK (object IN ('goods', 'service', 'works_general', 'works_special', 'works_other', 'lease')),
    delivery_place  TEXT NOT NULL,
    deliver_by      TEXT NOT NULL,        -- last day
    list_won        @I64@ NOT NULL,       -- sum at list price, VAT included
    estimated_won   @I64@ NOT NULL,       -- 추정가격: sum without VAT
    price_won       @I64@ NOT NULL DEFAULT 0, -- agreed, VAT included; 0 until a quote is chosen
    supply_won      @I64@ NOT NULL DEFAULT 0, -- agreed, without VAT
    vat_won         @I64@ NOT NULL DEFAULT 0,
    path            TEXT NOT NULL DEFAULT '' CHECK (path IN ('', 'quote_waived', 'one_quote', 'designated_quotes', 'open_bidding')),
    state           TEXT NOT NULL CHECK (state IN ('draft', 'asked', 'quoted', 'declined', 'chosen', 'submitted', 'approved', 'contracting', 'contracted', 'delivering', 'accepted', 'claimed', 'paid', 'handed_over', 'cancelled')),
    choice_reason   TEXT NOT NULL DEFAULT '', -- why this quote
    content_hash    TEXT NOT NULL DEFAULT '', -- frozen at submission
    requested_on    TEXT,                 -- the day quotes were asked: thresholds are judged on it
    is_training     @I64@ NOT NULL DEFAULT 0 CHECK (is_training IN (0, 1)),
    is_demo         @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at      @I64@ NOT NULL,
    moved_at        @I64@ NOT NULL,
    version         @I64@ NOT NULL DEFAULT 1
) @STRICT@;
CREATE INDEX purchase_institution ON purchase (institution_id, id);
CREATE INDEX purchase_supplier ON purchase (supplier_id, id);
CREATE INDEX purchase_department ON purchase (department_id, created_at);

CREATE TABLE purchase_line (
    id             @ID@,
    purchase_id    @I64@ NOT NULL REFERENCES purchase (id),
    seq            @I64@ NOT NULL,
    offer_id       @I64@ NOT NULL REFERENCES offer (id),
    offer_revision @I64@ NOT NULL,        -- the one the officer saw
    product_id     @I64@ NOT NULL REFERENCES product (id),
    category_code  TEXT NOT NULL,
    title          TEXT NOT NULL,         -- as seen
    unit           TEXT NOT NULL,
    vat            TEXT NOT NULL CHECK (vat IN ('taxable', 'exempt')),
    quantity       @I64@ NOT NULL CHECK (quantity > 0),
    list_price_won @I64@ NOT NULL,        -- a unit, VAT included, as seen
    price_won      @I64@ NOT NULL DEFAULT 0, -- a unit, VAT included, as agreed
    UNIQUE (purchase_id, seq)
) @STRICT@;

-- What the law answered, with what it was asked; only added to. The newest counts.
CREATE TABLE law_decision (
    id             @ID@,
    purchase_id    @I64@ NOT NULL REFERENCES purchase (id),
    judged_on      TEXT NOT NULL,
    question       TEXT NOT NULL,         -- canonical JSON
    answer         TEXT NOT NULL,         -- canonical JSON
    path           TEXT NOT NULL,
    rule_ids       TEXT NOT NULL,         -- parted by a blank
    ground         TEXT NOT NULL,         -- words of the article, for papers
    confidence     TEXT NOT NULL CHECK (confidence IN ('H', 'M', 'L', 'U')),
    similar_won    @I64@ NOT NULL,        -- similar purchases of the year, without VAT
    split_reason   TEXT NOT NULL,         -- why it is no split; empty when none was similar
    confirm_reason TEXT NOT NULL,         -- the officer's word on a row below H; else empty
    account_id     @I64@ NOT NULL REFERENCES account (id),
    decided_at     @I64@ NOT NULL
) @STRICT@;
CREATE INDEX law_decision_purchase ON law_decision (purchase_id, id);

-- Handed over to a designated system, and what came back.
CREATE TABLE handover (
    id            @ID@,
    purchase_id   @I64@ NOT NULL UNIQUE REFERENCES purchase (id),
    system        TEXT NOT NULL,          -- 나라장터, 학교장터 …
    handed_at     @I64@ NOT NULL,
    account_id    @I64@ NOT NULL REFERENCES account (id),
    result_number TEXT NOT NULL DEFAULT '',
    result_on     TEXT,
    result_name   TEXT NOT NULL DEFAULT '', -- the firm that won
    result_won    @I64@,
    result_note   TEXT NOT NULL DEFAULT ''
) @STRICT@;

-- Who must act by when. Later nouns open and close them through the purchase.
CREATE TABLE todo (
    id             @ID@,
    purchase_id    @I64@ NOT NULL REFERENCES purchase (id),
    kind           TEXT NOT NULL,         -- quote.answer
    institution_id @I64@ REFERENCES institution (id), -- whose desk; one of the two
    supplier_id    @I64@ REFERENCES supplier (id),
    account_id     @I64@ REFERENCES account (id), -- a person, or NULL: whoever holds the right
    right_needed   @I64@ NOT NULL,        -- a bit of market/party/right.h
    text           TEXT NOT NULL,         -- 견적을 내 주세요
    path           TEXT NOT NULL,         -- where it is done
    due_at         @I64@ NOT NULL,        -- µs UTC; 0: none
    article        TEXT NOT NULL DEFAULT '', -- the term's
    opened_at      @I64@ NOT NULL,
    closed_at      @I64@
) @STRICT@;
CREATE INDEX todo_purchase ON todo (purchase_id);
CREATE INDEX todo_institution ON todo (institution_id, due_at) WHERE closed_at IS NULL;
CREATE INDEX todo_supplier ON todo (supplier_id, due_at) WHERE closed_at IS NULL;
CREATE INDEX todo_account ON todo (account_id) WHERE closed_at IS NULL;

-- The timeline; only added to.
CREATE TABLE purchase_event (
    id           @ID@,
    purchase_id  @I64@ NOT NULL REFERENCES purchase (id),
    at           @I64@ NOT NULL,
    account_id   @I64@,
    actor        TEXT NOT NULL,           -- 김○○ (계약담당) as shown
    organisation TEXT NOT NULL,
    kind         TEXT NOT NULL,           -- purchase.submit
    text         TEXT NOT NULL
) @STRICT@;
CREATE INDEX purchase_event_purchase ON purchase_event (purchase_id, id);

-- 결재선: who approves for a department from a price on.
CREATE TABLE approval_line (
    id             @ID@,
    no             @I64@ NOT NULL UNIQUE,
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    department_id  @I64@ REFERENCES department (id), -- NULL: every department
    step           @I64@ NOT NULL CHECK (step BETWEEN 1 AND 5),
    account_id     @I64@ NOT NULL REFERENCES account (id),
    from_won       @I64@ NOT NULL DEFAULT 0, -- asked when the price is this or more
    first_day      TEXT NOT NULL,
    last_day       TEXT
) @STRICT@;
CREATE INDEX approval_line_institution ON approval_line (institution_id);

-- 대결: another person for a time.
CREATE TABLE delegation (
    id              @ID@,
    no              @I64@ NOT NULL UNIQUE,
    institution_id  @I64@ NOT NULL REFERENCES institution (id),
    from_account_id @I64@ NOT NULL REFERENCES account (id),
    to_account_id   @I64@ NOT NULL REFERENCES account (id),
    first_day       TEXT NOT NULL,
    last_day        TEXT NOT NULL,
    reason          TEXT NOT NULL,
    created_at      @I64@ NOT NULL,
    revoked_at      @I64@,
    CHECK (from_account_id <> to_account_id)
) @STRICT@;
CREATE INDEX delegation_institution ON delegation (institution_id);

CREATE TABLE approval_round (
    id           @ID@,
    purchase_id  @I64@ NOT NULL REFERENCES purchase (id),
    round        @I64@ NOT NULL,
    content      TEXT NOT NULL,           -- the canonical document that was approved
    content_hash TEXT NOT NULL,
    submitted_by @I64@ NOT NULL REFERENCES account (id),
    submitted_at @I64@ NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('open', 'approved', 'returned', 'withdrawn')),
    UNIQUE (purchase_id, round)
) @STRICT@;

CREATE TABLE approval_step (
    id         @ID@,
    round_id   @I64@ NOT NULL REFERENCES approval_round (id),
    step       @I64@ NOT NULL,
    account_id @I64@ NOT NULL REFERENCES account (id), -- whose turn by the line
    decided_by @I64@ REFERENCES account (id),          -- who decided: the same, or a delegate
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'returned')),
    opinion    TEXT NOT NULL DEFAULT '',
    decided_at @I64@,
    UNIQUE (round_id, step)
) @STRICT@;
