-- @both
-- The search copy lists what begins with a character: 물 and L are asked for so, and of a million
-- offers each such word would be put together anew. It is read anew.

-- @sqlite
DROP TABLE search_fts;
DELETE FROM search_doc;
DELETE FROM search_word;
CREATE VIRTUAL TABLE search_fts USING fts5 (title_tok, tok, content = 'search_doc', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0', prefix = '1');
UPDATE search_position SET change_id = 0, generation = generation + 1 WHERE one = 1;
