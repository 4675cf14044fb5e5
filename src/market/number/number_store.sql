-- The public list of product numbers.

-- name: number_run_reading
-- The run that is reading, if any.
SELECT r.id, r.kind, r.state, '' AS account_name, r.from_day, r.until_day, r.digits, r.page,
       COALESCE(r.total, -1) AS total, r.restarts, r.tries, r.pages, r.added, r.changed, r.ended,
       r.code, r.sentence, r.started_at, r.moved_at, r.version
  FROM number_run r
 WHERE r.state = 'reading';

-- name: number_run_find
-- One run.
SELECT r.id, r.kind, r.state, '' AS account_name, r.from_day, r.until_day, r.digits, r.page,
       COALESCE(r.total, -1) AS total, r.restarts, r.tries, r.pages, r.added, r.changed, r.ended,
       r.code, r.sentence, r.started_at, r.moved_at, r.version
  FROM number_run r
 WHERE r.id = :id;

-- name: number_run_list
-- The last runs.
SELECT r.id, r.kind, r.state, COALESCE(a.name, '') AS account_name, r.from_day, r.until_day,
       r.digits, r.page, COALESCE(r.total, -1) AS total, r.restarts, r.tries, r.pages, r.added,
       r.changed, r.ended, r.code, r.sentence, r.started_at, r.moved_at, r.version
  FROM number_run r
  LEFT JOIN account a ON a.id = r.account_id
 ORDER BY r.id DESC
 LIMIT :count;

-- name: number_run_since
-- When the last run that finished began.
SELECT started_at FROM number_run WHERE state = 'done' ORDER BY id DESC LIMIT 1;

-- name: number_run_add
-- A run that begins.
INSERT INTO number_run (kind, state, account_id, from_day, until_day, digits, page, started_at, moved_at)
VALUES (:kind, 'reading', :account, :from_day, :until_day, :digits, 1, :now, :now)
RETURNING id;

-- name: number_run_move
-- Where a run stands, unless another went on with it.
UPDATE number_run
   SET state = :state, digits = :digits, page = :page, total = NULLIF(:total, -1),
       restarts = :restarts, tries = :tries, pages = :pages, added = :added, changed = :changed,
       ended = :ended, code = :code, sentence = :sentence, moved_at = :now, version = version + 1
 WHERE id = :id AND version = :version AND state = 'reading';

-- name: number_day_calls
-- Calls of a day, and how its look-ups of single numbers stand.
SELECT calls, in_vain, waits_until FROM number_day WHERE day = :day;

-- name: number_day_set
-- Look-ups in succession without an answer, and until when none is tried.
UPDATE number_day SET in_vain = :in_vain, waits_until = :waits_until WHERE day = :day;

-- name: number_day_add
-- So many calls more.
INSERT INTO number_day (day, calls) VALUES (:day, :calls)
ON CONFLICT (day) DO UPDATE SET calls = number_day.calls + excluded.calls;

-- name: number_stage
-- A number as it was read; of two rows of one number that which changed last, or was read last.
INSERT INTO number_staged (no, digits, name, name_en, name_key, is_used, changed_on)
VALUES (:no, :digits, :name, :name_en, :name_key, :is_used, :changed_on)
ON CONFLICT (no) DO UPDATE SET name = excluded.name, name_en = excluded.name_en,
    name_key = excluded.name_key, is_used = excluded.is_used, changed_on = excluded.changed_on
 WHERE excluded.changed_on >= number_staged.changed_on;

-- name: number_staged_count
-- Different numbers of these digits.
SELECT COUNT(*) AS count FROM number_staged WHERE digits = :digits;

-- name: number_unstage
-- What was read of these digits, or all.
DELETE FROM number_staged WHERE digits = :digits OR CAST(:digits AS BIGINT) = 0;

-- name: number_weigh
-- What a whole reading would do.
SELECT (SELECT COUNT(*) FROM product_number WHERE ended_at IS NULL) AS in_use,
       (SELECT COUNT(*) FROM number_staged WHERE is_used = 1) AS read,
       (SELECT COUNT(*)
          FROM product_number n
         WHERE n.ended_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM number_staged s WHERE s.no = n.no AND s.is_used = 1)
       ) AS would_end;

-- name: number_note_added
-- Numbers that are new.
INSERT INTO number_change (run_id, no, kind, was, now)
SELECT CAST(:run AS BIGINT), s.no, 'added', '', s.name
  FROM number_staged s
 WHERE s.is_used = 1 AND NOT EXISTS (SELECT 1 FROM product_number n WHERE n.no = s.no);

