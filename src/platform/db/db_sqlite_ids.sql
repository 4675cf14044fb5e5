-- What SQLite's full text search offers to those that add functions to it.

-- name: db_fts5 @sqlite
-- It writes where its interface is through the pointer that is bound.
SELECT fts5(:api) AS fts5;
