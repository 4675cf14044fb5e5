-- What was paid for an institution's records of a year, in the row of all of them (tag ''): its ratios read every record
-- of the year for it before. Added and taken away with the record, as the price.
ALTER TABLE record_year_sum ADD COLUMN paid_won @I64@ NOT NULL DEFAULT 0;
UPDATE record_year_sum
   SET paid_won = COALESCE((SELECT CAST(SUM(r.paid_won) AS BIGINT)
                              FROM purchase_record r
                             WHERE r.institution_id = record_year_sum.institution_id
                               AND r.fiscal_year = record_year_sum.fiscal_year AND r.voided_on IS NULL), 0)
 WHERE tag = '';
DROP INDEX purchase_record_paid;
