-- What the law is asked about a case, and what it answered.

-- name: purchase_path_certificates
-- What the supplier is, by certificates that hold on a day.
SELECT kind, vulnerable_bp
  FROM certificate
 WHERE supplier_id = :supplier AND state = 'verified' AND valid_from <= :today
   AND (valid_until IS NULL OR valid_until >= :today)
 ORDER BY id
 LIMIT 100;

-- name: purchase_path_similar
-- Other cases of the department since a day whose lines are of the same families of categories: what
-- has been asked for or bought, or was handed over; a draft that nobody asked for is no purchase.
SELECT p.no, p.title, p.state, p.estimated_won, p.requested_on, s.name AS supplier_name
  FROM purchase p
  JOIN supplier s ON s.id = p.supplier_id
 WHERE p.department_id = :department AND p.institution_id = :institution AND p.id <> :purchase
   AND p.requested_on IS NOT NULL AND p.requested_on >= :since AND p.state <> 'cancelled'
   AND p.is_training = :is_training
   AND EXISTS (SELECT 1
                 FROM purchase_line l
                 JOIN category c ON c.code = l.category_code
                 JOIN purchase_line mine ON mine.purchase_id = :purchase
                 JOIN category m ON m.code = mine.category_code
                WHERE l.purchase_id = p.id
                  AND COALESCE(c.parent_code, c.code) = COALESCE(m.parent_code, m.code))
 ORDER BY p.requested_on DESC, p.id DESC
 LIMIT 200;

-- name: purchase_path_add
-- An answer; the newest counts.
INSERT INTO law_decision (purchase_id, judged_on, question, answer, path, rule_ids, ground,
                          confidence, similar_won, split_reason, confirm_reason, account_id,
                          decided_at)
VALUES (:purchase, :judged_on, :question, :answer, :path, :rule_ids, :ground, :confidence,
        :similar_won, :split_reason, :confirm_reason, :account, :now);

-- name: purchase_path_find
-- The newest answer about a case.
SELECT judged_on, question, answer, path, rule_ids, ground, confidence, similar_won, split_reason,
       confirm_reason, decided_at
  FROM law_decision
 WHERE purchase_id = :purchase
 ORDER BY id DESC
 LIMIT 1;
