-- The months of an institution's year, without the tags beside them, as its ratios are drawn. It holds no sum, so
-- that a sum changes in place.
CREATE INDEX record_sum_all ON record_sum (institution_id, fiscal_year, month, object) WHERE tag = '';
