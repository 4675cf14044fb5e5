-- What firms propose to put right in a text they share.

-- name: product_proposal_add
-- It waits for an operator.
INSERT INTO product_proposal (no, product_id, offer_id, account_id, content, reason, state, made_at)
VALUES (:no, :product, :offer, :account, :content, :reason, 'waiting', :now)
RETURNING id;

-- name: product_proposal_waits
-- When this offer's firm proposed what still waits.
SELECT made_at FROM product_proposal WHERE offer_id = :offer AND state = 'waiting';

-- name: product_proposal_list
-- Those that wait, the oldest first; one alone where its number is given. After a merge they are of the
-- product that took the place.
SELECT x.id, x.no, p.id AS product_id, p.no AS product_no, p.title, o.id AS offer_id, o.no AS offer_no,
       o.supplier_id, s.name AS supplier_name, x.content, x.reason, x.made_at
  FROM product_proposal x
  JOIN product b ON b.id = x.product_id
  JOIN product p ON p.id = COALESCE(b.merged_into, b.id)
  JOIN offer o ON o.id = x.offer_id
  JOIN supplier s ON s.id = o.supplier_id
 WHERE x.state = 'waiting' AND (CAST(:no AS BIGINT) IS NULL OR x.no = :no)
 ORDER BY x.id
 LIMIT :count;

-- name: product_proposal_decide
-- Accepted or declined, once.
UPDATE product_proposal
   SET state = :state, decided_by = :account, decided_at = :now, answer = :answer
 WHERE id = :id AND state = 'waiting';
