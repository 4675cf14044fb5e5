-- Words that may be suggested, as the copy keeps them.

-- name: search_source_words
-- What categories are called, what people also call things, and the nouns of each category.
SELECT 'category' AS kind, c.name AS found_by, c.name AS term, c.code AS target FROM category c
UNION ALL
SELECT 'synonym' AS kind, s.term AS found_by, s.canonical AS term, '' AS target FROM synonym s
UNION ALL
SELECT 'things' AS kind, h.things AS found_by, '' AS term, h.category_code AS target FROM category_things h WHERE h.things <> ''
 ORDER BY kind, found_by;

-- name: search_word_add @sqlite
-- A word that may be suggested, once more or once less.
INSERT INTO search_word (key, kind, term, target, within, weight)
VALUES (:key, :kind, :term, :target, :within, :weight)
ON CONFLICT (key, kind, term, target) DO UPDATE SET weight = weight + excluded.weight;

-- name: search_word_forget @sqlite
-- It stands nowhere any more.
DELETE FROM search_word
 WHERE key = :key AND kind = :kind AND term = :term AND target = :target AND weight <= 0;

-- name: search_word_clear @sqlite
-- Begin the words of the set-up data anew.
DELETE FROM search_word WHERE kind IN ('category', 'synonym');
