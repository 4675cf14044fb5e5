-- Statements of the database's own tests.

-- name: test_region_add
-- A row with text and a flag.
INSERT INTO region (code, level, name, full_name, parent_code, in_city)
VALUES (:code, 'dong', :name, :name, :parent, :in_city);

-- name: test_region_find
-- It again.
SELECT code, name, parent_code, in_city FROM region WHERE code = :code;

-- name: test_job_add
-- A row with an id of its own.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at)
VALUES (:kind, :object, '', 'waiting', :at, :at) RETURNING id;

-- name: test_job_find
-- It again.
SELECT kind, object_id, not_before, lease_until FROM job WHERE id = :id;

-- name: test_fact_sum
-- Read, then write what depends on it: two such units collide.
SELECT COUNT(*) AS fact_count FROM site_fact;

-- name: test_fact_add
-- One more fact.
INSERT INTO site_fact (key, value) VALUES (:key, :value);
