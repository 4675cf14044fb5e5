-- Words: what may be suggested, and what people also call things.

-- name: search_word_list @sqlite
-- Words with a key that begins so: those that begin with it first, then the weightiest.
SELECT term, kind, target, MIN(within) AS within, MAX(weight) AS weight
  FROM search_word
 WHERE key >= :from AND key < :to
 GROUP BY term, kind, target
 ORDER BY within, weight DESC, term
 LIMIT 40;

-- name: search_word_synonym @sqlite
-- What a word is also called.
SELECT term FROM search_word WHERE key = :key AND kind = 'synonym' AND within = 0 LIMIT 1;
