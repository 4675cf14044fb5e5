-- Open cases and what the law was asked about them.

-- name: rule_reach_list
-- Cases that no contract binds yet, and on demand those under contract, with the newest question, the newest
-- first, below a key.
SELECT p.id, p.no, p.state, p.requested_on, c.contracted_on, d.question
  FROM purchase p
  JOIN law_decision d ON d.purchase_id = p.id
  LEFT JOIN contract c ON c.purchase_id = p.id
 WHERE p.id < :below
   AND (p.state IN ('draft', 'asked', 'quoted', 'declined', 'chosen', 'submitted', 'returned',
                    'approved', 'contracting')
        OR (:bound = 1 AND p.state IN ('contracted', 'delivering', 'accepted', 'claimed')))
   AND d.id = (SELECT MAX(x.id) FROM law_decision x WHERE x.purchase_id = p.id)
 ORDER BY p.id DESC
 LIMIT :most;