-- name: number_note_changed
-- Numbers that are called otherwise, or are used again.
INSERT INTO number_change (run_id, no, kind, was, now)
SELECT CAST(:run AS BIGINT), s.no, 'changed', n.name, s.name
  FROM number_staged s
  JOIN product_number n ON n.no = s.no
 WHERE s.is_used = 1 AND (n.name <> s.name OR n.name_en <> s.name_en OR n.ended_at IS NOT NULL);

-- name: number_note_ended
-- Numbers not to be used any more: marked so, or gone from the whole list.
INSERT INTO number_change (run_id, no, kind, was, now)
SELECT CAST(:run AS BIGINT), n.no, 'ended', n.name, n.name
  FROM product_number n
  LEFT JOIN number_staged s ON s.no = n.no
 WHERE n.ended_at IS NULL AND (s.is_used = 0 OR (CAST(:whole AS BIGINT) = 1 AND s.no IS NULL));

-- name: number_take
-- What was read, in the place of what was known.
INSERT INTO product_number (no, name, name_en, name_key, ended_at)
SELECT s.no, s.name, s.name_en, s.name_key, CASE WHEN s.is_used = 1 THEN NULL ELSE CAST(:now AS BIGINT) END
  FROM number_staged s
 WHERE s.digits > 0
ON CONFLICT (no) DO UPDATE SET name = excluded.name, name_en = excluded.name_en,
    name_key = excluded.name_key,
    ended_at = CASE WHEN excluded.ended_at IS NULL THEN NULL
                    ELSE COALESCE(product_number.ended_at, excluded.ended_at) END;

-- name: number_end_gone
-- What the whole list does not have any more.
UPDATE product_number
   SET ended_at = :now
 WHERE ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM number_staged s WHERE s.no = product_number.no);

-- name: number_search
-- Numbers by their beginning or by a part of their name, those in use first.
SELECT n.no, n.name, n.name_en, n.ended_at,
       (SELECT COUNT(*) FROM category c WHERE c.class_no = n.no OR c.detail_no = n.no) AS category_count,
       (SELECT MIN(c.name) FROM category c WHERE c.class_no = n.no OR c.detail_no = n.no) AS category_name,
       (SELECT MIN(c.code) FROM category c WHERE c.class_no = n.no OR c.detail_no = n.no) AS category_code,
       (SELECT COUNT(*) FROM product p WHERE p.detail_no <> '' AND p.detail_no = n.no) AS product_count
  FROM product_number n
 WHERE n.no LIKE CAST(:beginning AS TEXT) ESCAPE '!' OR n.name_key LIKE CAST(:part AS TEXT) ESCAPE '!'
 ORDER BY CASE WHEN n.ended_at IS NULL THEN 0 ELSE 1 END, LENGTH(n.no), n.no
 LIMIT :count;

-- name: number_search_details
-- 세부품명번호 by their beginning or by a part of their name: those in use first, of these the shortest names.
SELECT n.no, n.name, n.name_en, n.ended_at,
       (SELECT COUNT(*) FROM category c WHERE c.detail_no = n.no) AS category_count,
       (SELECT MIN(c.name) FROM category c WHERE c.detail_no = n.no) AS category_name,
       (SELECT MIN(c.code) FROM category c WHERE c.detail_no = n.no) AS category_code,
       (SELECT COUNT(*) FROM product p WHERE p.detail_no <> '' AND p.detail_no = n.no) AS product_count
  FROM product_number n
 WHERE LENGTH(n.no) = 10
   AND (n.no LIKE CAST(:beginning AS TEXT) ESCAPE '!' OR n.name_key LIKE CAST(:part AS TEXT) ESCAPE '!')
 ORDER BY CASE WHEN n.ended_at IS NULL THEN 0 ELSE 1 END, LENGTH(n.name_key), n.no
 LIMIT :count;

-- name: number_judge
-- What the list says of a number, once one was read, and which in use has the name of an ended one; and what
-- is known of a 물품식별번호.
SELECT COALESCE(i.state, 'unread') AS item_state, COALESCE(i.waits, 0) AS item_waits,
       COALESCE(i.name, '') AS item_name, COALESCE(i.detail_no, '') AS item_detail_no,
       w.is_read AS number_is_read, COALESCE(n.no, '') AS number_no, COALESCE(n.name, '') AS number_name,
       n.ended_at AS number_ended_at,
       CASE WHEN n.ended_at IS NULL THEN ''
            ELSE COALESCE((SELECT MIN(x.no) FROM product_number x
                            WHERE x.name_key = n.name_key AND x.ended_at IS NULL
                              AND LENGTH(x.no) = LENGTH(n.no)), '') END AS number_instead
  FROM (SELECT CASE WHEN EXISTS (SELECT 1 FROM number_run r WHERE r.state = 'done')
                    THEN 1 ELSE 0 END AS is_read) w
  LEFT JOIN product_number n ON n.no = :no
  LEFT JOIN number_item i ON i.no = :item_no;

