-- What institutions looked for in vain and ask firms for.

-- name: wanted_add
-- One more, unless the institution asked for many since a moment.
INSERT INTO wanted (no, institution_id, account_id, title, need, quantity, unit, needed_by, budget_won,
                    category_code, family_code, state, is_demo, created_at)
SELECT :no, :institution, :account, :title, :need, :quantity, :unit, :needed_by, :budget,
       NULLIF(CAST(:category AS TEXT), ''),
       (SELECT CASE WHEN c.level = 3 THEN c.parent_code ELSE c.code END FROM category c
         WHERE c.code = :category),
       'open', :is_demo, :now
  FROM (SELECT COUNT(*) AS asked FROM wanted w
         WHERE w.institution_id = :institution AND w.created_at > :since) x
 WHERE x.asked < :most
RETURNING id;

-- name: wanted_of_institution
-- An institution's own, the newest first, going on below `before`.
SELECT w.id, w.no, w.institution_id, i.name AS institution_name, w.account_id, w.title, w.need, w.quantity,
       w.unit, w.needed_by, w.budget_won, COALESCE(w.category_code, '') AS category_code,
       COALESCE(c.name, '') AS category_name, w.state, w.answer_count, w.created_at, 0 AS is_ours
  FROM wanted w
  JOIN institution i ON i.id = w.institution_id
  LEFT JOIN category c ON c.code = w.category_code
 WHERE w.institution_id = :institution
   AND (CAST(:before AS BIGINT) IS NULL OR w.id < (SELECT b.id FROM wanted b WHERE b.no = :before))
 ORDER BY w.id DESC
 LIMIT :count;

-- name: wanted_find_own
-- One of an institution's.
SELECT w.id, w.no, w.institution_id, i.name AS institution_name, w.account_id, w.title, w.need, w.quantity,
       w.unit, w.needed_by, w.budget_won, COALESCE(w.category_code, '') AS category_code,
       COALESCE(c.name, '') AS category_name, w.state, w.answer_count, w.created_at, 0 AS is_ours
  FROM wanted w
  JOIN institution i ON i.id = w.institution_id
  LEFT JOIN category c ON c.code = w.category_code
 WHERE w.institution_id = :institution AND w.no = :no;

-- name: wanted_for_supplier
-- What a firm may answer, the newest first, going on below `before`; of kinds it sells, or all.
WITH sold (family_code) AS (
    SELECT CASE WHEN k.level = 3 THEN k.parent_code ELSE k.code END
      FROM offer o
      JOIN product p ON p.id = o.product_id
      JOIN category k ON k.code = p.category_code
     WHERE o.supplier_id = :supplier AND o.state <> 'ended')
SELECT w.id, w.no, w.institution_id, i.name AS institution_name, w.account_id, w.title, w.need, w.quantity,
       w.unit, w.needed_by, w.budget_won, COALESCE(w.category_code, '') AS category_code,
       COALESCE(c.name, '') AS category_name, w.state, w.answer_count, w.created_at,
       CASE WHEN w.family_code IN (SELECT s.family_code FROM sold s) THEN 1 ELSE 0 END AS is_ours
  FROM wanted w
  JOIN institution i ON i.id = w.institution_id
  LEFT JOIN category c ON c.code = w.category_code
 WHERE w.state IN ('open', 'answered') AND w.needed_by > :today
   AND (CAST(:before AS BIGINT) IS NULL OR w.id < (SELECT b.id FROM wanted b WHERE b.no = :before))
   AND (:all = 1 OR w.family_code IN (SELECT s.family_code FROM sold s))
 ORDER BY w.id DESC
 LIMIT :count;

-- name: wanted_find_any
-- One a firm may answer, or has answered.
SELECT w.id, w.no, w.institution_id, i.name AS institution_name, w.account_id, w.title, w.need, w.quantity,
       w.unit, w.needed_by, w.budget_won, COALESCE(w.category_code, '') AS category_code,
       COALESCE(c.name, '') AS category_name, w.state, w.answer_count, w.created_at, 0 AS is_ours
  FROM wanted w
  JOIN institution i ON i.id = w.institution_id
  LEFT JOIN category c ON c.code = w.category_code
 WHERE w.no = :no
   AND (w.state IN ('open', 'answered')
        OR EXISTS (SELECT 1 FROM wanted_answer a
                    WHERE a.wanted_id = w.id AND a.supplier_id = :supplier));

