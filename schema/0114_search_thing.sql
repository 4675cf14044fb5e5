-- @both
-- What is typed leads to the category whose things are called so.

-- @sqlite
-- The nouns of the categories (category.things) in the copy that is searched, each by its key.
CREATE TABLE search_thing (
    key           TEXT NOT NULL,
    category_code TEXT NOT NULL,
    PRIMARY KEY (key, category_code)
) STRICT, WITHOUT ROWID;

-- @both
-- The words of the set-up data are read anew: no offer has the number 0. One of the offers follows, so that
-- whoever reads the changes gets beyond it.
INSERT INTO search_change (offer_id)
SELECT x.id
  FROM (SELECT 0 AS id UNION ALL SELECT MAX(o.id) AS id FROM offer o) x
 WHERE EXISTS (SELECT 1 FROM offer o) AND x.id IS NOT NULL
 ORDER BY x.id;