-- name: number_item_want
-- It is to be asked for, unless it waits or was read of late: behind what its firm has waiting, and not
-- before what is asked for now, so that firms take turns. What waits further behind for another firm waits for
-- this one from now on: nobody parks a number that others want.
INSERT INTO number_item (no, state, waits, supplier_id, turn, asked_at)
SELECT CAST(:no AS TEXT), 'unread', 1, CAST(:supplier AS BIGINT),
       CASE WHEN x.last >= x.here THEN x.last + 1 ELSE x.here END, :now
  FROM (SELECT COALESCE((SELECT MIN(h.turn) FROM number_item h WHERE h.waits = 1 AND h.tries = 0), 0)
                   AS here,
               COALESCE((SELECT MAX(f.turn) FROM number_item f
                          WHERE f.waits = 1 AND f.supplier_id = CAST(:supplier AS BIGINT)), -1)
                   AS last) x
 WHERE 1 = 1
ON CONFLICT (no) DO UPDATE SET waits = 1, asked_at = excluded.asked_at, supplier_id = excluded.supplier_id,
                               turn = excluded.turn,
                               tries = CASE WHEN number_item.waits = 1 THEN number_item.tries ELSE 0 END,
                               retry_at = CASE WHEN number_item.waits = 1 THEN number_item.retry_at ELSE 0 END
 WHERE (number_item.waits = 1 AND number_item.turn > excluded.turn)
    OR (number_item.waits = 0
        AND (number_item.read_at IS NULL
             OR number_item.read_at < CASE WHEN number_item.state = 'unknown' THEN CAST(:unknown_since AS BIGINT)
                                           ELSE CAST(:since AS BIGINT) END));

-- name: number_item_waiting
-- Whether one, or more than one, may be asked for now.
SELECT COUNT(*) AS count
  FROM (SELECT no FROM number_item WHERE waits = 1 AND tries < :tries_most AND retry_at <= :now LIMIT 2) w;

-- name: number_item_next
-- The one to be asked for next.
SELECT no, state, waits, tries, name, detail_no
  FROM number_item
 WHERE waits = 1 AND tries < :tries_most AND retry_at <= :now
 ORDER BY tries, turn, asked_at, no
 LIMIT 1;

-- name: number_item_keep
-- What the list said of one.
UPDATE number_item
   SET state = :state, waits = 0, tries = 0, retry_at = 0, name = :name, detail_no = :detail_no, read_at = :now
 WHERE no = :no;

-- name: number_item_try
-- Once more in vain.
UPDATE number_item SET tries = tries + 1, retry_at = :retry_at WHERE no = :no;

-- name: number_item_anew
-- Those that wait are tried as at first.
UPDATE number_item SET tries = 0, retry_at = 0 WHERE waits = 1 AND tries > 0;

-- name: number_ended_in_use
-- Numbers that ended and are still named.
SELECT n.no, n.name, n.name_en, n.ended_at,
       (SELECT COUNT(*) FROM category c WHERE c.class_no = n.no OR c.detail_no = n.no) AS category_count,
       (SELECT MIN(c.name) FROM category c WHERE c.class_no = n.no OR c.detail_no = n.no) AS category_name,
       (SELECT MIN(c.code) FROM category c WHERE c.class_no = n.no OR c.detail_no = n.no) AS category_code,
       (SELECT COUNT(*) FROM product p WHERE p.detail_no <> '' AND p.detail_no = n.no) AS product_count
  FROM product_number n
 WHERE n.ended_at IS NOT NULL
   AND (n.no IN (SELECT c.class_no FROM category c WHERE c.class_no IS NOT NULL)
        OR n.no IN (SELECT c.detail_no FROM category c WHERE c.detail_no IS NOT NULL)
        OR EXISTS (SELECT 1 FROM product p WHERE p.detail_no <> '' AND p.detail_no = n.no))
 ORDER BY n.ended_at DESC, n.no
 LIMIT :count;

-- name: number_changes
-- What a run changed: what ended first.
SELECT no, kind, was, now
  FROM number_change
 WHERE run_id = :run
 ORDER BY CASE kind WHEN 'ended' THEN 0 WHEN 'changed' THEN 1 ELSE 2 END, no
 LIMIT :count;

-- name: number_count
-- Numbers in use, and calls of a day.
SELECT (SELECT COUNT(*) FROM product_number WHERE ended_at IS NULL) AS numbers,
       COALESCE((SELECT calls FROM number_day WHERE day = :day), 0) AS calls;
