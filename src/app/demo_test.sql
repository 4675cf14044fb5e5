-- name: test_demo_counts
-- How large the demo city is.
SELECT (SELECT COUNT(*) FROM institution) AS institutions,
       (SELECT COUNT(*) FROM institution i WHERE i.state = 'active') AS joined,
       (SELECT COUNT(*) FROM supplier) AS suppliers,
       (SELECT COUNT(*) FROM supplier w WHERE w.state = 'applied') AS applicants,
       (SELECT COUNT(*) FROM institution i WHERE i.state = 'applied') AS applied_institutions,
       (SELECT COUNT(*) FROM certificate c WHERE c.state = 'unchecked') AS unchecked,
       (SELECT COUNT(*) FROM product) AS products,
       (SELECT COUNT(*) FROM offer WHERE state = 'active') AS offers,
       (SELECT COUNT(*) FROM product p WHERE p.is_demo = 0) +
       (SELECT COUNT(*) FROM offer o WHERE o.is_demo = 0) +
       (SELECT COUNT(*) FROM supplier s WHERE s.is_demo = 0) AS unmarked,
       (SELECT COUNT(*) FROM product p WHERE NOT EXISTS
         (SELECT 1 FROM product_attribute v WHERE v.product_id = p.id)) AS bare,
       (SELECT COUNT(*) FROM product p WHERE
         (SELECT COUNT(*) FROM offer o WHERE o.product_id = p.id) > 1) AS shared,
       (SELECT COUNT(*) FROM offer o JOIN product p ON p.id = o.product_id
          JOIN supplier s ON s.id = o.supplier_id
         WHERE o.own_production = 1 AND p.maker NOT IN ('', s.name)) AS strange_makers,
       (SELECT CAST(SUM(price_won) AS BIGINT) FROM offer) AS prices,
       (SELECT COUNT(DISTINCT regime) FROM institution i WHERE i.state = 'active') AS regimes;

-- name: test_demo_values
-- The values of the products whose title begins so.
SELECT p.title, a.name, a.kind, v.value, a.unit
  FROM product p
  JOIN product_attribute v ON v.product_id = p.id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE p.title LIKE :like ESCAPE '!'
 ORDER BY p.id, a.position;

-- name: test_demo_wrong_values
-- Values of a list that are none of its words, and numbers that are none.
SELECT COUNT(*) AS wrong
  FROM product_attribute v
  JOIN product p ON p.id = v.product_id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE (a.kind = 'enum' AND '|' || a.words || '|' NOT LIKE '%|' || v.value || '|%' ESCAPE '!')
    OR (a.kind = 'bool' AND v.value NOT IN ('예', '아니오'))
    OR (a.kind = 'number' AND v.value NOT BETWEEN '0' AND '9~');

-- name: test_demo_cases
-- Every case and who asked for it; a result is what came of it elsewhere.
SELECT p.no, p.institution_id, p.officer_id, p.state,
       (SELECT COUNT(*) FROM handover_result r WHERE r.purchase_id = p.id) AS results
  FROM purchase p
 ORDER BY p.id;

-- name: test_demo_life
-- How the trade of the city stands.
SELECT (SELECT COUNT(DISTINCT p.state) FROM purchase p) AS states,
       (SELECT COUNT(*) FROM purchase p WHERE p.state = 'paid') AS paid,
       (SELECT COUNT(*) FROM payment) AS payments,
       (SELECT COUNT(*) FROM contract c WHERE c.contracted_on IS NOT NULL) AS bound,
       (SELECT COUNT(*) FROM purchase_record) AS records,
       (SELECT COUNT(*) FROM disclosure) AS published,
       (SELECT COUNT(*) FROM contract c
          JOIN purchase p ON p.id = c.purchase_id AND p.state = 'contracted'
         WHERE c.ends_on < :today) AS late,
       (SELECT COUNT(*) FROM purchase p WHERE p.is_demo = 0) AS unmarked,
       (SELECT COUNT(*) FROM job j WHERE j.kind = 'notice.send' AND j.state <> 'done') AS outgoing;
