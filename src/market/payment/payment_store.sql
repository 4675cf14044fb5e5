-- Payments, and the lists of claims on both desks.

-- name: payment_add
-- A transfer of the treasury; a reference pays once in an institution.
INSERT INTO payment (no, claim_id, institution_id, paid_won, late_days, paid_on, reference,
                     account_id, noted_at)
VALUES (:no, :claim, :institution, :paid_won, :late_days, :paid_on, :reference, :account, :now)
RETURNING id;

-- name: payment_find
-- The payment of a claim.
SELECT p.id, p.no, p.institution_id, p.paid_won, p.late_days, p.paid_on, p.reference,
       a.name AS paid_by, p.noted_at
  FROM payment p
  JOIN account a ON a.id = p.account_id
 WHERE p.claim_id = :claim;

-- name: payment_reference_used
-- Has a payment of the institution this reference?
SELECT id FROM payment WHERE institution_id = :institution AND reference = :reference;

-- name: payment_list_waiting
-- Claims that wait for their money, the nearest term first, going on below `before`. A contract is claimed
-- as long as a claim of it waits, and few are: their claims are found by the index of states of either side,
-- and what a page shows of each is read of those it shows.
SELECT c.no, k.number, k.title, i.name AS institution_name, s.name AS supplier_name, c.net_won,
       c.delay_won, c.claimed_on, c.pay_by, c.state, c.returned_on, NULL AS paid_on, 0 AS late_days
  FROM (SELECT x.id
          FROM contract o CROSS JOIN claim x
         WHERE ((o.institution_id = :institution AND o.state = 'claimed')
                OR (o.supplier_id = :supplier AND o.state = 'claimed'))
           AND x.contract_id = o.id AND x.state = 'claimed'
           AND (CAST(:before AS BIGINT) IS NULL
                OR (x.pay_by, x.id) > (SELECT b.pay_by, b.id
                                         FROM claim b
                                         JOIN contract n ON n.id = b.contract_id
                                        WHERE b.no = :before
                                          AND (n.institution_id = :institution
                                               OR n.supplier_id = :supplier)))
         ORDER BY x.pay_by, x.id
         LIMIT :count) own
  JOIN claim c ON c.id = own.id
  JOIN contract k ON k.id = c.contract_id
  JOIN institution i ON i.id = k.institution_id
  JOIN supplier s ON s.id = k.supplier_id
 ORDER BY c.pay_by, c.id;

-- name: payment_list_over
-- Claims that were paid or sent back, the newest first, going on below `before`. Their ids are found first,
-- the contracts of either side in an index alone: what a page shows of each is read of those it shows.
-- `top` is what the ids stay below. The state is cast: SQLite plans a statement anew each time when what is
-- bound could prove an index that holds one state alone.
WITH top AS (
    SELECT CASE WHEN CAST(:before AS BIGINT) IS NULL THEN 9223372036854775807
                ELSE (SELECT b.id FROM claim b JOIN contract n ON n.id = b.contract_id
                       WHERE b.no = :before
                         AND (n.institution_id = :institution OR n.supplier_id = :supplier))
           END AS id)
SELECT c.no, k.number, k.title, i.name AS institution_name, s.name AS supplier_name, c.net_won,
       c.delay_won, c.claimed_on, c.pay_by, c.state, c.returned_on, p.paid_on,
       COALESCE(p.late_days, 0) AS late_days
  FROM (SELECT y.id AS id
          FROM (SELECT x.id
                  FROM contract o CROSS JOIN claim x
                 WHERE o.institution_id = :institution AND x.contract_id = o.id
                   AND x.state = CAST(:state AS TEXT)
                   AND x.id < (SELECT t.id FROM top t)
                 ORDER BY x.id DESC
                 LIMIT :count) y
        UNION ALL
        SELECT z.id
          FROM (SELECT x.id
                  FROM contract o CROSS JOIN claim x
                 WHERE o.supplier_id = :supplier AND x.contract_id = o.id
                   AND x.state = CAST(:state AS TEXT)
                   AND x.id < (SELECT t.id FROM top t)
                 ORDER BY x.id DESC
                 LIMIT :count) z
         ORDER BY id DESC
         LIMIT :count) own
  JOIN claim c ON c.id = own.id
  JOIN contract k ON k.id = c.contract_id
  JOIN institution i ON i.id = k.institution_id
  JOIN supplier s ON s.id = k.supplier_id
  LEFT JOIN payment p ON p.claim_id = c.id
 ORDER BY c.id DESC;

