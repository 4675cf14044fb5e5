-- Applying with consent, and why a role was given or ended.

-- A person asks for a firm or an institution to join; the newest counts. Only added to.
CREATE TABLE application (
    id              @ID@,
    account_id      @I64@ NOT NULL REFERENCES account (id),
    institution_id  @I64@ REFERENCES institution (id),
    supplier_id     @I64@ REFERENCES supplier (id),
    department_name TEXT NOT NULL DEFAULT '', -- where the person works at the institution
    file_id         @I64@ NOT NULL REFERENCES file (id), -- 사업자등록증, 고유번호증 or 공문
    terms_version   TEXT NOT NULL,        -- of the terms and the privacy notice consented to
    applied_at      @I64@ NOT NULL,
    CHECK ((institution_id IS NULL) <> (supplier_id IS NULL))
) @STRICT@;
CREATE INDEX application_supplier ON application (supplier_id, id) WHERE supplier_id IS NOT NULL;
CREATE INDEX application_institution ON application (institution_id, id) WHERE institution_id IS NOT NULL;
CREATE INDEX application_account ON application (account_id, id);

ALTER TABLE membership ADD COLUMN grant_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE membership ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE membership ADD COLUMN ended_at @I64@; -- µs UTC: when the last day was set

CREATE INDEX review_supplier ON review (supplier_id, id) WHERE supplier_id IS NOT NULL;
CREATE INDEX review_institution ON review (institution_id, id) WHERE institution_id IS NOT NULL;
CREATE INDEX institution_state ON institution (state, id);
CREATE INDEX certificate_state ON certificate (state, id);
