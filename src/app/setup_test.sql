-- What the tests of the set-up data count.

-- name: setup_test_counts
-- How much there is.
SELECT (SELECT COUNT(*) FROM category) AS categories,
       (SELECT COUNT(*) FROM institution) AS institutions,
       (SELECT COUNT(*) FROM institution WHERE state = 'listed') AS listed,
       (SELECT COUNT(*)
          FROM category c
          LEFT JOIN category_things h ON h.category_code = c.code
         WHERE c.level = 3 AND COALESCE(h.things, '') = '') AS bare;