-- name: payment_list_over @postgres
-- The same, for a planner that itself walks down the claims until a page is full, or joins the contracts
-- of a party, as there are more or less of them.
SELECT c.no, k.number, k.title, i.name AS institution_name, s.name AS supplier_name, c.net_won,
       c.delay_won, c.claimed_on, c.pay_by, c.state, c.returned_on, p.paid_on,
       COALESCE(p.late_days, 0) AS late_days
  FROM claim c
  JOIN contract k ON k.id = c.contract_id
  JOIN institution i ON i.id = k.institution_id
  JOIN supplier s ON s.id = k.supplier_id
  LEFT JOIN payment p ON p.claim_id = c.id
 WHERE c.state = :state AND (k.institution_id = :institution OR k.supplier_id = :supplier)
   AND (CAST(:before AS BIGINT) IS NULL
        OR c.id < (SELECT b.id
                     FROM claim b
                     JOIN contract n ON n.id = b.contract_id
                    WHERE b.no = :before
                      AND (n.institution_id = :institution OR n.supplier_id = :supplier)))
 ORDER BY c.id DESC
 LIMIT :count;

-- name: payment_count
-- The figures at the top of both desks; the contracts of either side are found in an index alone.
SELECT COUNT(CASE WHEN c.state = 'claimed' THEN 1 END) AS waiting_count,
       CAST(COALESCE(SUM(CASE WHEN c.state = 'claimed' THEN c.net_won END), 0) AS BIGINT)
           AS waiting_won,
       COUNT(CASE WHEN c.state = 'claimed' AND c.pay_by = :today THEN 1 END) AS today_count,
       COUNT(CASE WHEN c.state = 'claimed' AND c.pay_by < :today THEN 1 END) AS late_count,
       COUNT(CASE WHEN c.state = 'returned' THEN 1 END) AS returned_count,
       COUNT(p.id) AS paid_count,
       COUNT(CASE WHEN p.paid_on >= :month THEN 1 END) AS month_count,
       CAST(COALESCE(SUM(CASE WHEN p.paid_on >= :month THEN p.paid_won END), 0) AS BIGINT)
           AS month_won
  FROM (SELECT m.id FROM contract m WHERE m.institution_id = :institution
        UNION ALL
        SELECT m.id FROM contract m WHERE m.supplier_id = :supplier) k
 CROSS JOIN claim c
  LEFT JOIN payment p ON p.claim_id = c.id
 WHERE c.contract_id = k.id;

-- name: payment_count @postgres
-- The same, joined as its planner likes.
SELECT COUNT(CASE WHEN c.state = 'claimed' THEN 1 END) AS waiting_count,
       CAST(COALESCE(SUM(CASE WHEN c.state = 'claimed' THEN c.net_won END), 0) AS BIGINT)
           AS waiting_won,
       COUNT(CASE WHEN c.state = 'claimed' AND c.pay_by = :today THEN 1 END) AS today_count,
       COUNT(CASE WHEN c.state = 'claimed' AND c.pay_by < :today THEN 1 END) AS late_count,
       COUNT(CASE WHEN c.state = 'returned' THEN 1 END) AS returned_count,
       COUNT(p.id) AS paid_count,
       COUNT(CASE WHEN p.paid_on >= :month THEN 1 END) AS month_count,
       CAST(COALESCE(SUM(CASE WHEN p.paid_on >= :month THEN p.paid_won END), 0) AS BIGINT)
           AS month_won
  FROM claim c
  JOIN contract k ON k.id = c.contract_id
  LEFT JOIN payment p ON p.claim_id = c.id
 WHERE k.institution_id = :institution OR k.supplier_id = :supplier;

-- name: payment_list_claimable
-- Contracts of a supplier whose money can be claimed.
SELECT k.no, k.number, k.title, i.name AS institution_name, k.price_won, k.moved_at
  FROM contract k
  JOIN institution i ON i.id = k.institution_id
 WHERE k.supplier_id = :supplier AND k.state = 'accepted'
 ORDER BY k.moved_at, k.id
 LIMIT 50;
