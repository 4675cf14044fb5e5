-- What the test of looks reads.

-- name: seen_test_sum
-- How often an offer was looked at.
SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS count FROM offer_seen WHERE offer_id = :offer;

-- name: seen_test_written
-- Offers that were looked at, as they were written: no index holds the count.
SELECT offer_id, count FROM offer_seen;
