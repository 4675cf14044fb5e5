-- Sums over all institutions, so that the city's page adds up hundreds of rows instead of hundreds of
-- thousands; doctor compares them with record_sum. No index holds a sum, so a sum changes in place.

-- By month, object and tag, in parts (institution_id % 16): two institutions seldom wait for each other.
CREATE TABLE record_city_sum (
    fiscal_year  @I64@ NOT NULL,
    part         @I64@ NOT NULL,
    month        @I64@ NOT NULL CHECK (month BETWEEN 1 AND 12),
    object       TEXT NOT NULL,
    tag          TEXT NOT NULL,
    price_won    @I64@ NOT NULL,
    record_count @I64@ NOT NULL,
    PRIMARY KEY (fiscal_year, part, month, object, tag)
) @STRICT@;
INSERT INTO record_city_sum (fiscal_year, part, month, object, tag, price_won, record_count)
SELECT fiscal_year, institution_id % 16, month, object, tag, CAST(SUM(price_won) AS BIGINT), CAST(SUM(record_count) AS BIGINT)
  FROM record_sum
 GROUP BY fiscal_year, institution_id % 16, month, object, tag;

-- By institution and tag.
CREATE TABLE record_year_sum (
    fiscal_year    @I64@ NOT NULL,
    tag            TEXT NOT NULL,
    institution_id @I64@ NOT NULL REFERENCES institution (id),
    price_won      @I64@ NOT NULL,
    record_count   @I64@ NOT NULL,
    PRIMARY KEY (fiscal_year, tag, institution_id)
) @STRICT@;
INSERT INTO record_year_sum (fiscal_year, tag, institution_id, price_won, record_count)
SELECT fiscal_year, tag, institution_id, CAST(SUM(price_won) AS BIGINT), CAST(SUM(record_count) AS BIGINT)
  FROM record_sum
 GROUP BY fiscal_year, tag, institution_id;

DROP INDEX record_sum_month;
DROP INDEX record_sum_year;
