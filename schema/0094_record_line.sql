-- What a purchase counts for by its lines: certificates of products as of the contract date, and the tags derived
-- from them, each with its line. A tag of the record counts the lines that have it.

ALTER TABLE record_tag ADD COLUMN amount_won @I64@ CHECK (amount_won > 0); -- of those lines; NULL: the whole price, by what the firm is

CREATE TABLE record_line_tag (
    record_id        @I64@ NOT NULL REFERENCES purchase_record (id),
    contract_line_id @I64@ NOT NULL REFERENCES contract_line (id),
    tag              TEXT NOT NULL,
    number           TEXT NOT NULL,            -- of the certificate; empty for derived tags
    valid_from       TEXT,
    valid_until      TEXT,
    PRIMARY KEY (record_id, contract_line_id, tag)
) @STRICT@;
