-- What the tests of the set-up data count.

-- name: setup_test_counts
-- How much there is.
SELECT (SELECT COUNT(*) FROM category) AS categories,
       (SELECT COUNT(*) FROM institution) AS institutions,
       (SELECT COUNT(*) FROM institution WHERE state = 'listed') AS listed,
       (SELECT COUNT(*) FROM category WHERE level = 3 AND things = '') AS bare;
