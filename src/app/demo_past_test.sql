-- name: test_past_counts
-- How the trade of a city with a past stands. The past is written first, without
-- tasks.
SELECT (SELECT COUNT(*) FROM purchase p WHERE p.state = 'paid') AS past,
       (SELECT COUNT(DISTINCT SUBSTR(p.requested_on, 1, 7)) FROM purchase p
         WHERE p.state = 'paid' AND p.requested_on >= :from AND p.requested_on < :until) AS months,
       (SELECT COUNT(DISTINCT p.institution_id) FROM purchase p) AS buyers,
       (SELECT COUNT(DISTINCT p.department_id) FROM purchase p) AS departments,
       (SELECT COUNT(DISTINCT p.object) FROM purchase p) AS objects,
       (SELECT COUNT(DISTINCT p.path) FROM purchase p WHERE p.state = 'paid') AS paths,
       (SELECT COUNT(*) FROM claim k WHERE k.delay_won > 0) AS late,
       (SELECT COUNT(*) FROM contract_line) AS lines,
       (SELECT COUNT(*) FROM contract c WHERE c.contracted_on IS NOT NULL) AS bound,
       (SELECT COUNT(*) FROM purchase_record) AS records,
       (SELECT COUNT(*) FROM disclosure) AS published,
       (SELECT CAST(SUM(s.record_count) AS BIGINT) FROM record_sum s WHERE s.tag = '') AS summed,
       (SELECT CAST(SUM(b.contract_count) AS BIGINT) FROM product_buyer b) AS bought,
       (SELECT COUNT(*) FROM (SELECT DISTINCT l.contract_id, l.product_id
                                FROM contract_line l
                                JOIN contract c ON c.id = l.contract_id
                               WHERE c.contracted_on IS NOT NULL) n) AS counted,
       (SELECT CAST(SUM(n.last_number) AS BIGINT) FROM contract_counter n) AS numbers,
       (SELECT COUNT(*) FROM contract) AS drawn,
       (SELECT COUNT(DISTINCT p.state) FROM purchase p) AS states,
       (SELECT COUNT(*) FROM purchase p WHERE p.is_demo = 0) AS unmarked,
       (SELECT COUNT(*) FROM payment m JOIN purchase_event e ON e.at > m.noted_at
          JOIN claim k ON k.id = m.claim_id JOIN contract c ON c.id = k.contract_id
         WHERE e.purchase_id = c.purchase_id) AS future,
       (SELECT COUNT(*) FROM audit_entry a JOIN audit_entry b ON b.lane = a.lane AND b.seq = a.seq + 1
         WHERE b.at < a.at AND b.id < (SELECT MIN(n.id) FROM audit_entry n
                                        WHERE n.object = 'purchase' AND n.object_id >
                                          (SELECT MIN(t.purchase_id) - 1 FROM todo t))) AS disorder,
       (SELECT CAST(SUM(p.price_won) AS BIGINT) FROM purchase p
         WHERE p.id < (SELECT MIN(t.purchase_id) FROM todo t)) AS past_won;

-- name: test_past_titles
-- How many things there are, and how many names.
SELECT (SELECT COUNT(*) FROM product) AS products,
       (SELECT COUNT(DISTINCT p.title) FROM product p) AS titles,
       (SELECT COUNT(*) FROM supplier) AS firms,
       (SELECT COUNT(DISTINCT s.name) FROM supplier s) AS firm_names;
