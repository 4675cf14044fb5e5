-- The first page of each desk: what waits, what runs, what it comes to.

-- name: desk_todos
-- Open tasks of a person: their own, the approvals of whom they decide for today, and those of
-- whoever holds the right at their party. In no order: they are few, and a sorter costs more than they do.
-- Found by person and by party, so that each comes by its own index; CROSS JOIN so that SQLite begins
-- with the delegation, which is mostly not there.
SELECT t.id, COALESCE(a.name, '') AS acts_for, t.text, t.path, t.due_at, p.title,
       COALESCE(s.name, '') AS supplier_name, i.name AS institution_name,
       CASE WHEN p.price_won > 0 THEN p.price_won ELSE p.list_won END AS amount_won
  FROM (SELECT o.id FROM todo o WHERE o.closed_at IS NULL AND o.account_id = :account
        UNION ALL
        SELECT o.id FROM delegation g CROSS JOIN todo o CROSS JOIN purchase c
         WHERE g.to_account_id = :account AND g.institution_id = :institution
           AND g.first_day <= :today AND g.last_day >= :today AND g.revoked_at IS NULL
           AND o.closed_at IS NULL AND o.account_id = g.from_account_id
           AND o.institution_id = g.institution_id AND o.kind = 'approval.decide'
           AND (o.right_needed & :rights) <> 0
           AND c.id = o.purchase_id AND c.officer_id <> g.to_account_id
        UNION ALL
        SELECT o.id FROM todo o
         WHERE o.closed_at IS NULL AND o.account_id IS NULL
           AND o.institution_id = :institution AND (o.right_needed & :rights) <> 0
        UNION ALL
        SELECT o.id FROM todo o
         WHERE o.closed_at IS NULL AND o.account_id IS NULL
           AND o.supplier_id = :supplier AND (o.right_needed & :rights) <> 0) mine
  JOIN todo t ON t.id = mine.id
  JOIN purchase p ON p.id = t.purchase_id
  JOIN institution i ON i.id = p.institution_id
  LEFT JOIN supplier s ON s.id = p.supplier_id
  LEFT JOIN account a ON a.id = t.account_id AND a.id <> :account
 LIMIT :count;

-- name: desk_buyer_figures
-- What runs at an institution, and what it has bought this year; of what is done once, before anything
-- else can be, only to who is asked to do it. What is late is counted state by state: for a list of states
-- SQLite makes a table first.
SELECT COUNT(*) AS running_count,
       CAST(COALESCE(SUM(CASE WHEN p.price_won > 0 THEN p.price_won ELSE p.list_won END), 0)
            AS BIGINT) AS running_won,
       (SELECT CAST(COALESCE(SUM(r.price_won), 0) AS BIGINT) FROM record_part_sum r
         WHERE r.institution_id = :institution AND r.fiscal_year = :year AND r.tag = '') AS year_won,
       (SELECT CAST(COALESCE(SUM(r.record_count), 0) AS BIGINT) FROM record_part_sum r
         WHERE r.institution_id = :institution AND r.fiscal_year = :year AND r.tag = '') AS year_count,
       (SELECT COUNT(*) FROM contract c
         WHERE c.institution_id = :institution AND c.state = 'signed' AND c.ends_on < :late_before)
       + (SELECT COUNT(*) FROM contract c
           WHERE c.institution_id = :institution AND c.state = 'delivered'
             AND c.ends_on < :late_before) AS late_count,
       CASE WHEN CAST(:does_first AS BIGINT) = 0 THEN 1
            WHEN EXISTS (SELECT 1 FROM department d
                          WHERE d.institution_id = :institution AND d.state = 'active')
            THEN 1 ELSE 0 END AS has_department,
       CASE WHEN CAST(:does_first AS BIGINT) = 0 THEN 1
            WHEN EXISTS (SELECT 1 FROM membership m
                          WHERE m.institution_id = :institution AND m.role = 'officer'
                            AND (m.last_day IS NULL OR m.last_day >= :today))
            THEN 1 ELSE 0 END AS has_officer,
       CASE WHEN CAST(:does_first AS BIGINT) = 0 THEN 1
            WHEN EXISTS (SELECT 1 FROM approval_line l
                          WHERE l.institution_id = :institution
                            AND (l.last_day IS NULL OR l.last_day >= :today))
            THEN 1 ELSE 0 END AS has_line
  FROM purchase p
 WHERE p.institution_id = :institution
   AND p.state NOT IN ('paid', 'cancelled', 'handed_over') AND p.state <> 'draft';

-- name: desk_cases
-- The cases of an institution that run, the last moved first.
SELECT p.no, p.title, p.state, p.deliver_by,
       CASE WHEN p.price_won > 0 THEN p.price_won ELSE p.list_won END AS amount_won,
       s.name AS supplier_name, d.name AS department_name
  FROM purchase p
  JOIN supplier s ON s.id = p.supplier_id
  JOIN department d ON d.id = p.department_id
 WHERE p.institution_id = :institution
   AND p.state NOT IN ('paid', 'cancelled', 'handed_over')
 ORDER BY p.moved_at DESC, p.id DESC
 LIMIT 8;

