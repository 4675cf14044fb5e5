-- name: test_demo_counts
-- How large the demo city is.
SELECT (SELECT COUNT(*) FROM institution) AS institutions,
       (SELECT COUNT(*) FROM institution i WHERE i.state = 'active') AS joined,
       (SELECT COUNT(*) FROM supplier) AS suppliers,
       (SELECT COUNT(*) FROM offer) AS offers,
       (SELECT CAST(SUM(price_won) AS BIGINT) FROM offer) AS prices,
       (SELECT COUNT(DISTINCT regime) FROM institution i WHERE i.state = 'active') AS regimes;
