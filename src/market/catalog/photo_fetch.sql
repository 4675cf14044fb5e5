-- Photos by their addresses, and the machines they may come from.

-- name: photo_host_is_on
-- Whether photos may come from it.
SELECT COUNT(*) AS count FROM photo_host WHERE host = :host AND is_on = 1;

-- name: photo_host_list
-- All, those that are approved first.
SELECT h.id, h.host, h.is_on, h.reason, h.changed_at, h.version, COALESCE(a.name, '') AS account_name
  FROM photo_host h
  LEFT JOIN account a ON a.id = h.changed_by
 ORDER BY h.is_on DESC, h.host
 LIMIT 400;

-- name: photo_host_find
-- One by its name.
SELECT h.id, h.host, h.is_on, h.reason, h.changed_at, h.version, COALESCE(a.name, '') AS account_name
  FROM photo_host h
  LEFT JOIN account a ON a.id = h.changed_by
 WHERE h.host = :host;

-- name: photo_host_count
-- How many are approved.
SELECT COUNT(*) AS count FROM photo_host WHERE is_on = 1;

-- name: photo_host_add
-- A new one.
INSERT INTO photo_host (host, is_on, reason, changed_by, changed_at) VALUES (:host, 1, :reason, :by, :now)
RETURNING id;

-- name: photo_host_set
-- Approved again, or taken back.
UPDATE photo_host SET is_on = :is_on, reason = :reason, changed_by = :by, changed_at = :now, version = version + 1
 WHERE id = :id AND version = :version;

-- name: photo_fetch_add
-- A photo to be fetched, or why not. Asked for anew: one that was refused, one that waits since
-- before a moment (nobody fetches it), and one whose picture its firm took away.
INSERT INTO photo_fetch (import_id, row_number, offer_id, url, state, words, created_at, moved_at)
VALUES (:import, :row, :offer, :url, :state, :words, :now, :now)
ON CONFLICT (offer_id, url) DO UPDATE
   SET import_id = excluded.import_id, row_number = excluded.row_number, state = excluded.state, words = excluded.words,
       attempts = 0, picture_id = NULL, moved_at = excluded.moved_at
 WHERE photo_fetch.state = 'refused'
    OR (photo_fetch.state = 'waiting' AND photo_fetch.moved_at < :stale)
    OR (photo_fetch.state = 'kept'
        AND NOT EXISTS (SELECT 1 FROM product_picture x
                         WHERE x.picture_id = photo_fetch.picture_id AND x.removed_at IS NULL))
RETURNING id;

-- name: photo_fetch_load
-- One for the job, with whose it is.
SELECT f.id, f.import_id, f.row_number, f.offer_id, f.url, f.state, f.words, f.attempts, o.no AS offer_no, o.supplier_id,
       COALESCE(i.account_id, 0) AS account_id, COALESCE(a.name, '') AS account_name
  FROM photo_fetch f
  JOIN offer o ON o.id = f.offer_id
  JOIN product_import i ON i.id = f.import_id
  LEFT JOIN account a ON a.id = i.account_id
 WHERE f.id = :id;

-- name: photo_fetch_set
-- What became of it, as long as it waits.
UPDATE photo_fetch SET state = :state, words = :words, attempts = :attempts, picture_id = :picture, moved_at = :now
 WHERE id = :id AND state = 'waiting';

-- name: photo_fetch_counts
-- Those of an import by what became of them.
SELECT state, COUNT(*) AS count FROM photo_fetch WHERE import_id = :import GROUP BY state;

-- name: photo_fetch_list
-- The first of an import: what was refused, what waits, what was kept.
SELECT f.row_number, f.url, f.state, f.words, o.no AS offer_no, COALESCE(p.state, '') AS picture_state,
       COALESCE(p.verdict, 'made') AS verdict
  FROM photo_fetch f
  JOIN offer o ON o.id = f.offer_id
  LEFT JOIN picture p ON p.id = f.picture_id
 WHERE f.import_id = :import
 ORDER BY CASE f.state WHEN 'refused' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, f.row_number, f.id
 LIMIT 50;
