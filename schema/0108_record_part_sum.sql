-- What an institution's year comes to by tag and object, so that its page reads a row for each and not one for
-- each month besides; doctor compares them with record_sum. What was paid for a year, and the districts of a city,
-- each from an index.

CREATE TABLE record_part_sum (
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    fiscal_year    @I64@ NOT NULL,
    tag            TEXT NOT NULL,
    object         TEXT NOT NULL,
    price_won      @I64@ NOT NULL,
    record_count   @I64@ NOT NULL,
    PRIMARY KEY (institution_id, fiscal_year, tag, object)
) @STRICT@;
INSERT INTO record_part_sum (institution_id, fiscal_year, tag, object, price_won, record_count)
SELECT institution_id, fiscal_year, tag, object, CAST(SUM(price_won) AS BIGINT), CAST(SUM(record_count) AS BIGINT)
  FROM record_sum
 GROUP BY institution_id, fiscal_year, tag, object;

CREATE INDEX purchase_record_paid ON purchase_record (institution_id, fiscal_year, paid_won) WHERE voided_on IS NULL;
CREATE INDEX region_level ON region (level, code);
