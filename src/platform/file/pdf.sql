-- What was found in PDFs, by their bytes and by who looked.

-- name: pdf_find
-- What the newest looker found in these; no row: nobody looked yet.
SELECT verdict FROM pdf_look WHERE sha256 = :sha256 ORDER BY looker DESC LIMIT 1;

-- name: pdf_is_current
-- Whether this looker, or a newer one, looked at these.
SELECT COUNT(*) AS look_count FROM pdf_look WHERE sha256 = :sha256 AND looker >= :looker;

-- name: pdf_note
-- It was looked at. Where two looked at once, the first word stands.
INSERT INTO pdf_look (sha256, looker, verdict, pages, looked_at)
VALUES (:sha256, :looker, :verdict, :pages, :now)
ON CONFLICT (sha256, looker) DO NOTHING;

-- name: pdf_waits
-- How many looks a party waits for.
SELECT COUNT(*) AS job_count
  FROM job
 WHERE kind IN ('picture.pdf', 'picture.pdf_second') AND state IN ('waiting', 'running')
   AND argument = :party;

-- name: pdf_old_find
-- The newest PDF before a file that this looker has not looked at.
SELECT f.id
  FROM file f
 WHERE f.kind = 'pdf' AND f.id < :before
   AND NOT EXISTS (SELECT 1 FROM pdf_look l WHERE l.sha256 = f.sha256 AND l.looker >= :looker)
 ORDER BY f.id DESC
 LIMIT 1;

-- name: pdf_old_hand_on
-- A file gets a job of its own, unless one of it is a dead letter already.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at)
SELECT 'picture.pdf', CAST(:file AS BIGINT), '', 'waiting', CAST(:now AS BIGINT), CAST(:now AS BIGINT)
 WHERE NOT EXISTS (SELECT 1
                     FROM job j
                    WHERE j.kind IN ('picture.pdf', 'picture.pdf_second') AND j.state = 'dead'
                      AND j.object_id = :file);

-- name: pdf_same
-- All files with these bytes.
SELECT id FROM file WHERE sha256 = :sha256 AND kind = 'pdf' ORDER BY id LIMIT 100; -- LIMIT_PDF_SAME
