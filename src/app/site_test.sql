-- What the site's tests do to the installation.

-- name: site_test_demo_set
-- It carries demo data.
INSERT INTO site_fact (key, value) VALUES ('demo', 'small');

-- name: site_test_deeds
-- What deeds leave: lines of the chains, answers kept, jobs asked for.
SELECT (SELECT COUNT(*) FROM audit_entry) + (SELECT COUNT(*) FROM form_key)
       + (SELECT COUNT(*) FROM job) AS count;

-- name: site_test_demo_forget
-- It carries none.
DELETE FROM site_fact WHERE key = 'demo';
