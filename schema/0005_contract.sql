-- Quotes, the contract, its fulfilment and its payment.

CREATE TABLE quote_request (
    id          @ID@,
    no          @I64@ NOT NULL UNIQUE,
    purchase_id @I64@ NOT NULL REFERENCES purchase (id),
    supplier_id @I64@ NOT NULL REFERENCES supplier (id),
    message     TEXT NOT NULL DEFAULT '', -- to the supplier
    asked_at    @I64@ NOT NULL,
    closes_at   @I64@ NOT NULL,           -- not after this instant
    state       TEXT NOT NULL CHECK (state IN ('open', 'answered', 'declined', 'chosen', 'passed_over', 'expired', 'withdrawn')),
    version     @I64@ NOT NULL DEFAULT 1
) @STRICT@;
CREATE INDEX quote_request_purchase ON quote_request (purchase_id);
CREATE INDEX quote_request_supplier ON quote_request (supplier_id, id);

-- An answer; a later one of the same request replaces it, both are kept.
CREATE TABLE quote (
    id               @ID@,
    no               @I64@ NOT NULL UNIQUE,
    quote_request_id @I64@ NOT NULL REFERENCES quote_request (id),
    revision         @I64@ NOT NULL,
    price_won        @I64@ NOT NULL,      -- sum, VAT included; 0: declined
    supply_won       @I64@ NOT NULL,
    vat_won          @I64@ NOT NULL,
    deliver_by       TEXT,                -- promised last day
    valid_until      TEXT,                -- last day
    remark           TEXT NOT NULL DEFAULT '',
    decline_reason   TEXT NOT NULL DEFAULT '',
    account_id       @I64@ NOT NULL REFERENCES account (id),
    given_at         @I64@ NOT NULL,
    content_hash     TEXT NOT NULL,
    UNIQUE (quote_request_id, revision)
) @STRICT@;

CREATE TABLE quote_line (
    quote_id         @I64@ NOT NULL REFERENCES quote (id),
    purchase_line_id @I64@ NOT NULL REFERENCES purchase_line (id),
    price_won        @I64@ NOT NULL CHECK (price_won > 0), -- a unit, VAT included
    deliver_by       TEXT NOT NULL,       -- promised last day of this line
    remark           TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (quote_id, purchase_line_id)
) @STRICT@;

CREATE TABLE contract (
    id              @ID@,
    no              @I64@ NOT NULL UNIQUE,
    number          TEXT NOT NULL,        -- 2026-1187, within the institution
    purchase_id     @I64@ NOT NULL UNIQUE REFERENCES purchase (id),
    institution_id  @I64@ NOT NULL REFERENCES institution (id),
    supplier_id     @I64@ NOT NULL REFERENCES supplier (id),
    kind            TEXT NOT NULL CHECK (kind IN ('document', 'acceptance')), -- 계약서, 승낙사항
    title           TEXT NOT NULL,
    object          TEXT NOT NULL,
    price_won       @I64@ NOT NULL CHECK (price_won > 0), -- VAT included
    supply_won      @I64@ NOT NULL,
    vat_won         @I64@ NOT NULL,
    estimated_won   @I64@ NOT NULL,       -- 추정가격 at the request
    security        TEXT NOT NULL CHECK (security IN ('promise', 'bond', 'cash')), -- 지급각서, 보증보험, 현금
    security_won    @I64@ NOT NULL,
    delay_ppm       @I64@ NOT NULL,       -- 지연배상금률 a day, millionths
    delivery_place  TEXT NOT NULL,
    contracted_on   TEXT,                 -- both signed; certificates are judged on it
    starts_on       TEXT,
    ends_on         TEXT NOT NULL,        -- last day of performance
    ground          TEXT NOT NULL,        -- 수의계약 근거
    reason          TEXT NOT NULL,        -- 구체적 사유
    rule_ids        TEXT NOT NULL,        -- rows it was judged by
    content         TEXT NOT NULL,        -- the canonical document that both sign
    content_hash    TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('offered', 'signed_supplier', 'signed', 'delivered', 'accepted', 'claimed', 'paid', 'void')),
    is_training     @I64@ NOT NULL DEFAULT 0 CHECK (is_training IN (0, 1)),
    is_demo         @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at      @I64@ NOT NULL,
    moved_at        @I64@ NOT NULL,
    version         @I64@ NOT NULL DEFAULT 1,
    UNIQUE (institution_id, number)
) @STRICT@;
CREATE INDEX contract_supplier ON contract (supplier_id, id);
CREATE INDEX contract_institution ON contract (institution_id, id);

