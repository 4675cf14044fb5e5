-- The claim in full: what is asked and granted, every proof, what was typed before claiming; and the
-- way from a ledger posting back to its claim.

-- Days that the supplier asks not to be counted; excused_days are those the accountant granted.
ALTER TABLE claim ADD COLUMN asked_days @I64@ NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN excuse_opinion TEXT NOT NULL DEFAULT '';
ALTER TABLE claim ADD COLUMN excused_by @I64@ REFERENCES account (id);
ALTER TABLE claim ADD COLUMN excused_at @I64@;               -- NULL: not decided
-- Cut below the unit that the treasury pays in: amount = net + delay + cut.
ALTER TABLE claim ADD COLUMN cut_won @I64@ NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN pay_article TEXT NOT NULL DEFAULT ''; -- that pay_by follows
ALTER TABLE claim ADD COLUMN returned_on TEXT;               -- the clock stands from this day on
CREATE INDEX claim_waiting ON claim (pay_by) WHERE state = 'claimed';

ALTER TABLE claim_proof ADD COLUMN seq @I64@ NOT NULL DEFAULT 0;  -- order on the checklist
ALTER TABLE claim_proof ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE claim_proof ADD COLUMN reason TEXT NOT NULL DEFAULT ''; -- why it is (not) required
ALTER TABLE claim_proof ADD COLUMN valid_until TEXT;         -- as printed, NULL: no term
ALTER TABLE claim_proof ADD COLUMN supply_won @I64@;         -- of an invoice, without VAT
ALTER TABLE claim_proof ADD COLUMN vat_won @I64@;
ALTER TABLE claim_proof ADD COLUMN by_inquiry @I64@ NOT NULL DEFAULT 0 CHECK (by_inquiry IN (0, 1)); -- the supplier agrees that the institution asks the issuer instead
ALTER TABLE claim_proof ADD COLUMN inquiry TEXT NOT NULL DEFAULT ''; -- what the issuer answered
CREATE INDEX claim_proof_reference ON claim_proof (reference) WHERE reference <> '';

-- What the supplier has typed, until it is claimed; kept, so that a returned claim begins with it.
CREATE TABLE claim_draft (
    contract_id   @I64@ PRIMARY KEY REFERENCES contract (id),
    asked_days    @I64@ NOT NULL,
    excuse_reason TEXT NOT NULL,
    bank_name     TEXT NOT NULL,        -- empty with the other two: the account of the profile
    bank_account  TEXT NOT NULL,        -- sealed
    bank_holder   TEXT NOT NULL,
    account_id    @I64@ NOT NULL REFERENCES account (id),
    saved_at      @I64@ NOT NULL
) @STRICT@;

CREATE TABLE claim_draft_proof (
    contract_id @I64@ NOT NULL REFERENCES claim_draft (contract_id),
    kind        TEXT NOT NULL,
    reference   TEXT NOT NULL,
    issued_on   TEXT,
    valid_until TEXT,
    supply_won  @I64@ NOT NULL,
    vat_won     @I64@ NOT NULL,
    by_inquiry  @I64@ NOT NULL CHECK (by_inquiry IN (0, 1)),
    file_id     @I64@ REFERENCES file (id),
    PRIMARY KEY (contract_id, kind)
) @STRICT@;

ALTER TABLE ledger_posting ADD COLUMN claim_id @I64@ REFERENCES claim (id);
CREATE INDEX ledger_posting_month ON ledger_posting (institution_id, posted_on, id);
CREATE INDEX payment_institution ON payment (institution_id, id);
