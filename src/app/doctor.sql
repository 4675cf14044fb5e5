-- What must hold across the whole database, asked by `dure doctor`.

-- name: doctor_file
-- The engine's own opinion of its file: "ok", or the first thing wrong.
SELECT integrity_check AS said FROM pragma_integrity_check(1);

-- name: doctor_file @postgres
-- PostgreSQL has no such question; its pages carry checksums.
SELECT 'ok' AS said;

-- name: doctor_reference
-- The table that a row points to where nothing is; PostgreSQL cannot have one.
SELECT parent AS said FROM pragma_foreign_key_check LIMIT 1;

-- name: doctor_reference @postgres
-- None by construction.
SELECT '' AS said WHERE FALSE;

-- name: doctor_ledger
-- A posting whose debits and credits differ, or that has no lines.
SELECT p.kind || ' ' || CAST(p.object_id AS TEXT) AS said
  FROM ledger_posting p
  LEFT JOIN ledger_line l ON l.posting_id = p.id
 GROUP BY p.id, p.kind, p.object_id
HAVING COALESCE(SUM(l.debit_won), 0) <> COALESCE(SUM(l.credit_won), 0) OR COUNT(l.posting_id) = 0
 LIMIT 1;
