-- Sessions: who a cookie stands for, how one begins, goes on and ends.

-- name: session_actor
-- The person behind a live session, a row for each role held today at the party acted for, and which
-- version of the law holds.
SELECT s.id AS session_id, s.account_id, s.institution_id, s.supplier_id, s.csrf, s.confirmed_at,
       s.used_at, s.idle_s, s.created_at, s.password_due, a.name, m.role, m.department_id,
       (SELECT COALESCE(MAX(l.since), 0) FROM law_change l) AS law_version,
       COALESCE(i.name, f.name, '') AS organisation,
       COALESCE(i.state, f.state, 'active') AS party_state,
       CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor
  FROM session s
  JOIN account a ON a.id = s.account_id AND a.state = 'active'
  JOIN membership m ON m.account_id = a.id
       AND m.institution_id IS NOT DISTINCT FROM s.institution_id
       AND m.supplier_id IS NOT DISTINCT FROM s.supplier_id
       AND m.first_day <= :today AND (m.last_day IS NULL OR m.last_day >= :today)
  LEFT JOIN institution i ON i.id = s.institution_id
  LEFT JOIN supplier f ON f.id = s.supplier_id
 WHERE s.token_hash = :token_hash AND s.ended_at IS NULL
   AND s.created_at > :begun_after
 ORDER BY m.id;

-- name: session_counts
-- What waits for this person: their own open tasks, of them the approvals, those of whoever holds the right
-- at their party, the approvals of whom they decide for today, unread notices, lines in the basket. Each is
-- counted by itself, by its own index: SQLite makes a table of what is selected from. CROSS JOIN so that it
-- begins with the delegation, which is mostly not there.
SELECT COUNT(*) AS own_count, COUNT(CASE WHEN t.kind = 'approval.decide' THEN 1 END) AS own_approval_count,
       (SELECT COUNT(*) FROM todo t
         WHERE t.closed_at IS NULL AND t.account_id IS NULL
           AND t.institution_id = :institution AND (t.right_needed & :rights) <> 0)
       + (SELECT COUNT(*) FROM todo t
           WHERE t.closed_at IS NULL AND t.account_id IS NULL
             AND t.supplier_id = :supplier AND (t.right_needed & :rights) <> 0) AS party_count,
       (SELECT COUNT(*)
          FROM delegation g CROSS JOIN todo d CROSS JOIN purchase p
         WHERE g.to_account_id = :account AND g.institution_id = :institution
           AND g.first_day <= :today AND g.last_day >= :today AND g.revoked_at IS NULL
           AND d.closed_at IS NULL AND d.account_id = g.from_account_id
           AND d.institution_id = g.institution_id AND d.kind = 'approval.decide'
           AND (d.right_needed & :rights) <> 0
           AND p.id = d.purchase_id AND p.officer_id <> g.to_account_id) AS deputy_count,
       (SELECT COUNT(*) FROM notice n WHERE n.account_id = :account AND n.read_at IS NULL)
           AS notice_count,
       (SELECT COUNT(*) FROM basket_line b WHERE b.account_id = :account) AS cart_count,
       (SELECT COUNT(*) FROM site_fact f WHERE f.key = 'demo') AS demo_count
  FROM todo t
 WHERE t.closed_at IS NULL AND t.account_id = :account;

-- name: session_add
-- A new session; only the hash of its cookie is kept.
INSERT INTO session (token_hash, account_id, institution_id, supplier_id, csrf, address,
                     created_at, used_at, confirmed_at, idle_s, password_due)
VALUES (:token_hash, :account, :institution, :supplier, :csrf, :address, :now, :now, :now, :idle_s,
        :password_due)
RETURNING id;

-- name: session_copy
-- The same person goes on at another party: a new cookie, the old beginning. Not by a cookie that was
-- replaced, or who stole it could go on with a new one.
INSERT INTO session (token_hash, account_id, institution_id, supplier_id, csrf, address,
                     created_at, used_at, confirmed_at, idle_s, password_due)
SELECT :token_hash, s.account_id, :institution, :supplier, :csrf, s.address, s.created_at, :now,
       s.confirmed_at, :idle_s, s.password_due
  FROM session s
 WHERE s.id = :session AND s.token_hash = :shown_hash AND s.ended_at IS NULL
RETURNING id;

-- name: session_touch
-- The session was used.
UPDATE session SET used_at = :now WHERE id = :session AND ended_at IS NULL;

-- name: session_turned
-- The session whose cookie this was before the person was asked again.
SELECT token_hash, turned_at
  FROM session
 WHERE old_token_hash = :token_hash AND turned_at > :since AND ended_at IS NULL;

-- name: session_confirm
-- The person showed the password or a code again: a new cookie, unless the one shown is the old one.
UPDATE session
   SET confirmed_at = :now,
       token_hash = CASE WHEN token_hash = :shown_hash THEN :token_hash ELSE token_hash END,
       old_token_hash = CASE WHEN token_hash = :shown_hash THEN :shown_hash
                             ELSE old_token_hash END,
       turned_at = CASE WHEN token_hash = :shown_hash THEN :now ELSE turned_at END
 WHERE id = :session AND ended_at IS NULL
RETURNING token_hash;

-- name: session_end
-- Log out: dead for every worker at once.
UPDATE session SET ended_at = :now WHERE id = :session AND ended_at IS NULL;

-- name: account_parties
-- The parties a person may act for today, with the roles held there.
SELECT m.institution_id, m.supplier_id, m.role, COALESCE(i.no, f.no) AS party_no,
       COALESCE(i.name, f.name, '') AS organisation,
       COALESCE(i.state, f.state, 'active') AS party_state
  FROM membership m
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 WHERE m.account_id = :account AND m.first_day <= :today
   AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY m.id;

-- name: demo_accounts
-- The demo's accounts, one for each role, for the log-in page of a demo; every operator, since it
-- takes two of them to change a rule.
SELECT a.id, a.email, a.name, a.totp_secret, m.role, COALESCE(i.name, f.name, '') AS organisation
  FROM (SELECT m2.role, MIN(m2.id) AS membership_id
          FROM membership m2
          JOIN account a2 ON a2.id = m2.account_id AND a2.is_demo = 1
         GROUP BY m2.role, CASE WHEN m2.role = 'operator' THEN m2.id ELSE 0 END) first_one
  JOIN membership m ON m.id = first_one.membership_id
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 ORDER BY m.id;

-- name: site_is_demo
-- Does the installation carry demo data, and which version of the law holds?
SELECT (SELECT COUNT(*) FROM site_fact f WHERE f.key = 'demo') AS demo_count,
       (SELECT COALESCE(MAX(l.since), 0) FROM law_change l) AS law_version;
