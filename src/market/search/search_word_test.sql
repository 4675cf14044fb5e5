-- Words as the tests of known ones need them.

-- name: search_word_test_products @sqlite
-- Names of 2,000 products, each of a word of its own and one that all have.
INSERT INTO search_word (key, kind, term, target, within, weight)
  WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999)
SELECT char(44032 + i) || '나다', 'product', char(44032 + i) || '나다 무지개', '', 0, 1 FROM n;