-- name: desk_supplier_figures
-- What waits for a supplier, what is owed to it, what it sold this year, and its next certificate to
-- end.
SELECT (SELECT COUNT(*) FROM quote_request q
          JOIN purchase p ON p.id = q.purchase_id AND p.state IN ('asked', 'quoted')
         WHERE q.supplier_id = :supplier AND q.state = 'open') AS quote_count,
       (SELECT COUNT(*) FROM contract c
         WHERE c.supplier_id = :supplier AND c.state = 'offered') AS sign_count,
       (SELECT CAST(COALESCE(SUM(c.price_won), 0) AS BIGINT) FROM contract c
         WHERE c.supplier_id = :supplier AND c.state IN ('accepted', 'claimed')) AS due_won,
       (SELECT COUNT(*) FROM contract c
         WHERE c.supplier_id = :supplier AND c.state IN ('accepted', 'claimed')) AS due_count,
       (SELECT CAST(COALESCE(SUM(c.price_won), 0) AS BIGINT) FROM contract c
         WHERE c.supplier_id = :supplier AND c.contracted_on >= :year_from
           AND c.state <> 'void' AND c.is_training = 0) AS year_won,
       (SELECT MIN(k.valid_until) FROM certificate k
         WHERE k.supplier_id = :supplier AND k.state = 'verified' AND k.valid_until >= :today
           AND k.valid_until <= :soon) AS ends_on,
       CASE WHEN EXISTS (SELECT 1 FROM certificate k
                          WHERE k.supplier_id = :supplier AND k.state IN ('unchecked', 'verified'))
              OR EXISTS (SELECT 1 FROM contract c WHERE c.supplier_id = :supplier)
            THEN 1 ELSE 0 END AS has_begun, -- a firm may trade without any certificate
       CASE WHEN EXISTS (SELECT 1 FROM supplier s WHERE s.id = :supplier AND s.bank_account <> '')
            THEN 1 ELSE 0 END AS has_bank,
       CASE WHEN EXISTS (SELECT 1 FROM offer f WHERE f.supplier_id = :supplier AND f.state <> 'ended')
            THEN 1 ELSE 0 END AS has_goods;

-- name: desk_contracts
-- The contracts of a supplier that run, the nearest day first.
SELECT c.no, c.number, c.title, c.state, c.ends_on, c.price_won, i.name AS institution_name
  FROM contract c
  JOIN institution i ON i.id = c.institution_id
 WHERE c.supplier_id = :supplier AND c.state NOT IN ('paid', 'void')
 ORDER BY c.ends_on, c.id
 LIMIT 8;

-- name: desk_operator_figures
-- What waits for the operator, how the machine does, and the year's contracts as their records count them.
-- Of the listings PostgreSQL is told twice that few wait (offer_unseen_share): it would look at all offers
-- for them.
SELECT (SELECT COUNT(*) FROM supplier s WHERE s.state = 'applied') AS supplier_count,
       (SELECT COUNT(*) FROM institution i WHERE i.state = 'applied') AS institution_count,
       (SELECT COUNT(*) FROM certificate k WHERE k.state = 'unchecked') AS certificate_count,
       (SELECT COUNT(*) FROM offer o
         WHERE o.state IN ('waiting', 'active') AND o.reviewed < o.revision
           AND CASE WHEN o.reviewed < o.revision THEN 1 ELSE 0 END = 1) AS listing_count,
       (SELECT COUNT(*) FROM job j WHERE j.state = 'dead') AS dead_count,
       (SELECT COUNT(*) FROM job j WHERE j.state = 'dead' AND j.kind = 'audit.seal') AS dead_seals,
       y.contract_count, y.contract_won
  FROM (SELECT CAST(COALESCE(SUM(r.record_count), 0) AS BIGINT) AS contract_count,
               CAST(COALESCE(SUM(r.price_won), 0) AS BIGINT) AS contract_won
          FROM record_city_sum r
         WHERE r.fiscal_year = :year AND r.tag = '') y;

-- name: desk_applications
-- What waits for the operator, the longest waiting first.
SELECT x.kind, x.no, x.name, x.at
  FROM (SELECT 'supplier' AS kind, s.no, s.name,
               COALESCE((SELECT MAX(a.applied_at) FROM application a WHERE a.supplier_id = s.id),
                        s.created_at) AS at
          FROM supplier s
         WHERE s.state = 'applied'
        UNION ALL
        SELECT 'institution', i.no, i.name,
               COALESCE((SELECT MAX(a.applied_at) FROM application a WHERE a.institution_id = i.id),
                        i.created_at)
          FROM institution i
         WHERE i.state = 'applied'
        UNION ALL
        SELECT 'certificate', k.no, s.name, k.created_at
          FROM certificate k
          JOIN supplier s ON s.id = k.supplier_id
         WHERE k.state = 'unchecked'
        UNION ALL
        SELECT 'listing', o.no, p.title, o.created_at
          FROM offer o
          JOIN product p ON p.id = o.product_id
         WHERE o.state IN ('waiting', 'active') AND o.reviewed < o.revision
           AND CASE WHEN o.reviewed < o.revision THEN 1 ELSE 0 END = 1) x
 ORDER BY x.at, x.no
 LIMIT 8;
