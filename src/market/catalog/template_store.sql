-- The catalogue's own words, and changes of them.

-- name: template_category
-- A category's row.
SELECT c.name, COALESCE(c.parent_code, '') AS parent, c.object, c.unit, c.vat, COALESCE(c.class_no, '') AS class_no,
       COALESCE(c.detail_no, '') AS detail_no, c.detail_name, c.is_green, c.direct_production, c.title_pattern,
       COALESCE(h.things, '') AS things, c.delay_variant
  FROM category c
  LEFT JOIN category_things h ON h.category_code = c.code
 WHERE c.code = :key;

-- name: template_attribute
-- A row of a template.
SELECT name, kind, unit, words, is_required, is_comparable, position
  FROM attribute WHERE category_code = :category AND key = :key;

-- name: template_synonym
-- Another word.
SELECT canonical, relation FROM synonym WHERE term = :key;

-- name: template_word
-- A word that is looked at.
SELECT kind, reason FROM vetting_word WHERE word = :key;

-- name: template_reason
-- A reason to look, and what it counts.
SELECT label, points, limit_value, needs_two FROM vetting_reason WHERE code = :key;

-- name: template_unit
-- A unit beside those of the program, or what one of them got besides.
SELECT spellings, base, times, parts, is_counted FROM catalog_unit WHERE name = :key;

-- name: template_units
-- All of them.
SELECT name, spellings, base, times, parts, is_counted FROM catalog_unit ORDER BY name LIMIT :count;

-- name: template_units_known
-- All of them, and then, the newest first, every unit as it was in force once.
SELECT 0 AS is_past, CAST(0 AS BIGINT) AS place, u.name, u.spellings, u.base, u.times, u.parts, u.is_counted,
       '' AS becomes
  FROM catalog_unit u
UNION ALL
SELECT 1, c.id, c.key, '', '', 1, 1, 0, c.becomes
  FROM template_change c
 WHERE c.kind = 'unit' AND c.act = 'set' AND c.state = 'done'
 ORDER BY is_past, place DESC, name;

-- name: template_category_set
-- A category changes; a new one stands below its parent.
INSERT INTO category (code, parent_code, level, position, name, object, class_no, detail_no,
                      detail_name, vat, unit, is_green, direct_production, title_pattern,
                      delay_variant)
SELECT :key, CAST(:parent AS TEXT),
       COALESCE((SELECT p.level + 1 FROM category p WHERE p.code = :parent), 1),
       COALESCE((SELECT MAX(x.position) + 1 FROM category x), 1), :name, :object, :class_no,
       :detail_no, :detail_name, :vat, :unit, :is_green, :direct_production, :title_pattern,
       :delay_variant
 WHERE 1 = 1
ON CONFLICT (code) DO UPDATE SET parent_code = excluded.parent_code, level = excluded.level,
    name = excluded.name, object = excluded.object, class_no = excluded.class_no,
    detail_no = excluded.detail_no, detail_name = excluded.detail_name, vat = excluded.vat,
    unit = excluded.unit, is_green = excluded.is_green,
    direct_production = excluded.direct_production, title_pattern = excluded.title_pattern,
    delay_variant = excluded.delay_variant;

-- name: template_things_set
-- What things of a category are called.
INSERT INTO category_things (category_code, things) VALUES (:category, :things)
ON CONFLICT (category_code) DO UPDATE SET things = excluded.things;

-- name: template_attribute_set
-- A row of a template, new or changed.
INSERT INTO attribute (category_code, key, position, name, kind, unit, words, is_required,
                       is_comparable)
VALUES (:category, :key, :position, :name, :kind, :unit, :words, :is_required, :is_comparable)
ON CONFLICT (category_code, key) DO UPDATE SET position = excluded.position, name = excluded.name,
    kind = excluded.kind, unit = excluded.unit, words = excluded.words,
    is_required = excluded.is_required, is_comparable = excluded.is_comparable;

-- name: template_synonym_set
-- Another word, new or changed.
INSERT INTO synonym (term, canonical, relation) VALUES (:key, :canonical, :relation)
ON CONFLICT (term) DO UPDATE SET canonical = excluded.canonical, relation = excluded.relation;

-- name: template_word_set
-- A word that is looked at, new or changed.
INSERT INTO vetting_word (word, kind, reason) VALUES (:key, :kind, :reason)
ON CONFLICT (word) DO UPDATE SET kind = excluded.kind, reason = excluded.reason;

-- name: template_unit_set
-- A unit, new or changed.
INSERT INTO catalog_unit (name, spellings, base, times, parts, is_counted)
VALUES (:key, :spellings, :base, :times, :parts, :is_counted)
ON CONFLICT (name) DO UPDATE SET spellings = excluded.spellings, base = excluded.base,
    times = excluded.times, parts = excluded.parts, is_counted = excluded.is_counted;

-- name: template_reason_set
-- What a reason counts.
UPDATE vetting_reason
   SET label = :label, points = :points, limit_value = :limit_value, needs_two = :needs_two
 WHERE code = :key;

