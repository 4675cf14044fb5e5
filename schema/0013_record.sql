-- The record by the supplier's district and what was taken back; how public texts are mended.

-- A contract that bound and was undone later: its record stays and counts no more from this day.
ALTER TABLE purchase_record ADD COLUMN voided_on TEXT;
CREATE INDEX purchase_record_on ON purchase_record (institution_id, fiscal_year, contracted_on, id);
CREATE INDEX record_sum_year ON record_sum (fiscal_year, tag, institution_id);

-- Sums of the records by the supplier's district on the contract date; doctor compares them.
CREATE TABLE record_district_sum (
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    fiscal_year    @I64@ NOT NULL,
    district_code  TEXT NOT NULL,
    price_won      @I64@ NOT NULL,
    record_count   @I64@ NOT NULL,
    PRIMARY KEY (institution_id, fiscal_year, district_code)
) @STRICT@;
CREATE INDEX record_district_sum_year ON record_district_sum (fiscal_year, district_code);

ALTER TABLE disclosure ADD COLUMN district_code TEXT NOT NULL DEFAULT ''; -- the supplier's
ALTER TABLE disclosure ADD COLUMN search_text TEXT NOT NULL DEFAULT '';   -- institution, title, firm: lower case, no blanks
ALTER TABLE disclosure ADD COLUMN voided_on TEXT;                         -- undone after it was published

-- The public wording an officer gave where the contract's own may not be published; the newest
-- counts, and none after publication.
CREATE TABLE disclosure_wording (
    id             @ID@,
    contract_id    @I64@ NOT NULL REFERENCES contract (id),
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    title          TEXT NOT NULL,
    ground         TEXT NOT NULL,
    reason         TEXT NOT NULL,
    site           TEXT NOT NULL,
    account_id     @I64@ NOT NULL REFERENCES account (id),
    written_at     @I64@ NOT NULL
) @STRICT@;
CREATE INDEX disclosure_wording_contract ON disclosure_wording (contract_id, id);

-- Contracts that wait for publication, and why.
CREATE TABLE disclosure_refusal (
    contract_id    @I64@ PRIMARY KEY REFERENCES contract (id),
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    codes          TEXT NOT NULL,         -- of the faults, parted by a blank
    refused_at     @I64@ NOT NULL
) @STRICT@;
CREATE INDEX disclosure_refusal_institution ON disclosure_refusal (institution_id, contract_id);
