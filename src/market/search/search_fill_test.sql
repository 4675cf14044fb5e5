-- A copy made again from nothing, and what it holds.

-- name: search_fill_test_changes
-- Every offer changed so many times more.
INSERT INTO search_change (offer_id)
WITH RECURSIVE turn (n) AS (
    SELECT CAST(1 AS BIGINT) UNION ALL SELECT t.n + 1 FROM turn t WHERE t.n < :times)
SELECT o.id FROM turn t CROSS JOIN offer o ORDER BY t.n, o.id;

-- name: search_fill_test_forget_docs @sqlite
-- As before the first offer was filed.
DELETE FROM search_doc;

-- name: search_fill_test_forget_fts @sqlite
-- … nor its tokens.
INSERT INTO search_fts (search_fts) VALUES ('delete-all');

-- name: search_fill_test_forget_words @sqlite
-- … nor a word suggested.
DELETE FROM search_word;

-- name: search_fill_test_forget_position @sqlite
-- … nor a change read.
UPDATE search_position SET change_id = 0;

-- name: search_fill_test_check @sqlite
-- Fails when the index and the texts it is of do not fit.
INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1);

-- name: search_fill_test_docs @sqlite
-- The offers it holds.
SELECT price_won, id || '/' || title_tok || '/' || tok || '/' || title || '/' || supplier_name AS text
  FROM search_doc
 ORDER BY id;

-- name: search_fill_test_words @sqlite
-- The words it suggests.
SELECT key || '/' || kind || '/' || term || '/' || target || '/' || within AS text, weight
  FROM search_word
 ORDER BY key, kind, term, target;