CREATE TABLE contract_line (
    id               @ID@,
    contract_id      @I64@ NOT NULL REFERENCES contract (id),
    seq              @I64@ NOT NULL,
    purchase_line_id @I64@ NOT NULL REFERENCES purchase_line (id),
    product_id       @I64@ NOT NULL REFERENCES product (id),
    category_code    TEXT NOT NULL,
    title            TEXT NOT NULL,
    unit             TEXT NOT NULL,
    quantity         @I64@ NOT NULL CHECK (quantity > 0),
    price_won        @I64@ NOT NULL,      -- a unit, VAT included
    amount_won       @I64@ NOT NULL,      -- quantity × price
    UNIQUE (contract_id, seq)
) @STRICT@;

-- 서약: what the supplier declared, item by item.
CREATE TABLE contract_pledge (
    id           @ID@,
    contract_id  @I64@ NOT NULL REFERENCES contract (id),
    kind         TEXT NOT NULL CHECK (kind IN ('integrity', 'exclusion', 'conflict', 'security', 'tax')),
    content      TEXT NOT NULL,           -- words and answers as signed
    content_hash TEXT NOT NULL,
    account_id   @I64@ NOT NULL REFERENCES account (id),
    signed_at    @I64@ NOT NULL,
    UNIQUE (contract_id, kind)
) @STRICT@;

CREATE TABLE contract_signature (
    id           @ID@,
    contract_id  @I64@ NOT NULL REFERENCES contract (id),
    side         TEXT NOT NULL CHECK (side IN ('institution', 'supplier')),
    account_id   @I64@ NOT NULL REFERENCES account (id),
    name         TEXT NOT NULL,
    method       TEXT NOT NULL CHECK (method IN ('password', 'code')),
    content_hash TEXT NOT NULL,
    signed_at    @I64@ NOT NULL,
    UNIQUE (contract_id, side)
) @STRICT@;

-- Running contract numbers of an institution and year.
CREATE TABLE contract_counter (
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    year           @I64@ NOT NULL,
    last_number    @I64@ NOT NULL,
    PRIMARY KEY (institution_id, year)
) @STRICT@;

-- 납품서; services and works: 완료계.
CREATE TABLE delivery (
    id           @ID@,
    no           @I64@ NOT NULL UNIQUE,
    contract_id  @I64@ NOT NULL REFERENCES contract (id),
    seq          @I64@ NOT NULL,          -- 1st, 2nd … part
    delivered_on TEXT NOT NULL,
    place        TEXT NOT NULL,
    remark       TEXT NOT NULL DEFAULT '',
    inspect_by   TEXT NOT NULL,           -- last legal day of the inspection
    state        TEXT NOT NULL CHECK (state IN ('delivered', 'accepted', 'part_accepted', 'refused')),
    account_id   @I64@ NOT NULL REFERENCES account (id),
    noted_at     @I64@ NOT NULL,
    version      @I64@ NOT NULL DEFAULT 1,
    UNIQUE (contract_id, seq)
) @STRICT@;

CREATE TABLE delivery_line (
    id               @ID@,
    delivery_id      @I64@ NOT NULL REFERENCES delivery (id),
    contract_line_id @I64@ NOT NULL REFERENCES contract_line (id),
    quantity         @I64@ NOT NULL CHECK (quantity > 0),
    UNIQUE (delivery_id, contract_line_id)
) @STRICT@;

-- 검사조서; one per delivery.
CREATE TABLE inspection (
    id           @ID@,
    no           @I64@ NOT NULL UNIQUE,
    delivery_id  @I64@ NOT NULL UNIQUE REFERENCES delivery (id),
    inspector_id @I64@ NOT NULL REFERENCES account (id),
    inspected_on TEXT NOT NULL,
    method       TEXT NOT NULL CHECK (method IN ('full', 'sample', 'certificate')),
    result       TEXT NOT NULL CHECK (result IN ('accepted', 'part_accepted', 'refused')),
    opinion      TEXT NOT NULL DEFAULT '',
    content_hash TEXT NOT NULL,
    noted_at     @I64@ NOT NULL
) @STRICT@;

