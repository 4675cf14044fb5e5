-- Words of the public list: each pair of letters that stand together in search_text, so that any
-- part of a name is found without looking at every row. A pair is written as the digits of its bytes.

-- @sqlite
CREATE VIRTUAL TABLE disclosure_gram USING fts5 (grams, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii');
INSERT INTO disclosure_gram (rowid, grams)
SELECT d.id,
       (WITH RECURSIVE place (i) AS
             (SELECT 1 UNION ALL SELECT i + 1 FROM place WHERE i < length(d.search_text) - 1)
        SELECT group_concat(hex(substr(d.search_text, i, 2)), ' ') FROM place)
  FROM disclosure d;

-- @postgres
CREATE FUNCTION disclosure_grams(words TEXT) RETURNS TEXT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT COALESCE(array_agg(DISTINCT encode(convert_to(substr(words, i, 2), 'UTF8'), 'hex')), '{}')
      FROM generate_series(1, char_length(words) - 1) AS i
$$;
CREATE INDEX disclosure_gram ON disclosure USING gin (disclosure_grams(search_text));
-- @both