-- name: wanted_answers
-- The answers to one, of one firm or (no firm given) of all, at the price of then: of the offer's revision of
-- that moment.
SELECT p.no AS product_no, p.title, s.no AS supplier_no, s.name AS supplier_name,
       COALESCE(r.price_won, o.price_won) AS price_won, COALESCE(r.unit, o.unit) AS unit,
       o.price_won AS now_won, o.unit AS now_unit, a.said, CASE WHEN o.state = 'active' AND s.state = 'active' THEN 1 ELSE 0 END AS is_for_sale,
       a.answered_at
  FROM wanted_answer a
  JOIN offer o ON o.id = a.offer_id
  LEFT JOIN offer_revision r
    ON r.offer_id = a.offer_id
   AND r.revision = (SELECT MAX(x.revision) FROM offer_revision x
                      WHERE x.offer_id = a.offer_id AND x.made_at <= a.answered_at)
  JOIN product p ON p.id = o.product_id
  JOIN supplier s ON s.id = a.supplier_id
 WHERE a.wanted_id = :wanted AND (CAST(:supplier AS BIGINT) IS NULL OR a.supplier_id = :supplier)
 ORDER BY a.id
 LIMIT :count;

-- name: wanted_answer_add
-- One more answer, with something the firm sells now, while there is room for it.
INSERT INTO wanted_answer (wanted_id, offer_id, supplier_id, account_id, said, answered_at)
SELECT :wanted, :offer, :supplier, :account, :said, :now
  FROM (SELECT COUNT(*) AS given,
               CAST(COALESCE(SUM(CASE WHEN a.supplier_id = :supplier THEN 1 ELSE 0 END), 0) AS BIGINT) AS of_firm
          FROM wanted_answer a
         WHERE a.wanted_id = :wanted) x
 WHERE x.given < :most AND x.of_firm < :most_of_firm;

-- name: wanted_answer_same
-- Was this named before?
SELECT COUNT(*) AS count FROM wanted_answer WHERE wanted_id = :wanted AND offer_id = :offer;

-- name: wanted_answered
-- It has an answer more, if it is still open.
UPDATE wanted SET state = 'answered', answer_count = answer_count + 1
 WHERE id = :id AND state IN ('open', 'answered');

-- name: wanted_offer
-- Something a firm sells now.
SELECT o.id, p.no AS product_no, p.title, o.price_won, o.unit, s.name AS supplier_name
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
 WHERE o.no = :no AND o.supplier_id = :supplier AND o.state = 'active';

-- name: wanted_offers
-- What a firm sells now that may be an answer: of the same kind first, then the newest.
SELECT o.no, p.title, o.price_won, o.unit
  FROM wanted w
  JOIN offer o ON o.supplier_id = :supplier AND o.state = 'active'
  JOIN product p ON p.id = o.product_id
  JOIN category k ON k.code = p.category_code
 WHERE w.id = :wanted
 ORDER BY CASE WHEN w.family_code IN (k.code, k.parent_code) THEN 0 ELSE 1 END, o.id DESC
 LIMIT :count;

-- name: wanted_close
-- The institution wants no more answers.
UPDATE wanted SET state = 'closed', ended_at = :now
 WHERE institution_id = :institution AND no = :no AND state IN ('open', 'answered');

-- name: wanted_firms
-- Firms that sell things of the same kind, going on after one.
SELECT DISTINCT o.supplier_id
  FROM wanted w
  JOIN category k ON k.code = w.family_code OR k.parent_code = w.family_code
  JOIN product p ON p.category_code = k.code
  JOIN offer o ON o.product_id = p.id AND o.state = 'active' AND o.supplier_id > :after
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
 WHERE w.id = :wanted AND w.state IN ('open', 'answered')
 ORDER BY o.supplier_id
 LIMIT :count;

-- name: wanted_find
-- One, for a job.
SELECT w.id, w.no, w.institution_id, i.name AS institution_name, w.account_id, w.title, w.need, w.quantity,
       w.unit, w.needed_by, w.budget_won, COALESCE(w.category_code, '') AS category_code,
       COALESCE(c.name, '') AS category_name, w.state, w.answer_count, w.created_at, 0 AS is_ours
  FROM wanted w
  JOIN institution i ON i.id = w.institution_id
  LEFT JOIN category c ON c.code = w.category_code
 WHERE w.id = :id;

-- name: wanted_over
-- Those whose day has come, the oldest first.
SELECT w.id, w.no, w.institution_id, i.name AS institution_name, w.account_id, w.title, w.need, w.quantity,
       w.unit, w.needed_by, w.budget_won, COALESCE(w.category_code, '') AS category_code, '' AS category_name,
       w.state, w.answer_count, w.created_at, 0 AS is_ours
  FROM wanted w
  JOIN institution i ON i.id = w.institution_id
 WHERE w.state IN ('open', 'answered') AND w.needed_by <= :today
 ORDER BY w.needed_by, w.id
 LIMIT :count;

-- name: wanted_end
-- Its day has come: closed with answers, expired without.
UPDATE wanted SET state = :state, ended_at = :now WHERE id = :id AND state IN ('open', 'answered');
