-- What the public list comes to, by month and the supplier's district; in parts (institution_id % 16),
-- so that two institutions seldom wait for each other. Lines that were undone are counted as rows and
-- not in the sum. doctor compares it with the lines.
CREATE TABLE disclosure_sum (
    month         TEXT NOT NULL, -- of the contract, YYYY-MM
    part          @I64@ NOT NULL,
    district_code TEXT NOT NULL,
    row_count     @I64@ NOT NULL,
    price_won     @I64@ NOT NULL,
    PRIMARY KEY (month, part, district_code)
) @STRICT@;
INSERT INTO disclosure_sum (month, part, district_code, row_count, price_won)
SELECT SUBSTR(contracted_on, 1, 7), institution_id % 16, district_code, COUNT(*),
       CAST(SUM(CASE WHEN voided_on IS NULL THEN contract_won ELSE 0 END) AS BIGINT)
  FROM disclosure
 GROUP BY SUBSTR(contracted_on, 1, 7), institution_id % 16, district_code;

DROP INDEX disclosure_total;
