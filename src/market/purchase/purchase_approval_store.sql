-- Who approves, what went to them, and what they decided.

-- name: approval_row_list
-- The line of a department in force on a day, with who of it may decide and who acts for them: the
-- newest delegation in force counts, when the delegate may decide.
SELECT l.step, CASE WHEN l.department_id IS NULL THEN 0 ELSE 1 END AS is_department, l.from_won,
       l.account_id, a.name,
       CASE WHEN a.state = 'active'
             AND EXISTS (SELECT 1 FROM membership m
                          WHERE m.account_id = l.account_id
                            AND m.institution_id = l.institution_id AND m.role = 'approver'
                            AND m.first_day <= :today
                            AND (m.last_day IS NULL OR m.last_day >= :today))
            THEN 1 ELSE 0 END AS approves,
       b.id AS delegate_id, COALESCE(b.name, '') AS delegate_name
  FROM approval_line l
  JOIN account a ON a.id = l.account_id
  LEFT JOIN delegation g ON g.id = (
           SELECT MAX(d.id) FROM delegation d
            WHERE d.from_account_id = l.account_id AND d.institution_id = l.institution_id
              AND d.first_day <= :today AND d.last_day >= :today AND d.revoked_at IS NULL)
  LEFT JOIN account b ON b.id = g.to_account_id AND b.state = 'active'
        AND EXISTS (SELECT 1 FROM membership m
                     WHERE m.account_id = b.id AND m.institution_id = l.institution_id
                       AND m.role = 'approver' AND m.first_day <= :today
                       AND (m.last_day IS NULL OR m.last_day >= :today))
 WHERE l.institution_id = :institution
   AND (l.department_id IS NULL OR l.department_id = :department)
   AND l.first_day <= :today AND (l.last_day IS NULL OR l.last_day >= :today)
 ORDER BY l.step, l.from_won, l.id
 LIMIT 100;

-- name: approval_round_add
-- The content as it goes to the approvers, in the next round of the case.
INSERT INTO approval_round (purchase_id, round, content, content_hash, submitted_by, submitted_at,
                            state)
SELECT :purchase, COALESCE(MAX(r.round), 0) + 1, CAST(:content AS TEXT), CAST(:hash AS TEXT),
       :account, :now, 'open'
  FROM approval_round r
 WHERE r.purchase_id = :purchase
RETURNING id;

-- name: approval_step_add
-- Whose turn it will be.
INSERT INTO approval_step (round_id, step, account_id, state)
VALUES (:round, :step, :account, 'waiting');

-- name: approval_sheet
-- The newest round of a case with its steps, who acts for each today, what was sent back before it,
-- and the law's newest answer.
SELECT COALESCE(k.round, 0) AS back_round, COALESCE(k.content, '') AS back_content,
       COALESCE(l.opinion, '') AS back_opinion, r.id AS round_id, r.round, r.content, r.content_hash, r.submitted_by,
       w.name AS submitter, r.submitted_at, r.state AS round_state,
       s.id AS step_id, s.step, s.account_id, a.name, s.state, s.opinion,
       s.split_confirmed, s.decided_by,
       COALESCE(c.name, '') AS decider, s.decided_at AS settled_at,
       g.to_account_id AS delegate_id, COALESCE(b.name, '') AS delegate_name,
       e.judged_on, e.question, e.answer, e.path, e.rule_ids, e.ground, e.confidence,
       e.similar_won, e.split_reason, e.confirm_reason, e.proofs, e.decided_at
  FROM approval_round r
  JOIN purchase p ON p.id = r.purchase_id
  JOIN account w ON w.id = r.submitted_by
  JOIN approval_step s ON s.round_id = r.id
  JOIN account a ON a.id = s.account_id
  LEFT JOIN account c ON c.id = s.decided_by
  LEFT JOIN delegation g ON g.id = (
           SELECT MAX(d.id) FROM delegation d
            WHERE d.from_account_id = s.account_id AND d.institution_id = p.institution_id
              AND d.first_day <= :today AND d.last_day >= :today AND d.revoked_at IS NULL)
  LEFT JOIN account b ON b.id = g.to_account_id
  LEFT JOIN approval_round k ON k.id = (
           SELECT MAX(y.id) FROM approval_round y
            WHERE y.purchase_id = r.purchase_id AND y.round < r.round AND y.state = 'returned')
  LEFT JOIN approval_step l ON l.round_id = k.id AND l.state = 'returned'
  LEFT JOIN law_decision e ON e.id = (
           SELECT MAX(n.id) FROM law_decision n WHERE n.purchase_id = p.id)
 WHERE r.purchase_id = :purchase AND p.institution_id = :institution
   AND r.id = (SELECT MAX(x.id) FROM approval_round x WHERE x.purchase_id = r.purchase_id)
 ORDER BY s.step
 LIMIT 5;