CREATE TABLE inspection_line (
    inspection_id    @I64@ NOT NULL REFERENCES inspection (id),
    delivery_line_id @I64@ NOT NULL REFERENCES delivery_line (id),
    accepted         @I64@ NOT NULL CHECK (accepted >= 0),
    refused          @I64@ NOT NULL CHECK (refused >= 0),
    reason           TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (inspection_id, delivery_line_id)
) @STRICT@;

CREATE TABLE claim (
    id            @ID@,
    no            @I64@ NOT NULL UNIQUE,
    contract_id   @I64@ NOT NULL REFERENCES contract (id),
    seq           @I64@ NOT NULL,
    amount_won    @I64@ NOT NULL CHECK (amount_won > 0), -- of accepted lines, VAT included
    delay_days    @I64@ NOT NULL DEFAULT 0,
    excused_days  @I64@ NOT NULL DEFAULT 0, -- not the supplier's fault
    excuse_reason TEXT NOT NULL DEFAULT '',
    delay_won     @I64@ NOT NULL DEFAULT 0, -- 지연배상금
    net_won       @I64@ NOT NULL,         -- amount - delay damages
    bank_name     TEXT NOT NULL,
    bank_account  TEXT NOT NULL,          -- sealed
    bank_holder   TEXT NOT NULL,
    claimed_on    TEXT NOT NULL,
    pay_by        TEXT NOT NULL,          -- last legal day
    state         TEXT NOT NULL CHECK (state IN ('claimed', 'returned', 'paid')),
    return_reason TEXT NOT NULL DEFAULT '',
    account_id    @I64@ NOT NULL REFERENCES account (id),
    claimed_at    @I64@ NOT NULL,
    version       @I64@ NOT NULL DEFAULT 1,
    UNIQUE (contract_id, seq)
) @STRICT@;

-- The accountant's checklist, each with its proof.
CREATE TABLE claim_proof (
    claim_id   @I64@ NOT NULL REFERENCES claim (id),
    kind       TEXT NOT NULL,             -- inspection, tax_invoice, social_insurance, national_tax, local_tax, bond
    state      TEXT NOT NULL CHECK (state IN ('missing', 'given', 'checked', 'not_required')),
    reference  TEXT NOT NULL DEFAULT '',  -- number of the invoice, certificate …
    issued_on  TEXT,
    amount_won @I64@,
    file_id    @I64@ REFERENCES file (id),
    article    TEXT NOT NULL DEFAULT '',  -- why it is (not) required
    checked_by @I64@ REFERENCES account (id),
    checked_at @I64@,
    PRIMARY KEY (claim_id, kind)
) @STRICT@;

CREATE TABLE payment (
    id             @ID@,
    no             @I64@ NOT NULL UNIQUE,
    claim_id       @I64@ NOT NULL UNIQUE REFERENCES claim (id),
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    paid_won       @I64@ NOT NULL CHECK (paid_won >= 0),
    late_days      @I64@ NOT NULL DEFAULT 0, -- past pay_by
    paid_on        TEXT NOT NULL,
    reference      TEXT NOT NULL,         -- of the treasury's transfer
    account_id     @I64@ NOT NULL REFERENCES account (id),
    noted_at       @I64@ NOT NULL,
    UNIQUE (institution_id, reference)
) @STRICT@;

-- Double entry; only added to. One posting per deed.
CREATE TABLE ledger_posting (
    id             @ID@,
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    kind           TEXT NOT NULL,         -- accept, claim, payment
    object_id      @I64@ NOT NULL,
    posted_on      TEXT NOT NULL,
    text           TEXT NOT NULL,
    posted_at      @I64@ NOT NULL,
    UNIQUE (kind, object_id)
) @STRICT@;

CREATE TABLE ledger_line (
    posting_id @I64@ NOT NULL REFERENCES ledger_posting (id),
    seq        @I64@ NOT NULL,
    account    TEXT NOT NULL,             -- expense, payable, delay_income, cash
    debit_won  @I64@ NOT NULL CHECK (debit_won >= 0),
    credit_won @I64@ NOT NULL CHECK (credit_won >= 0),
    PRIMARY KEY (posting_id, seq),
    CHECK ((debit_won = 0) <> (credit_won = 0))
) @STRICT@;
