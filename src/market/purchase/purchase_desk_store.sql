-- What waits for a person.

-- name: desk_todos
-- Open tasks of a person: their own, and those of whoever holds the right at their party; the
-- nearest term first.
SELECT t.text, t.path, t.due_at, t.article, p.no AS purchase_no, p.title,
       COALESCE(s.name, '') AS supplier_name
  FROM todo t
  JOIN purchase p ON p.id = t.purchase_id
  LEFT JOIN supplier s ON s.id = p.supplier_id
 WHERE t.closed_at IS NULL
   AND (t.account_id = :account
        OR (t.account_id IS NULL AND (t.right_needed & :rights) <> 0
            AND (t.institution_id = :institution OR t.supplier_id = :supplier)))
 ORDER BY CASE WHEN t.due_at = 0 THEN 1 ELSE 0 END, t.due_at, t.id
 LIMIT 50;
