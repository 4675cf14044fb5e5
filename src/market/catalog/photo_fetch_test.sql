-- What the tests of photos by addresses set.

-- name: photo_fetch_test_lose
-- Every job is given up.
UPDATE job SET state = 'dead' WHERE state = 'waiting';

-- name: photo_fetch_test_remove
-- Every picture is taken away.
UPDATE product_picture SET removed_at = added_at WHERE removed_at IS NULL;

-- name: photo_fetch_test_hosts
-- As many machines as may be approved, and all were taken back.
INSERT INTO photo_host (host, is_on, reason, changed_at)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
SELECT 'h' || CAST(i AS TEXT) || '.example.com', 0, '닫음', 0 FROM n;

-- name: photo_fetch_test_open
-- All but one are approved again.
UPDATE photo_host SET is_on = 1 WHERE host <> 'h1.example.com';
