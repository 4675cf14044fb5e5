-- What was brought of a line of a contract; sums of a year of all institutions, from an index alone.

CREATE INDEX delivery_line_of ON delivery_line (contract_line_id);

CREATE INDEX record_sum_month ON record_sum (fiscal_year, month, object, tag, price_won, record_count);
DROP INDEX record_sum_year;
CREATE INDEX record_sum_year ON record_sum (fiscal_year, tag, institution_id, price_won, record_count);