-- name: template_attribute_remove
-- A row of a template goes; what products say stays with them.
DELETE FROM attribute WHERE category_code = :category AND key = :key;

-- name: template_synonym_remove
-- It is no other word any more.
DELETE FROM synonym WHERE term = :key;

-- name: template_word_remove
-- It is looked at no more.
DELETE FROM vetting_word WHERE word = :key;

-- name: template_unit_remove
-- It is a unit no more; one of the program is as it was.
DELETE FROM catalog_unit WHERE name = :key;

-- name: template_tell_offers
-- The search reads the offers of a category, and of those below it in the tree, anew.
INSERT INTO search_change (offer_id)
SELECT o.id
  FROM category c
  LEFT JOIN category m ON m.code = c.parent_code
  JOIN product p ON p.category_code = c.code
  JOIN offer o ON o.product_id = p.id AND o.state = 'active'
 WHERE c.code = :key OR c.parent_code = :key OR m.parent_code = :key
 ORDER BY o.id;

-- name: template_tell_words
-- The search reads its words of categories and synonyms anew: no offer has the number 0. One of the offers
-- follows, so that whoever reads the changes gets beyond it.
INSERT INTO search_change (offer_id)
SELECT x.id
  FROM (SELECT 0 AS id UNION ALL SELECT MAX(o.id) AS id FROM offer o) x
 WHERE EXISTS (SELECT 1 FROM offer o) AND x.id IS NOT NULL
 ORDER BY x.id;

-- name: template_tell_queue
-- What waits is weighed anew.
DELETE FROM vetting_case;

-- name: template_touch_category
-- What lies in a category and below: the newest by name, with what is known of them, a row a value; each with how many
-- there are and are for sale.
SELECT y.id, y.no, y.title, y.maker, y.model, y.is_sold, y.products, y.offers,
       COALESCE(v.key, '') AS key, COALESCE(v.value, '') AS value
  FROM (SELECT x.id, x.no, x.title, x.maker, x.model, x.is_sold, COUNT(*) OVER () AS products,
               CAST(SUM(x.is_sold) OVER () AS BIGINT) AS offers
          FROM (SELECT p.id, p.no, p.title, p.maker, p.model,
                       CASE WHEN EXISTS (SELECT 1 FROM offer o WHERE o.product_id = p.id AND o.state = 'active')
                            THEN 1 ELSE 0 END AS is_sold
                  FROM category c
                  LEFT JOIN category m ON m.code = c.parent_code
                  JOIN product p ON p.category_code = c.code
                 WHERE c.code = :key OR c.parent_code = :key OR m.parent_code = :key) x
         ORDER BY x.id DESC
         LIMIT :count) y
  LEFT JOIN product_attribute v ON v.product_id = y.id
 ORDER BY y.id DESC, v.key;

-- name: template_touch_values
-- What products say of an attribute.
SELECT v.value, COUNT(*) AS count
  FROM product p
  JOIN product_attribute v ON v.product_id = p.id AND v.key = :key
 WHERE p.category_code = :category
 GROUP BY v.value
 ORDER BY v.value
 LIMIT :count;

-- name: template_touch_missing
-- Products that say nothing of it.
SELECT COUNT(*) AS count
  FROM product p
 WHERE p.category_code = :category
   AND NOT EXISTS (SELECT 1 FROM product_attribute v
                    WHERE v.product_id = p.id AND v.key = :key AND v.value <> '');

-- name: template_touch_titles
-- Products whose title holds a word.
SELECT COUNT(*) AS count FROM product p WHERE p.title LIKE :word ESCAPE '!';

-- name: template_touch_searches
-- Searches that found nothing and spoke of a word.
SELECT CAST(COALESCE(SUM(m.count), 0) AS BIGINT) AS count
  FROM search_miss m
 WHERE m.on_day >= :since AND m.query LIKE :word ESCAPE '!';

-- name: template_touch_waiting
-- Listings that wait to be looked at.
SELECT COUNT(*) AS count FROM vetting_case;

-- name: template_touch_unit
-- By what things for sale are sold; then texts and figures that hold a spelling of a unit, with the rows
-- they stand in: `forms` has so many patterns, each filled up with blanks to 32 characters.
WITH RECURSIVE form (n) AS (
    SELECT 0
    UNION ALL
    SELECT f.n + 1 FROM form f WHERE f.n + 1 < :form_count
)
SELECT 0 AS part, o.unit AS value, '' AS name, '' AS kind, '' AS unit, COUNT(*) AS count
  FROM offer o
 WHERE o.state = 'active'
 GROUP BY o.unit
UNION ALL
SELECT 1 AS part, v.value, a.name, a.kind, a.unit, COUNT(*) AS count
  FROM product_attribute v
  JOIN product p ON p.id = v.product_id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE a.kind IN ('text', 'number')
   AND EXISTS (SELECT 1 FROM form f
                WHERE v.value LIKE '%' || TRIM(SUBSTR(:forms, f.n * 32 + 1, 32)) || '%' ESCAPE '!')
 GROUP BY v.value, a.name, a.kind, a.unit
 ORDER BY part, value, name, kind, unit
 LIMIT :count;

