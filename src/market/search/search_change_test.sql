-- More changes than a scene makes.

-- name: search_change_test_unknown
-- So many offers changed that nobody has, their numbers below all others.
INSERT INTO search_change (offer_id)
WITH RECURSIVE turn (n) AS (
    SELECT CAST(1 AS BIGINT) UNION ALL SELECT t.n + 1 FROM turn t WHERE t.n < :count)
SELECT -t.n FROM turn t;
