-- Certificates of firms: what they handed in, what the operator made of it.

-- name: certificate_add
-- A certificate is handed in.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until,
                         vulnerable_bp, product_id, detail_no, file_id, state, created_at)
VALUES (:no, :supplier, :kind, :number, :issuer, :valid_from, :valid_until, :vulnerable_bp, :product,
        :detail_no, :file, 'unchecked', :now)
RETURNING id;

-- name: certificate_is_known
-- Has the firm this number of this kind waiting or verified?
SELECT COUNT(*) AS count
  FROM certificate
 WHERE supplier_id = :supplier AND kind = :kind AND number = :number AND detail_no = :detail_no
   AND product_id IS NOT DISTINCT FROM CAST(:product AS BIGINT) AND state IN ('unchecked', 'verified');

-- name: certificate_list_own
-- A firm's: those that count or wait first, the one that ends next on top; then the rest. On by key.
SELECT c.id, c.no, c.supplier_id, s.no AS supplier_no, s.name AS supplier_name, s.business_no,
       c.kind, c.number, c.issuer, c.valid_from, c.valid_until, c.vulnerable_bp, c.file_id,
       COALESCE(f.name, '') AS file_name, c.product_id, COALESCE(p.title, '') AS product_title,
       c.detail_no, c.state, c.reason, c.created_at, c.checked_at, c.version,
       CASE WHEN f.kind = 'pdf' THEN COALESCE(l.verdict, 'waiting') ELSE 'fine' END AS looked
  FROM certificate c
  JOIN supplier s ON s.id = c.supplier_id
  LEFT JOIN file f ON f.id = c.file_id
  LEFT JOIN pdf_look l ON l.sha256 = f.sha256
   AND l.looker = (SELECT MAX(n.looker) FROM pdf_look n WHERE n.sha256 = f.sha256)
  LEFT JOIN product p ON p.id = c.product_id
 WHERE c.supplier_id = :supplier
   AND (CAST(:after AS BIGINT) IS NULL
        OR (CASE WHEN c.state IN ('unchecked', 'verified') AND COALESCE(c.valid_until, '9999-12-31') >= :today
                 THEN 0 ELSE 1 END, COALESCE(c.valid_until, '9999-12-31'), c.id)
           > (SELECT CASE WHEN b.state IN ('unchecked', 'verified')
                           AND COALESCE(b.valid_until, '9999-12-31') >= :today THEN 0 ELSE 1 END,
                     COALESCE(b.valid_until, '9999-12-31'), b.id
                FROM certificate b WHERE b.no = :after AND b.supplier_id = :supplier))
 ORDER BY CASE WHEN c.state IN ('unchecked', 'verified') AND COALESCE(c.valid_until, '9999-12-31') >= :today
               THEN 0 ELSE 1 END, COALESCE(c.valid_until, '9999-12-31'), c.id
 LIMIT :count;

-- name: certificate_find
-- One certificate: of the firm that owns it, or (no firm given) for the operator.
SELECT c.id, c.no, c.supplier_id, s.no AS supplier_no, s.name AS supplier_name, s.business_no,
       c.kind, c.number, c.issuer, c.valid_from, c.valid_until, c.vulnerable_bp, c.file_id,
       COALESCE(f.name, '') AS file_name, c.product_id, COALESCE(p.title, '') AS product_title,
       c.detail_no, c.state, c.reason, c.created_at, c.checked_at, c.version,
       CASE WHEN f.kind = 'pdf' THEN COALESCE(l.verdict, 'waiting') ELSE 'fine' END AS looked
  FROM certificate c
  JOIN supplier s ON s.id = c.supplier_id
  LEFT JOIN file f ON f.id = c.file_id
  LEFT JOIN pdf_look l ON l.sha256 = f.sha256
   AND l.looker = (SELECT MAX(n.looker) FROM pdf_look n WHERE n.sha256 = f.sha256)
  LEFT JOIN product p ON p.id = c.product_id
 WHERE c.no = :no AND (CAST(:supplier AS BIGINT) IS NULL OR c.supplier_id = :supplier);

