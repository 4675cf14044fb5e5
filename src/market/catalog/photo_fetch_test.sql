-- What the tests of photos by addresses set.

-- name: photo_fetch_test_lose
-- Every job is given up.
UPDATE job SET state = 'dead' WHERE state = 'waiting';

-- name: photo_fetch_test_remove
-- Every picture is taken away.
UPDATE product_picture SET removed_at = added_at WHERE removed_at IS NULL;
