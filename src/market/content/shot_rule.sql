-- Lists of shots by category, and how they were changed.

-- name: shot_rule_all
-- Every row, category by category.
SELECT r.category, r.role, r.is_required, r.hint, COALESCE(c.name, '모든 분류') AS name
  FROM shot_rule r
  LEFT JOIN category c ON c.code = r.category
 WHERE r.category = '' OR c.code IS NOT NULL
 ORDER BY r.category, CASE r.role WHEN 'front' THEN 0 WHEN 'detail' THEN 1 WHEN 'use' THEN 2 ELSE 3 END
 LIMIT 4000;

-- name: shot_rule_categories
-- All categories, each below the one it lies in.
SELECT code, name, level FROM category ORDER BY code LIMIT 2000;

-- name: shot_rule_name
-- The name of a category, and of its newest list the revision.
SELECT c.name, (SELECT COALESCE(MAX(v.id), 0) FROM shot_rule_revision v WHERE v.category = c.code) AS revision
  FROM category c
 WHERE c.code = :category;

-- name: shot_rule_root
-- The same of the list of all.
SELECT COALESCE(MAX(id), 0) AS revision FROM shot_rule_revision WHERE category = '';

-- name: shot_rule_of
-- Those of the codes a category lies in, the longest first.
SELECT r.category, r.role, r.is_required, r.hint, COALESCE(c.name, '모든 분류') AS name
  FROM shot_rule r
  LEFT JOIN category c ON c.code = r.category
 WHERE r.category = '' OR r.category = :category
    OR CAST(:category AS TEXT) LIKE r.category || '.%' ESCAPE '!'
 ORDER BY length(r.category) DESC, CASE r.role WHEN 'front' THEN 0 WHEN 'detail' THEN 1 WHEN 'use' THEN 2 ELSE 3 END
 LIMIT 20;

-- name: shot_rule_clear
-- A category has no list of its own.
DELETE FROM shot_rule WHERE category = :category;

-- name: shot_rule_add
-- One of its shots.
INSERT INTO shot_rule (category, role, is_required, hint) VALUES (:category, :role, :is_required, :hint);

-- name: shot_rule_revision_add
-- How it is since.
INSERT INTO shot_rule_revision (category, content, reason, account_id, made_at)
VALUES (:category, :content, :reason, :by, :now)
RETURNING id;

-- name: shot_rule_revisions
-- The newest changes of a category's list.
SELECT v.content, v.reason, v.made_at, COALESCE(a.name, '') AS account_name
  FROM shot_rule_revision v
  LEFT JOIN account a ON a.id = v.account_id
 WHERE v.category = :category
 ORDER BY v.id DESC
 LIMIT 20;
