-- What was bought from whom: the record, its sums, the public list; and rule rows of operators.

CREATE TABLE purchase_record (
    id             @ID@,
    contract_id    @I64@ NOT NULL UNIQUE REFERENCES contract (id),
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    department_id  @I64@ NOT NULL REFERENCES department (id),
    supplier_id    @I64@ NOT NULL REFERENCES supplier (id),
    fiscal_year    @I64@ NOT NULL,
    contracted_on  TEXT NOT NULL,
    object         TEXT NOT NULL CHECK (object IN ('goods', 'service', 'works')),
    category_code  TEXT NOT NULL,         -- of the largest line
    title          TEXT NOT NULL,
    price_won      @I64@ NOT NULL,        -- contract price, VAT included
    supply_won     @I64@ NOT NULL,
    paid_won       @I64@ NOT NULL DEFAULT 0,
    district_code  TEXT NOT NULL,         -- the supplier's on the contract date
    channel        TEXT NOT NULL CHECK (channel IN ('platform', 'designated')),
    recorded_at    @I64@ NOT NULL
) @STRICT@;
CREATE INDEX purchase_record_year ON purchase_record (institution_id, fiscal_year, id);

-- Certificates as of the contract date, and the tags derived from them (sme, local …).
CREATE TABLE record_tag (
    record_id   @I64@ NOT NULL REFERENCES purchase_record (id),
    tag         TEXT NOT NULL,
    number      TEXT NOT NULL,            -- of the certificate; empty for derived tags
    valid_from  TEXT,
    valid_until TEXT,
    PRIMARY KEY (record_id, tag)
) @STRICT@;

-- Sums of the records by month, object and tag ('' is the whole); doctor compares them.
CREATE TABLE record_sum (
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    fiscal_year    @I64@ NOT NULL,
    month          @I64@ NOT NULL CHECK (month BETWEEN 1 AND 12),
    object         TEXT NOT NULL,
    tag            TEXT NOT NULL,
    price_won      @I64@ NOT NULL,
    record_count   @I64@ NOT NULL,
    PRIMARY KEY (institution_id, fiscal_year, month, object, tag)
) @STRICT@;

-- An institution's own target where the law leaves it to them or they aim higher.
CREATE TABLE record_target (
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    fiscal_year    @I64@ NOT NULL,
    tag            TEXT NOT NULL,
    target_bp      @I64@ NOT NULL CHECK (target_bp BETWEEN 0 AND 10000),
    account_id     @I64@ NOT NULL REFERENCES account (id),
    set_at         @I64@ NOT NULL,
    PRIMARY KEY (institution_id, fiscal_year, tag, set_at)
) @STRICT@;

-- 수의계약 공개내역: fields of rule D-05. Kept at least five years from completion.
CREATE TABLE disclosure (
    id               @ID@,
    no               @I64@ NOT NULL UNIQUE,
    contract_id      @I64@ NOT NULL UNIQUE REFERENCES contract (id),
    institution_id   @I64@ NOT NULL REFERENCES institution (id),
    institution_name TEXT NOT NULL,
    department_name  TEXT NOT NULL,
    title            TEXT NOT NULL CHECK (title <> ''),
    object           TEXT NOT NULL,
    contracted_on    TEXT NOT NULL,
    starts_on        TEXT NOT NULL,
    ends_on          TEXT NOT NULL,
    estimated_won    @I64@ NOT NULL CHECK (estimated_won > 0), -- (A) 예정가격 or 추정금액
    contract_won     @I64@ NOT NULL CHECK (contract_won > 0),  -- (B)
    rate_bp          @I64@ NOT NULL,      -- B/A in 1/100 %
    supplier_name    TEXT NOT NULL CHECK (supplier_name <> ''),
    representative   TEXT NOT NULL,
    address          TEXT NOT NULL,
    ground           TEXT NOT NULL CHECK (ground <> ''),
    reason           TEXT NOT NULL CHECK (reason <> ''),
    site             TEXT NOT NULL,
    remarks          TEXT NOT NULL,
    completed_on     TEXT,                -- inspection passed
    paid_on          TEXT,
    paid_won         @I64@ NOT NULL DEFAULT 0,
    keep_until       TEXT,                -- set at completion
    is_demo          @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    published_at     @I64@ NOT NULL
) @STRICT@;
CREATE INDEX disclosure_on ON disclosure (contracted_on, id);
CREATE INDEX disclosure_institution ON disclosure (institution_id, contracted_on, id);

-- Rule rows added by operators, two pairs of eyes each; as a line of the pack they join.
CREATE TABLE rule_row (
    id          @ID@,
    pack        TEXT NOT NULL,            -- kr/thresholds
    row_text    TEXT NOT NULL,            -- a CSV line
    proposed_by @I64@ NOT NULL REFERENCES account (id),
    proposed_at @I64@ NOT NULL,
    reason      TEXT NOT NULL,
    approved_by @I64@ REFERENCES account (id),
    approved_at @I64@,
    CHECK (approved_by IS NULL OR approved_by <> proposed_by)
) @STRICT@;
