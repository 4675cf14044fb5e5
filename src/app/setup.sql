-- The set-up data of a new site.

-- name: setup_look
-- Is any of it there?
SELECT CASE WHEN EXISTS (SELECT 1 FROM category) OR EXISTS (SELECT 1 FROM institution)
            THEN 1 ELSE 0 END AS is_done;

-- name: setup_counts
-- How much was loaded.
SELECT (SELECT COUNT(*) FROM category WHERE level = 3) AS categories,
       (SELECT COUNT(*) FROM attribute) AS attributes, (SELECT COUNT(*) FROM synonym) AS synonyms,
       (SELECT COUNT(*) FROM region WHERE level = 'sigungu' AND in_city = 1) AS districts,
       (SELECT COUNT(*) FROM institution) AS institutions;

-- name: setup_institution_add
-- An institution of the set-up data; it may join.
INSERT INTO institution (no, code, name, kind, regime, parent_id, district_code, address, phone,
                         head_title, state, is_demo, created_at)
VALUES (:no, :code, :name, :kind, :regime,
        (SELECT p.id FROM institution p WHERE p.code = CAST(:parent AS TEXT)),
        (SELECT r.code FROM region r WHERE r.level = 'sigungu' AND r.in_city = 1
           AND r.name = CAST(:district AS TEXT)),
        '', '', '', 'listed', 0, :now);
