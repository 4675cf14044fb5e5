-- How many rows a server reads to list a sheet.

-- name: import_plan_empty @postgres
-- Not even the room of earlier offers is left.
TRUNCATE offer CASCADE;

-- name: import_plan_count @postgres
-- A new site's server has counted its offers once: none.
ANALYZE offer;

-- name: import_plan_tell @postgres
-- What this session read is told at the end of the transaction.
SELECT CAST(pg_stat_force_next_flush() AS TEXT) AS told;

-- name: import_plan_read @postgres
-- Rows of offers and products read so far, whichever way.
SELECT CAST(SUM(COALESCE(idx_tup_fetch, 0) + seq_tup_read) AS BIGINT) AS rows
  FROM pg_stat_user_tables
 WHERE schemaname = current_schema() AND relname IN ('offer', 'product');
