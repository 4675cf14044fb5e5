-- What was looked for and not found.

-- name: search_miss_add
-- Once more that day; of different texts no more than so many a day.
INSERT INTO search_miss (on_day, query, count)
SELECT :day, :text, 1
  FROM (SELECT COUNT(*) AS texts,
               CAST(COALESCE(SUM(CASE WHEN m.query = :text THEN 1 ELSE 0 END), 0) AS BIGINT) AS known
          FROM search_miss m
         WHERE m.on_day = :day) x
 WHERE x.known = 1 OR x.texts < :most
ON CONFLICT (on_day, query) DO UPDATE SET count = search_miss.count + excluded.count;

-- name: search_miss_forget
-- What was asked long ago.
DELETE FROM search_miss WHERE on_day < :day;