-- name: certificate_set_state
-- It moves; who checked it and when stays with it.
UPDATE certificate
   SET state = :state, reason = :reason, version = version + 1,
       checked_by = CASE WHEN CAST(:checked_by AS BIGINT) IS NULL THEN checked_by
                         ELSE :checked_by END,
       checked_at = CASE WHEN CAST(:checked_by AS BIGINT) IS NULL THEN checked_at ELSE :now END
 WHERE id = :id AND version = :version;

-- name: certificate_check_again
-- What was verified of a product, and of those it took the place of, waits again.
UPDATE certificate
   SET state = 'unchecked', reason = :reason, version = version + 1
 WHERE state = 'verified'
   AND product_id IN (SELECT y.id FROM product y WHERE y.id = :product OR y.merged_into = :product);

-- name: certificate_list
-- The operator's list: those that wait first, the oldest of them first; the others from the newest. Looked
-- at in that order (certificate_turn), so that the page ends with its last row.
SELECT x.id, x.no, x.supplier_id, x.supplier_no, x.supplier_name, x.business_no, x.kind, x.number,
       x.issuer, x.valid_from, x.valid_until, x.vulnerable_bp, x.file_id, '' AS file_name,
       'fine' AS looked,
       x.product_id, x.product_title, x.detail_no, x.state, x.reason, x.created_at, x.checked_at, x.version
  FROM (SELECT c.id, c.no, c.supplier_id, s.no AS supplier_no, s.name AS supplier_name,
               s.business_no, c.kind, c.number, c.issuer, c.valid_from, c.valid_until,
               c.vulnerable_bp, c.file_id, c.product_id, COALESCE(p.title, '') AS product_title,
               c.detail_no, c.state, c.reason, c.created_at, c.checked_at, c.version,
               CASE WHEN c.state = 'unchecked' THEN 0 ELSE 1 END AS turn,
               CASE WHEN c.state = 'unchecked' THEN c.created_at ELSE -c.created_at END AS place,
               CASE WHEN c.state = 'unchecked' THEN c.id ELSE -c.id END AS twin
          FROM certificate c
         CROSS JOIN supplier s
          LEFT JOIN product p ON p.id = c.product_id
         WHERE s.id = c.supplier_id
           AND (CAST(:state AS TEXT) IS NULL OR c.state = :state)
           AND (CAST(:name AS TEXT) IS NULL OR s.name LIKE :name ESCAPE '!'
                OR c.number LIKE :name ESCAPE '!')) x
 WHERE CAST(:after AS BIGINT) IS NULL
    OR (x.turn, x.place, x.twin) > (SELECT CASE WHEN b.state = 'unchecked' THEN 0 ELSE 1 END,
                                   CASE WHEN b.state = 'unchecked' THEN b.created_at ELSE -b.created_at END,
                                          CASE WHEN b.state = 'unchecked' THEN b.id ELSE -b.id END
                              FROM certificate b WHERE b.no = :after)
 ORDER BY x.turn, x.place, x.twin
 LIMIT :count;

-- name: certificate_counts
-- How many of those looked for stand where. Where nobody looks for a name the firms are not looked at.
SELECT c.state, COUNT(*) AS count
  FROM certificate c
 WHERE CAST(:name AS TEXT) IS NULL OR c.number LIKE :name ESCAPE '!'
    OR c.supplier_id IN (SELECT s.id FROM supplier s WHERE s.name LIKE :name ESCAPE '!')
 GROUP BY c.state
 ORDER BY c.state;

-- name: certificate_products
-- What a firm sells, for a certificate of one of them.
SELECT p.id, p.no, p.title
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.supplier_id = :supplier AND o.state <> 'ended'
 ORDER BY p.title, p.id
 LIMIT :count;

-- name: certificate_ending
-- Verified ones that end within so many days and whose firm was not told at this stage, from the first
-- to end on.
SELECT c.id, c.no, c.supplier_id, c.kind, c.valid_until
  FROM certificate c
 WHERE c.state = 'verified' AND c.valid_until >= :today AND c.valid_until <= :until
   AND NOT EXISTS (SELECT 1 FROM certificate_notice n
                    WHERE n.certificate_id = c.id AND n.days_before <= :days)
 ORDER BY c.valid_until, c.id
 LIMIT :count;

-- name: certificate_told
-- The firm was told.
INSERT INTO certificate_notice (certificate_id, days_before, told_at) VALUES (:certificate, :days, :now);
