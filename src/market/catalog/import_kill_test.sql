-- What an import came to.

-- name: import_kill_seen
-- Rows that were looked at and may be listed.
SELECT COUNT(*) AS count FROM product_import_row WHERE import_id = :import AND state = 'new';

-- name: import_kill_made
-- Rows that became a listing, each another one.
SELECT COUNT(DISTINCT offer_id) AS count
  FROM product_import_row
 WHERE import_id = :import AND state = 'made';

-- name: import_kill_listed
-- Offers that go under a code of the sheet, for the firm of the import.
SELECT COUNT(*) AS count
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.supplier_id = (SELECT i.supplier_id FROM product_import i WHERE i.id = :import)
   AND (o.own_code LIKE 'K-%' OR p.title LIKE '종이 %');

-- name: import_kill_revisions
-- Their revisions.
SELECT COUNT(*) AS count
  FROM offer_revision r
  JOIN offer o ON o.id = r.offer_id
 WHERE o.supplier_id = (SELECT i.supplier_id FROM product_import i WHERE i.id = :import)
   AND o.own_code LIKE 'K-%';
