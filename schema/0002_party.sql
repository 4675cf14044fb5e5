-- Who buys, who sells, who works where; how they log in; what they are told.

CREATE TABLE institution (
    id            @ID@,
    no            @I64@ NOT NULL UNIQUE,
    code          TEXT UNIQUE,          -- of data/institutions.csv; NULL: signed up here
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,        -- city, district, education, school … as in the set-up data
    regime        TEXT NOT NULL CHECK (regime IN ('LOCAL', 'LOCAL_CORP', 'LOCAL_INVESTED', 'STATE', 'PUBCORP', 'PRIVATE_SCHOOL', 'OWN')),
    parent_id     @I64@ REFERENCES institution (id),
    business_no   TEXT,                 -- 고유번호, 10 digits; NULL in set-up data
    district_code TEXT,                 -- 법정동 code of the district
    address       TEXT NOT NULL DEFAULT '',
    phone         TEXT NOT NULL DEFAULT '',
    head_title    TEXT NOT NULL DEFAULT '', -- 구청장, 교장 … for papers
    state         TEXT NOT NULL CHECK (state IN ('listed', 'applied', 'returned', 'active', 'suspended')), -- listed: known, not joined
    is_demo       @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at    @I64@ NOT NULL,
    version       @I64@ NOT NULL DEFAULT 1
) @STRICT@;
CREATE INDEX institution_name ON institution (name);

CREATE TABLE department (
    id             @ID@,
    no             @I64@ NOT NULL UNIQUE,
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    name           TEXT NOT NULL,
    state          TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed')),
    version        @I64@ NOT NULL DEFAULT 1,
    UNIQUE (institution_id, name)
) @STRICT@;

CREATE TABLE supplier (
    id             @ID@,
    no             @I64@ NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    business_no    TEXT NOT NULL UNIQUE, -- 10 digits, check digit right
    corporate_no   TEXT,                 -- 13 digits; no check digit since 2025-01-31
    representative TEXT NOT NULL,
    is_corporation @I64@ NOT NULL DEFAULT 0 CHECK (is_corporation IN (0, 1)),
    business_type  TEXT NOT NULL DEFAULT '', -- 업태
    business_item  TEXT NOT NULL DEFAULT '', -- 종목
    district_code  TEXT NOT NULL,        -- 법정동 code of the district
    address        TEXT NOT NULL,
    phone          TEXT NOT NULL,
    email          TEXT NOT NULL DEFAULT '',
    introduction   TEXT NOT NULL DEFAULT '',
    opened_on      TEXT,                 -- 개업일
    bank_name      TEXT NOT NULL DEFAULT '',
    bank_account   TEXT NOT NULL DEFAULT '', -- sealed
    bank_holder    TEXT NOT NULL DEFAULT '',
    license_file_id @I64@ REFERENCES file (id), -- 사업자등록증
    state          TEXT NOT NULL CHECK (state IN ('applied', 'returned', 'active', 'suspended', 'closed')),
    sanctioned_until TEXT,               -- 부정당업자 제재: last day, NULL none
    is_demo        @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at     @I64@ NOT NULL,
    activated_at   @I64@,
    version        @I64@ NOT NULL DEFAULT 1
) @STRICT@;
CREATE INDEX supplier_state ON supplier (state, id);

-- A person. One person, one account.
CREATE TABLE account (
    id              @ID@,
    no              @I64@ NOT NULL UNIQUE,
    email           TEXT NOT NULL UNIQUE, -- log-in name, lower case
    name            TEXT NOT NULL,
    phone           TEXT NOT NULL DEFAULT '',
    password_hash   TEXT NOT NULL,        -- argon2id
    totp_secret     TEXT,                 -- sealed; NULL: no second factor yet
    totp_last_step  @I64@ NOT NULL DEFAULT 0, -- a code works once
    failed_count    @I64@ NOT NULL DEFAULT 0,
    failed_until    @I64@ NOT NULL DEFAULT 0, -- µs UTC: not before this is a next try answered
    state           TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
    is_demo         @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at      @I64@ NOT NULL,
    version         @I64@ NOT NULL DEFAULT 1
) @STRICT@;

-- A person's role at a party, from a day to a day. Rows are kept.
CREATE TABLE membership (
    id             @ID@,
    no             @I64@ NOT NULL UNIQUE,
    account_id     @I64@ NOT NULL REFERENCES account (id),
    institution_id @I64@ REFERENCES institution (id),
    supplier_id    @I64@ REFERENCES supplier (id),
    department_id  @I64@ REFERENCES department (id),
    role           TEXT NOT NULL CHECK (role IN ('officer', 'approver', 'inspector', 'accountant', 'admin', 'owner', 'staff', 'operator')),
    title          TEXT NOT NULL DEFAULT '', -- 주무관, 과장 …
    first_day      TEXT NOT NULL,
    last_day       TEXT,                  -- NULL: open
    granted_by     @I64@ REFERENCES account (id),
    granted_at     @I64@ NOT NULL,
    ended_by       @I64@ REFERENCES account (id),
    CHECK (institution_id IS NULL OR supplier_id IS NULL)
) @STRICT@;
CREATE INDEX membership_account ON membership (account_id);
CREATE INDEX membership_institution ON membership (institution_id) WHERE institution_id IS NOT NULL;
CREATE INDEX membership_supplier ON membership (supplier_id) WHERE supplier_id IS NOT NULL;

