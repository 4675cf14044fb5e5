-- Support views and what was looked at in them.

-- name: support_add
-- An operator begins to look.
INSERT INTO support_view (no, institution_id, account_id, reason, begun_at, ends_at)
VALUES (:no, :institution, :account, :reason, :now, :ends_at)
RETURNING id;

-- name: support_end
-- Sooner than by itself.
UPDATE support_view SET ended_at = :now
 WHERE id = :view AND ended_at IS NULL AND ends_at > :now;

-- name: support_list
-- Views, the newest first: of one institution, of one operator, by number, or those that are open,
-- where they are given.
SELECT v.id, v.no, v.institution_id, i.no AS institution_no, i.name AS institution_name,
       v.account_id, a.name AS by_name, v.reason, v.begun_at,
       COALESCE(v.ended_at, v.ends_at) AS ends_at,
       (SELECT COUNT(*) FROM support_read r WHERE r.view_id = v.id) AS read_count
  FROM support_view v
  JOIN institution i ON i.id = v.institution_id
  JOIN account a ON a.id = v.account_id
 WHERE (CAST(:institution AS BIGINT) IS NULL OR v.institution_id = :institution)
   AND (CAST(:account AS BIGINT) IS NULL OR v.account_id = :account)
   AND (CAST(:no AS BIGINT) IS NULL OR v.no = :no)
   AND (CAST(:open_at AS BIGINT) IS NULL OR COALESCE(v.ended_at, v.ends_at) > :open_at)
 ORDER BY v.id DESC
 LIMIT 50;

-- name: support_read_add
-- Something was looked at.
INSERT INTO support_read (view_id, page, purchase_id, read_at)
VALUES (:view, :page, :purchase, :now)
RETURNING id;

-- name: support_read_list
-- What was looked at in one view, the newest first.
SELECT r.read_at, r.page, COALESCE(p.no, 0) AS case_no, COALESCE(p.title, '') AS case_title
  FROM support_read r
  LEFT JOIN purchase p ON p.id = r.purchase_id
 WHERE r.view_id = :view
 ORDER BY r.id DESC
 LIMIT 200;

-- name: support_admins
-- Whom an institution lets see to it: its administrators of today.
SELECT DISTINCT m.account_id
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE m.institution_id = :institution AND m.role = 'admin' AND m.first_day <= :today
   AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY m.account_id
 LIMIT 50;
