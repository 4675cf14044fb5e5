-- The certificates a contract counts by in ratios, as they were when both had signed: what is verified, revoked or
-- merged afterwards changes no figure, whenever the record is made. Contracts that have their record keep what it
-- counted; those that bind and have none yet get what is known now.

CREATE TABLE contract_certificate (
    id               @ID@,
    contract_id      @I64@ NOT NULL REFERENCES contract (id),
    contract_line_id @I64@ REFERENCES contract_line (id), -- that it was of; NULL: of the firm
    kind             TEXT NOT NULL,
    number           TEXT NOT NULL,
    valid_from       TEXT NOT NULL,
    valid_until      TEXT -- NULL: no term
) @STRICT@;
CREATE INDEX contract_certificate_contract ON contract_certificate (contract_id);

INSERT INTO contract_certificate (contract_id, kind, number, valid_from, valid_until)
SELECT y.contract_id, y.kind, y.number, y.valid_from, y.valid_until
  FROM (SELECT c.id AS contract_id, k.kind, k.number, k.valid_from, k.valid_until,
               ROW_NUMBER() OVER (PARTITION BY c.id, k.kind
                                  ORDER BY k.valid_until DESC NULLS FIRST, k.id) AS place
          FROM contract c
          JOIN certificate k ON k.supplier_id = c.supplier_id AND k.state || '' = 'verified'
         WHERE k.product_id IS NULL AND k.detail_no = '' AND k.valid_from <= c.contracted_on
           AND (k.valid_until IS NULL OR k.valid_until >= c.contracted_on)
           AND NOT EXISTS (SELECT 1 FROM purchase_record r WHERE r.contract_id = c.id)) y
 WHERE y.place = 1;

INSERT INTO contract_certificate (contract_id, contract_line_id, kind, number, valid_from, valid_until)
SELECT y.contract_id, y.line_id, y.kind, y.number, y.valid_from, y.valid_until
  FROM (SELECT c.id AS contract_id, l.id AS line_id, k.kind, k.number, k.valid_from, k.valid_until,
               ROW_NUMBER() OVER (PARTITION BY l.id, k.kind
                                  ORDER BY k.valid_until DESC NULLS FIRST, k.id) AS place
          FROM contract c
          JOIN contract_line l ON l.contract_id = c.id
          JOIN certificate k ON k.supplier_id = c.supplier_id AND k.state || '' = 'verified'
         WHERE k.valid_from <= c.contracted_on
           AND (k.valid_until IS NULL OR k.valid_until >= c.contracted_on)
           AND (k.product_id = l.product_id OR k.product_id = l.counted_product_id
                OR k.product_id IN (SELECT m.id FROM product m
                                     WHERE m.merged_into = l.counted_product_id)
                OR (k.product_id IS NULL AND k.detail_no <> '' AND k.detail_no = l.counted_no))
           AND NOT EXISTS (SELECT 1 FROM purchase_record r WHERE r.contract_id = c.id)) y
 WHERE y.place = 1;

-- @sqlite
CREATE TRIGGER contract_certificate_stays BEFORE UPDATE ON contract_certificate BEGIN
    SELECT RAISE(ABORT, 'contract_certificate: rows are only added');
END;
CREATE TRIGGER contract_certificate_is_kept BEFORE DELETE ON contract_certificate BEGIN
    SELECT RAISE(ABORT, 'contract_certificate: rows are only added');
END;
-- @postgres
CREATE TRIGGER contract_certificate_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON contract_certificate
    FOR EACH STATEMENT EXECUTE FUNCTION only_added();
-- @both
