-- name: test_catalog_counts
-- How much set-up data is there.
SELECT (SELECT COUNT(*) FROM region) AS regions, (SELECT COUNT(*) FROM category) AS categories,
       (SELECT COUNT(*) FROM attribute) AS attributes, (SELECT COUNT(*) FROM synonym) AS synonyms,
       (SELECT COUNT(*) FROM category WHERE level = 3 AND title_pattern = '') AS without_title;