-- name: template_search
-- What is called so, of one kind or of all; without words, of a category those at the top of the tree.
SELECT x.kind, x.key, x.name, x.more
  FROM (SELECT 'category' AS kind, c.code AS key, c.name,
               CASE WHEN m.code IS NULL THEN '' ELSE m.name || ' 아래' END
               || CASE WHEN m.code IS NULL OR b.below = 0 THEN '' ELSE ' · ' END
               || CASE WHEN b.below = 0 THEN '' ELSE '아래 분류 ' || b.below || '개' END AS more,
               c.position AS place
          FROM category c
          LEFT JOIN category m ON m.code = c.parent_code
          JOIN (SELECT y.code, COUNT(z.code) AS below
                  FROM category y
                  LEFT JOIN category z ON z.parent_code = y.code
                 GROUP BY y.code) b ON b.code = c.code
         WHERE :kind IN ('', 'category')
           AND ((CAST(:words AS TEXT) IS NULL AND c.level = 1)
                OR c.name LIKE :words ESCAPE '!' OR c.code LIKE :words ESCAPE '!')
        UNION ALL
        SELECT 'synonym', s.term, s.term, s.canonical, 10000
          FROM synonym s
         WHERE :kind IN ('', 'synonym')
           AND (CAST(:words AS TEXT) IS NULL
                OR s.term LIKE :words ESCAPE '!' OR s.canonical LIKE :words ESCAPE '!')
        UNION ALL
        SELECT 'word', w.word, w.word, w.reason, 10001
          FROM vetting_word w
         WHERE :kind IN ('', 'word')
           AND (CAST(:words AS TEXT) IS NULL OR w.word LIKE :words ESCAPE '!')
        UNION ALL
        SELECT 'reason', r.code, r.label, r.meaning, 10002 + r.position
          FROM vetting_reason r
         WHERE :kind IN ('', 'reason')
           AND (CAST(:words AS TEXT) IS NULL OR r.label LIKE :words ESCAPE '!')
        UNION ALL
        SELECT 'unit', u.name, u.name,
               u.spellings || CASE WHEN u.base = '' THEN '' ELSE ' → ' || u.base END, 20000
          FROM catalog_unit u
         WHERE :kind IN ('', 'unit')
           AND (CAST(:words AS TEXT) IS NULL OR u.name LIKE :words ESCAPE '!'
                OR u.spellings LIKE :words ESCAPE '!')) x
 ORDER BY x.place, x.name
 LIMIT :count;

-- name: template_attributes
-- The rows of a category's template.
SELECT a.category_code || '/' || a.key AS key, a.name,
       CASE a.kind WHEN 'number' THEN '수' WHEN 'enum' THEN '고르기' WHEN 'bool' THEN '예·아니오'
                   ELSE '글' END
       || CASE WHEN a.unit = '' THEN '' ELSE ' ' || a.unit END
       || CASE WHEN a.is_required = 1 THEN ', 필수' ELSE '' END AS more
  FROM attribute a
 WHERE a.category_code = :category
 ORDER BY a.position, a.key
 LIMIT :count;

-- name: template_children
-- The categories right below.
SELECT c.code AS key, c.name, '' AS more
  FROM category c
 WHERE c.parent_code = :category
 ORDER BY c.position, c.code
 LIMIT :count;

-- name: template_add
-- A change, with what it touches.
INSERT INTO template_change (no, kind, key, act, was, becomes, reason, touched, from_day, account_id,
                             made_at, state)
VALUES (:no, :kind, :key, :act, :was, :becomes, :reason, :touched, :from_day, :account, :now,
        'waiting')
RETURNING id;

-- name: template_changes
-- Changes: one, those that are due, or those that wait and then the newest. What is looked at is not due
-- before a second operator agreed.
SELECT c.id, c.no, c.kind, c.key, c.act, c.was, c.becomes, c.reason, c.touched, c.from_day,
       c.account_id, a.name AS account_name, COALESCE(g.name, '') AS agreed_name, c.made_at, c.state
  FROM template_change c
  JOIN account a ON a.id = c.account_id
  LEFT JOIN account g ON g.id = c.agreed_id
 WHERE (:no = 0 OR c.no = :no)
   AND (CAST(:due AS TEXT) IS NULL OR (c.state = 'waiting' AND c.from_day <= :due
        AND (c.agreed_id IS NOT NULL OR c.kind NOT IN ('word', 'reason'))))
 ORDER BY CASE c.state WHEN 'waiting' THEN 0 ELSE 1 END, c.id DESC
 LIMIT :count;

-- name: template_agree
-- Another operator than who proposed it agrees, once.
UPDATE template_change
   SET agreed_id = :account
 WHERE id = :change AND state = 'waiting' AND agreed_id IS NULL AND account_id <> :account;

-- name: template_state_set
-- It is done, taken back, or does not fit any more.
UPDATE template_change SET state = :state, done_at = :now WHERE id = :change AND state = 'waiting';

-- name: template_has_waiting
-- Does a change of it wait?
SELECT COUNT(*) AS count
  FROM template_change
 WHERE kind = :kind AND key = :key AND state = 'waiting';
