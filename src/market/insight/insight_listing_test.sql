-- What the tests of a firm's figures ask and do.

-- name: insight_listing_test_seen
-- How often an offer was looked at.
SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS count FROM offer_seen WHERE offer_id = :offer;

-- name: insight_listing_test_miss
-- Somebody looked in vain.
INSERT INTO search_miss (on_day, query, count) VALUES ('2026-11-20', :query, 3);
