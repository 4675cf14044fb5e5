-- The guide to the categories: names, numbers, words.

-- name: guide_leaves
-- Every category of the lowest level, with the words of the titles listed there.
SELECT c.code, c.name, COALESCE(t.name || ' › ', '') || COALESCE(m.name, '') AS path,
       c.detail_name, COALESCE(c.class_no, '') AS class_no, COALESCE(c.detail_no, '') AS detail_no,
       COALESCE(h.things, '') AS things, COALESCE(w.words, '') AS title_words
  FROM category c
  LEFT JOIN category m ON m.code = c.parent_code
  LEFT JOIN category t ON t.code = m.parent_code
  LEFT JOIN category_things h ON h.category_code = c.code
  LEFT JOIN category_word w ON w.category_code = c.code
 WHERE c.level = 3
 ORDER BY c.code
 LIMIT :count;

-- name: guide_words
-- The lists of the templates that say what a thing is, category by category, then the other words for the same.
SELECT CAST(0 AS BIGINT) AS is_synonym, a.category_code AS term, a.words, a.position
  FROM attribute a
 WHERE a.kind = 'enum' AND a.name IN ('종류', '품목', '유형', '형식', '과정', '제형', '방식')
UNION ALL
SELECT CAST(1 AS BIGINT), s.term, s.canonical, CAST(0 AS BIGINT)
  FROM synonym s
 ORDER BY is_synonym, term, position
 LIMIT :count;

-- name: guide_version
-- How often what the two above read has changed.
SELECT version FROM guide_version WHERE one = 1;

-- name: guide_changed
-- It has changed.
UPDATE guide_version SET version = version + 1 WHERE one = 1;

-- name: guide_words_changed
-- It has changed, where a category is known by other words from now on.
UPDATE guide_version SET version = version + 1
 WHERE one = 1
   AND NOT EXISTS (SELECT 1 FROM category_word w
                    WHERE w.category_code = :category AND w.words = :words);

-- name: guide_codes
-- Categories of the lowest level, on by key.
SELECT code FROM category WHERE level = 3 AND code > :after ORDER BY code LIMIT :count;

-- name: guide_titles
-- What is for sale there, the newest first.
SELECT p.title
  FROM product p
 WHERE p.category_code = :category
   AND EXISTS (SELECT 1 FROM offer o WHERE o.product_id = p.id AND o.state = 'active')
 ORDER BY p.id DESC
 LIMIT :count;

-- name: guide_keep
-- The words of a category as they were counted.
INSERT INTO category_word (category_code, words, title_count, counted_at)
VALUES (:category, :words, :title_count, :now)
ON CONFLICT (category_code) DO UPDATE SET words = excluded.words,
    title_count = excluded.title_count, counted_at = excluded.counted_at;
