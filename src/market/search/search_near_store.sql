-- Known words, for queries with a slip of a key in them.

-- name: search_word_titles @sqlite
-- What the offers listed as a JSON array of ids are called.
SELECT d.title FROM json_each(:ids) j JOIN search_doc d ON d.id = j.value ORDER BY j.key;

-- name: search_word_known @sqlite
-- Names of categories and products, and with their key what people also call them; the weightiest
-- of a kind first.
SELECT term, kind, CASE WHEN kind = 'synonym' THEN key ELSE '' END AS key, MAX(weight) AS weight
  FROM search_word
 WHERE within = 0 AND kind <> 'supplier'
 GROUP BY term, kind, CASE WHEN kind = 'synonym' THEN key ELSE '' END
 ORDER BY kind, weight DESC, term, key;