-- name: approval_kept
-- The newest round of a case, with what the case's row and the chain of deeds keep of it: the chain's newest
-- line, and how many there are beside how many rounds were approved. Not by the index of kinds: SQLite would walk
-- over every approval there ever was.
SELECT r.state, r.content, r.content_hash, p.content_hash AS case_hash, r.submitted_at,
       (SELECT COUNT(*) FROM approval_step s
         WHERE s.round_id = r.id AND s.state <> 'approved') AS open_steps,
       (SELECT MAX(s.decided_at) FROM approval_step s WHERE s.round_id = r.id) AS decided_at,
       (SELECT COUNT(*) FROM approval_round n
         WHERE n.purchase_id = p.id AND n.state = 'approved') AS rounds,
       (SELECT COUNT(*) FROM audit_entry n
         WHERE n.object = 'purchase' AND n.object_id = p.id AND n.act || '' = 'purchase.approve')
         AS chain_lines,
       e.at AS chain_at, COALESCE(e.after_hash, '') AS chain_hash
  FROM approval_round r
  JOIN purchase p ON p.id = r.purchase_id
  LEFT JOIN audit_entry e ON e.id = (
           SELECT MAX(n.id) FROM audit_entry n
            WHERE n.object = 'purchase' AND n.object_id = p.id AND n.act || '' = 'purchase.approve')
 WHERE r.purchase_id = :purchase AND p.institution_id = :institution
   AND r.id = (SELECT MAX(x.id) FROM approval_round x WHERE x.purchase_id = r.purchase_id);

-- name: approval_step_decide
-- Somebody decides a step that still waits.
UPDATE approval_step
   SET state = :state, decided_by = :account, opinion = :opinion,
       split_confirmed = :split_confirmed, decided_at = :now
 WHERE id = :id AND state = 'waiting';

-- name: approval_round_end
-- The round is over.
UPDATE approval_round SET state = :state WHERE id = :id AND state = 'open';

