-- Statements of the database's own tests.

-- name: test_fact_sum
-- Read, then write what depends on it: two such units collide.
SELECT COUNT(*) AS fact_count FROM site_fact;

-- name: test_fact_add
-- One more fact.
INSERT INTO site_fact (key, value) VALUES (:key, :value);
