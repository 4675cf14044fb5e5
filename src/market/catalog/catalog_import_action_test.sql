-- name: test_catalog_counts
-- How much set-up data is there.
SELECT (SELECT COUNT(*) FROM region) AS regions, (SELECT COUNT(*) FROM category) AS categories,
       (SELECT COUNT(*) FROM attribute WHERE part = '') AS attributes,
       (SELECT COUNT(*) FROM attribute WHERE part = 'price') AS price_lines,
       (SELECT COUNT(*) FROM service_question) AS questions, (SELECT COUNT(*) FROM synonym) AS synonyms,
       (SELECT COUNT(*) FROM category WHERE level = 3 AND title_pattern = '') AS without_title,
       (SELECT COUNT(*) FROM category WHERE delay_variant = 'transport' AND object = 'service'
               AND code IN ('smove.move.office', 'smove.move.freight')) AS transports,
       (SELECT COUNT(*) FROM category WHERE delay_variant <> '') AS rates;