CREATE TABLE session (
    id             @ID@,
    token_hash     TEXT NOT NULL UNIQUE,  -- SHA-256 of the cookie; the cookie itself is nowhere
    account_id     @I64@ NOT NULL REFERENCES account (id),
    institution_id @I64@ REFERENCES institution (id), -- the party acted for
    supplier_id    @I64@ REFERENCES supplier (id),
    csrf           TEXT NOT NULL,
    address        TEXT NOT NULL,
    created_at     @I64@ NOT NULL,
    used_at        @I64@ NOT NULL,
    confirmed_at   @I64@ NOT NULL DEFAULT 0,
    idle_s         @I64@ NOT NULL,        -- seconds without use before it ends
    ended_at       @I64@
) @STRICT@;
CREATE INDEX session_account ON session (account_id);

-- Log-in attempts by address: a bucket against spraying.
CREATE TABLE login_bucket (
    address    TEXT PRIMARY KEY,
    count      @I64@ NOT NULL,
    started_at @I64@ NOT NULL
) @STRICT@;

-- Single use, short lived, hashed.
CREATE TABLE recovery_code (
    id         @ID@,
    account_id @I64@ NOT NULL REFERENCES account (id),
    code_hash  TEXT NOT NULL,
    expires_at @I64@ NOT NULL,
    tries      @I64@ NOT NULL DEFAULT 0,
    used_at    @I64@,
    created_at @I64@ NOT NULL
) @STRICT@;
CREATE INDEX recovery_account ON recovery_code (account_id);

-- What the operator decided about a sign-up, with the reason. Only added to.
CREATE TABLE review (
    id             @ID@,
    institution_id @I64@ REFERENCES institution (id),
    supplier_id    @I64@ REFERENCES supplier (id),
    decision       TEXT NOT NULL CHECK (decision IN ('approved', 'returned', 'suspended', 'restored')),
    reason         TEXT NOT NULL,
    account_id     @I64@ NOT NULL REFERENCES account (id),
    decided_at     @I64@ NOT NULL
) @STRICT@;

-- 확인서·인증서 of a supplier (product_id NULL) or of one of its products.
CREATE TABLE certificate (
    id            @ID@,
    no            @I64@ NOT NULL UNIQUE,
    supplier_id   @I64@ NOT NULL REFERENCES supplier (id),
    kind          TEXT NOT NULL,          -- tag of the law: women, disabled, social_enterprise …
    number        TEXT NOT NULL,          -- as printed, ≤ 40
    issuer        TEXT NOT NULL,
    valid_from    TEXT NOT NULL,
    valid_until   TEXT,                   -- NULL: no term
    vulnerable_bp @I64@,                  -- 취약계층 고용비율 in 1/100 %; for K-08
    file_id       @I64@ REFERENCES file (id), -- evidence
    state         TEXT NOT NULL CHECK (state IN ('unchecked', 'verified', 'refused', 'revoked')),
    reason        TEXT NOT NULL DEFAULT '',
    checked_by    @I64@ REFERENCES account (id),
    checked_at    @I64@,
    is_demo       @I64@ NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
    created_at    @I64@ NOT NULL,
    version       @I64@ NOT NULL DEFAULT 1
) @STRICT@;
CREATE INDEX certificate_supplier ON certificate (supplier_id, kind);
CREATE INDEX certificate_waiting ON certificate (created_at) WHERE state = 'unchecked';

-- The inbox.
CREATE TABLE notice (
    id         @ID@,
    no         @I64@ NOT NULL UNIQUE,
    account_id @I64@ NOT NULL REFERENCES account (id),
    kind       TEXT NOT NULL,             -- quote.asked
    title      TEXT NOT NULL,
    text       TEXT NOT NULL,
    path       TEXT NOT NULL,             -- where it leads
    created_at @I64@ NOT NULL,
    read_at    @I64@
) @STRICT@;
CREATE INDEX notice_account ON notice (account_id, id);
CREATE INDEX notice_unread ON notice (account_id) WHERE read_at IS NULL;

-- What the message dealer was asked to carry: intent and outcome.
CREATE TABLE message (
    id         @ID@,
    notice_id  @I64@ REFERENCES notice (id), -- NULL: a code that stands in no inbox
    account_id @I64@ NOT NULL REFERENCES account (id),
    channel    TEXT NOT NULL CHECK (channel IN ('talk', 'sms')),
    template   TEXT NOT NULL,
    text       TEXT NOT NULL,
    key        TEXT NOT NULL UNIQUE,      -- idempotency key at the dealer
    state      TEXT NOT NULL CHECK (state IN ('intended', 'accepted', 'refused', 'unknown')),
    dealer_id  TEXT NOT NULL DEFAULT '',
    created_at @I64@ NOT NULL,
    settled_at @I64@
) @STRICT@;

-- Facts of the installation: demo, when and with which seed.
CREATE TABLE site_fact (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) @STRICT@;
