-- Certificates of products beside those of firms, and what a firm was told before one ends.

ALTER TABLE certificate ADD COLUMN product_id @I64@ REFERENCES product (id); -- of this product; none: of the firm, or of a number
ALTER TABLE certificate ADD COLUMN detail_no TEXT NOT NULL DEFAULT '';       -- of the firm's products of this 세부품명번호; empty: not
CREATE INDEX certificate_ending ON certificate (valid_until) WHERE state = 'verified';

-- A firm is told once at each stage.
CREATE TABLE certificate_notice (
    certificate_id @I64@ NOT NULL REFERENCES certificate (id),
    days_before    @I64@ NOT NULL CHECK (days_before > 0),
    told_at        @I64@ NOT NULL,
    PRIMARY KEY (certificate_id, days_before)
) @STRICT@;
