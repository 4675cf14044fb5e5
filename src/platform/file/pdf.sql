-- What was found in PDFs, by their bytes.

-- name: pdf_find
-- What was found in these; no row: nobody looked yet.
SELECT verdict FROM pdf_look WHERE sha256 = :sha256;

-- name: pdf_note
-- It was looked at. Where two looked at once, the first word stands.
INSERT INTO pdf_look (sha256, verdict, pages, looked_at) VALUES (:sha256, :verdict, :pages, :now)
ON CONFLICT (sha256) DO NOTHING;