-- name: approval_case_list
-- Cases of a person at an institution: `mine` wait for them, `for` wait for somebody they act for
-- today, `done` they decided. Those that wait the oldest first, the others the newest. Found by the person,
-- of each case the step that counts; what a page shows of them is read of those it shows.
SELECT p.no, p.title, p.price_won, f.name AS supplier_name, d.name AS department_name,
       o.name AS officer_name, a.name AS named, s.step, s.state AS step_state,
       r.state AS round_state, r.submitted_at, s.decided_at AS settled_at,
       COALESCE((SELECT MIN(t.due_at) FROM todo t
                  WHERE t.purchase_id = p.id AND t.closed_at IS NULL
                    AND t.kind = 'approval.decide'), 0) AS due_at
  FROM (SELECT x.id, x.place
          FROM (SELECT w.id, w.id AS place
                  FROM approval_step w
                 WHERE CAST(:bucket AS TEXT) = 'mine' AND w.account_id = :account
                   AND w.state = 'waiting'
                UNION ALL
                SELECT w.id, w.id
                  FROM delegation g CROSS JOIN approval_step w
                 WHERE CAST(:bucket AS TEXT) = 'for'
                   AND g.to_account_id = :account AND g.institution_id = :institution
                   AND g.id = (SELECT MAX(h.id) FROM delegation h
                                WHERE h.from_account_id = g.from_account_id
                                  AND h.institution_id = :institution
                                  AND h.first_day <= :today AND h.last_day >= :today
                                  AND h.revoked_at IS NULL)
                   AND w.account_id = g.from_account_id AND w.state = 'waiting'
                UNION ALL
                SELECT MAX(w.id), -MAX(w.id)
                  FROM approval_step w
                  JOIN approval_round z ON z.id = w.round_id
                  JOIN purchase q ON q.id = z.purchase_id
                 WHERE CAST(:bucket AS TEXT) = 'done' AND w.decided_by = :account
                   AND q.institution_id = :institution
                 GROUP BY z.purchase_id) x
          JOIN approval_step w ON w.id = x.id
          JOIN approval_round z ON z.id = w.round_id
          JOIN purchase q ON q.id = z.purchase_id
         WHERE q.institution_id = :institution
           AND (CAST(:bucket AS TEXT) = 'done'
                OR (z.state = 'open' AND q.officer_id <> :account
                    AND NOT EXISTS (SELECT 1 FROM approval_step y
                                     WHERE y.round_id = w.round_id AND y.state = 'waiting'
                                       AND y.step < w.step)))
           AND (CAST(:after AS BIGINT) IS NULL
                OR x.place > (SELECT CASE WHEN CAST(:bucket AS TEXT) = 'done' THEN -MAX(y.id)
                                          ELSE MAX(y.id) END
                                FROM approval_step y
                                JOIN approval_round v ON v.id = y.round_id
                                JOIN purchase c ON c.id = v.purchase_id
                               WHERE c.no = :after AND c.institution_id = :institution
                                 AND (CAST(:bucket AS TEXT) <> 'done' OR y.decided_by = :account)
                                 AND (CAST(:bucket AS TEXT) = 'done' OR y.state = 'waiting')))
         ORDER BY x.place
         LIMIT :count) own
  JOIN approval_step s ON s.id = own.id
  JOIN approval_round r ON r.id = s.round_id
  JOIN purchase p ON p.id = r.purchase_id
  JOIN supplier f ON f.id = p.supplier_id
  JOIN department d ON d.id = p.department_id
  JOIN account o ON o.id = p.officer_id
  JOIN account a ON a.id = s.account_id
 ORDER BY own.place;

-- name: approval_case_count
-- How many there are of each.
SELECT (SELECT COUNT(*)
          FROM approval_step s
          JOIN approval_round r ON r.id = s.round_id
          JOIN purchase p ON p.id = r.purchase_id
         WHERE p.institution_id = :institution AND s.account_id = :account
           AND s.state = 'waiting' AND r.state = 'open' AND p.officer_id <> :account
           AND NOT EXISTS (SELECT 1 FROM approval_step y
                            WHERE y.round_id = s.round_id AND y.state = 'waiting'
                              AND y.step < s.step)) AS mine,
       (SELECT COUNT(*)
          FROM delegation g CROSS JOIN approval_step s
          JOIN approval_round r ON r.id = s.round_id
          JOIN purchase p ON p.id = r.purchase_id
         WHERE g.to_account_id = :account AND g.institution_id = :institution
           AND g.id = (SELECT MAX(h.id) FROM delegation h
                        WHERE h.from_account_id = g.from_account_id
                          AND h.institution_id = :institution
                          AND h.first_day <= :today AND h.last_day >= :today
                          AND h.revoked_at IS NULL)
           AND s.account_id = g.from_account_id AND s.state = 'waiting'
           AND p.institution_id = :institution AND r.state = 'open' AND p.officer_id <> :account
           AND NOT EXISTS (SELECT 1 FROM approval_step y
                            WHERE y.round_id = s.round_id AND y.state = 'waiting'
                              AND y.step < s.step)) AS for_others,
       (SELECT COUNT(DISTINCT r.purchase_id)
          FROM approval_step s
          JOIN approval_round r ON r.id = s.round_id
          JOIN purchase p ON p.id = r.purchase_id
         WHERE p.institution_id = :institution AND s.decided_by = :account) AS done;
