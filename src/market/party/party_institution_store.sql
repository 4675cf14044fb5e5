-- Institutions: those that are known, those that join, and the operator's list.

-- name: institution_search
-- Known institutions by a part of the name: who is called just so, who begins so, the others.
SELECT x.no, x.name, x.kind, x.state, COALESCE(p.name, '') AS parent_name,
       COALESCE(r.name, '') AS district_name
  FROM (SELECT i.id, i.no, i.name, i.kind, i.state, i.parent_id, i.district_code,
               CASE WHEN i.name = CAST(:text AS TEXT) THEN 0
                    WHEN SUBSTR(i.name, 1, LENGTH(CAST(:text AS TEXT))) = :text THEN 1
                    ELSE 2 END AS turn
          FROM institution i
         WHERE i.name LIKE :name ESCAPE '!') x
  LEFT JOIN institution p ON p.id = x.parent_id
  LEFT JOIN region r ON r.code = x.district_code
 WHERE CAST(:after AS BIGINT) IS NULL
    OR (x.turn, x.name, x.id) > (SELECT CASE WHEN b.name = CAST(:text AS TEXT) THEN 0
                                             WHEN SUBSTR(b.name, 1, LENGTH(CAST(:text AS TEXT)))
                                                  = :text THEN 1
                                             ELSE 2 END, b.name, b.id
                                   FROM institution b WHERE b.no = :after)
 ORDER BY x.turn, x.name, x.id
 LIMIT :count;

-- name: institution_search_total
-- How many there are.
SELECT COUNT(*) AS total FROM institution WHERE name LIKE :name ESCAPE '!';

-- name: institution_find
-- One institution: by its number, or of its own people by its row.
SELECT i.id, i.no, COALESCE(i.code, '') AS code, i.name, i.kind, i.regime, i.business_no, i.address,
       i.phone, i.head_title, i.state, i.created_at, i.version, COALESCE(p.name, '') AS parent_name,
       COALESCE(r.name, '') AS district_name
  FROM institution i
  LEFT JOIN institution p ON p.id = i.parent_id
  LEFT JOIN region r ON r.code = i.district_code
 WHERE i.id = COALESCE((SELECT b.id FROM institution b WHERE b.no = :no), :id);

-- name: institution_set_facts
-- What the applicant says of it.
UPDATE institution
   SET business_no = :business_no, address = :address, phone = :phone, head_title = :head_title,
       version = version + 1
 WHERE id = :id AND version = :version;

-- name: institution_set_state
-- A move of the sign-up.
UPDATE institution SET state = :state, version = version + 1
 WHERE id = :id AND version = :version;

-- name: institution_set_regime
-- Whose law binds it, as the operator found.
UPDATE institution SET regime = :regime, version = version + 1
 WHERE id = :id AND version = :version;

-- name: department_add_first
-- The department an institution joins with, unless it has one of that name.
INSERT INTO department (no, institution_id, name)
SELECT :no, i.id, :name FROM institution i
 WHERE i.id = :institution
   AND NOT EXISTS (SELECT 1 FROM department d WHERE d.institution_id = i.id AND d.name = :name);

-- name: institution_list
-- The operator's list: those that wait first; then those that joined, then the merely known.
SELECT x.no, x.name, x.kind, x.regime, x.state, x.district_name, x.applied_at
  FROM (SELECT i.id, i.no, i.name, i.kind, i.regime, i.state,
               COALESCE(r.name, '') AS district_name,
               CASE i.state WHEN 'applied' THEN 0 WHEN 'listed' THEN 2 ELSE 1 END AS turn,
               (SELECT MAX(a.applied_at) FROM application a WHERE a.institution_id = i.id)
                   AS applied_at
          FROM institution i
          LEFT JOIN region r ON r.code = i.district_code
         WHERE (CAST(:state AS TEXT) IS NULL OR i.state = :state)
           AND (CAST(:name AS TEXT) IS NULL OR i.name LIKE :name ESCAPE '!')) x
 WHERE CAST(:after AS BIGINT) IS NULL
    OR (x.turn, x.id) > (SELECT CASE b.state WHEN 'applied' THEN 0 WHEN 'listed' THEN 2 ELSE 1 END,
                                b.id
                           FROM institution b WHERE b.no = :after)
 ORDER BY x.turn, x.id
 LIMIT :count;

-- name: institution_counts
-- How many of those looked for stand where.
SELECT state, COUNT(*) AS count
  FROM institution
 WHERE CAST(:name AS TEXT) IS NULL OR name LIKE :name ESCAPE '!'
 GROUP BY state
 ORDER BY state;
