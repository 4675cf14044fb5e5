-- ZIPs of photos, and what became of each entry.

-- name: photo_zip_add
-- One that was handed in.
INSERT INTO photo_zip (no, supplier_id, account_id, offer_id, name, spool, size, state, created_at, moved_at)
VALUES (:no, :supplier, :account, :offer, :name, :spool, :size, 'running', :now, :now)
RETURNING id;

-- name: photo_zip_load
-- One for the job.
SELECT z.id, z.no, z.supplier_id, z.account_id, z.offer_id, z.name, z.spool, z.size, z.state, z.position, z.entry_count,
       z.unpacked, z.given_up, z.words, z.created_at, z.moved_at, z.version, COALESCE(a.name, '') AS account_name, COALESCE(o.no, 0) AS offer_no,
       COALESCE(p.title, '') AS offer_title
  FROM photo_zip z
  LEFT JOIN account a ON a.id = z.account_id
  LEFT JOIN offer o ON o.id = z.offer_id
  LEFT JOIN product p ON p.id = o.product_id
 WHERE z.id = :id;

-- name: photo_zip_find
-- One of a firm.
SELECT z.id, z.no, z.supplier_id, z.account_id, z.offer_id, z.name, z.spool, z.size, z.state, z.position, z.entry_count,
       z.unpacked, z.given_up, z.words, z.created_at, z.moved_at, z.version, COALESCE(a.name, '') AS account_name, COALESCE(o.no, 0) AS offer_no,
       COALESCE(p.title, '') AS offer_title
  FROM photo_zip z
  LEFT JOIN account a ON a.id = z.account_id
  LEFT JOIN offer o ON o.id = z.offer_id
  LEFT JOIN product p ON p.id = o.product_id
 WHERE z.no = :no AND z.supplier_id = :supplier;

-- name: photo_zip_list
-- The newest of a firm.
SELECT z.id, z.no, z.supplier_id, z.account_id, z.offer_id, z.name, z.spool, z.size, z.state, z.position, z.entry_count,
       z.unpacked, z.given_up, z.words, z.created_at, z.moved_at, z.version, COALESCE(a.name, '') AS account_name, COALESCE(o.no, 0) AS offer_no,
       COALESCE(p.title, '') AS offer_title
  FROM photo_zip z
  LEFT JOIN account a ON a.id = z.account_id
  LEFT JOIN offer o ON o.id = z.offer_id
  LEFT JOIN product p ON p.id = o.product_id
 WHERE z.supplier_id = :supplier
 ORDER BY z.id DESC
 LIMIT 20;

-- name: photo_zip_at_work
-- How many of a firm are not done.
SELECT COUNT(*) AS count FROM photo_zip WHERE supplier_id = :supplier AND state = 'running';

-- name: photo_zip_spooled
-- Is what lies in the spool one that was noted?
SELECT id FROM photo_zip WHERE spool = :spool;

-- name: photo_zip_step
-- One entry further, or done.
UPDATE photo_zip
   SET position = :position, entry_count = :entry_count, unpacked = :unpacked, given_up = :given_up, state = :state,
       words = :words, moved_at = :now, version = version + 1
 WHERE id = :id AND version = :version AND state = 'running';

-- name: photo_zip_entry_add
-- What became of an entry.
INSERT INTO photo_zip_entry (zip_id, number, name, state, words, offer_id)
VALUES (:zip, :number, :name, :state, :words, :offer);

-- name: photo_zip_counts
-- Entries by what became of them.
SELECT state, COUNT(*) AS count FROM photo_zip_entry WHERE zip_id = :zip GROUP BY state;

-- name: photo_zip_entries
-- Entries of a state (empty: all) after a number.
SELECT e.number, e.name, e.state, e.words, COALESCE(o.no, 0) AS offer_no, COALESCE(p.title, '') AS title
  FROM photo_zip_entry e
  LEFT JOIN offer o ON o.id = e.offer_id
  LEFT JOIN product p ON p.id = o.product_id
 WHERE e.zip_id = :zip AND e.number > :after AND (CAST(:state AS TEXT) = '' OR e.state = :state)
 ORDER BY e.number
 LIMIT 51;

-- name: photo_zip_listing
-- A firm's listing by its own code or its number.
SELECT o.id AS offer_id, p.id, p.no, p.title
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.supplier_id = :supplier AND o.state <> 'ended'
   AND ((o.own_code = :code AND o.own_code <> '') OR o.no = :no)
 ORDER BY CASE WHEN o.own_code = :code THEN 0 ELSE 1 END, o.id
 LIMIT 1;
