-- Photos that were handed in, and what was made of them.

-- name: picture_add
-- One that waits to be made.
INSERT INTO picture (no, file_id, state, created_by, added_at)
VALUES (:no, :file, 'waiting', :created_by, :added_at)
RETURNING id;

-- name: picture_find
-- One picture.
SELECT id, no, file_id, state, verdict, width, height, words, hash, added_at
  FROM picture
 WHERE id = :id;

-- name: picture_find_made
-- The file of one size of a ready picture.
SELECT CASE CAST(:size AS TEXT) WHEN '1200.webp' THEN large_id WHEN '600.webp' THEN middle_id
                                WHEN '240.webp' THEN small_id ELSE jpeg_id END AS file_id
  FROM picture
 WHERE no = :no AND state = 'ready';

-- name: picture_set_ready
-- The pictures are made.
UPDATE picture
   SET state = 'ready', verdict = 'made', width = :width, height = :height, words = :words,
       hash = :hash, large_id = :large, middle_id = :middle, small_id = :small, jpeg_id = :jpeg,
       made_at = :now
 WHERE id = :id AND state = 'waiting';

-- name: picture_set_refused
-- None can be made of it.
UPDATE picture SET state = 'refused', verdict = :verdict, made_at = :now
 WHERE id = :id AND state = 'waiting';

-- name: picture_band_add
-- A part of its hash, for finding those that look like it.
INSERT INTO picture_band (band, value, picture_id) VALUES (:band, :value, :id)
ON CONFLICT (band, value, picture_id) DO NOTHING;

-- name: picture_near_band
-- Those that have this part of the hash alike.
SELECT p.id, p.hash
  FROM picture_band b
  JOIN picture p ON p.id = b.picture_id
 WHERE b.band = :band AND b.value = :value
 ORDER BY b.picture_id DESC
 LIMIT 2000;
