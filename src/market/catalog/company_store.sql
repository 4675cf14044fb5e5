-- Suppliers as everybody may see them.

-- name: company_list
-- A page of suppliers by name, each with its certificates in force: a row a certificate, or one
-- row without. 25 suppliers: one more than a page holds. What a filter may leave out stands in a CASE: PostgreSQL,
-- which plans once for all filters, takes it that a third pass and reads in the order of the index, where it takes
-- OR for hardly any and sorts all.
SELECT s.id, s.no, s.name, s.business_item, s.district, s.introduction, s.opened_on,
       s.offer_count, k.kind
  FROM (SELECT f.id, f.no, f.name, f.business_item, f.introduction, f.opened_on,
               COALESCE(r.name, '') AS district,
               (SELECT COUNT(*) FROM offer o
                 WHERE o.supplier_id = f.id AND o.state = 'active') AS offer_count
          FROM supplier f
          LEFT JOIN region r ON r.code = f.district_code
         WHERE f.state = 'active'
           AND CASE WHEN CAST(:like AS TEXT) IS NULL THEN 1
                    WHEN f.name LIKE :like ESCAPE '!' OR f.business_item LIKE :like ESCAPE '!' THEN 1
                    ELSE 0 END > 0
           AND CASE WHEN CAST(:district AS TEXT) IS NULL THEN 1
                    WHEN f.district_code = :district THEN 1 ELSE 0 END > 0
           AND CASE WHEN CAST(:kind AS TEXT) IS NULL THEN 1
                    WHEN f.id IN (SELECT c.supplier_id FROM certificate c
                                   WHERE c.kind = :kind AND c.state = 'verified' AND c.valid_from <= :today
                                     AND (c.valid_until IS NULL OR c.valid_until >= :today)) THEN 1
                    ELSE 0 END > 0
           AND CASE WHEN CAST(:after AS BIGINT) IS NULL THEN 1
                    WHEN (f.name, f.id) > (SELECT a.name, a.id FROM supplier a WHERE a.no = :after) THEN 1
                    ELSE 0 END > 0
         ORDER BY f.name, f.id
         LIMIT 25) s
  LEFT JOIN certificate k ON k.supplier_id = s.id AND k.state = 'verified'
       AND k.valid_from <= :today AND (k.valid_until IS NULL OR k.valid_until >= :today)
 ORDER BY s.name, s.id, k.id;

-- name: company_list_before
-- The page before a supplier: the 25 nearest to it, in the order of names.
SELECT s.id, s.no, s.name, s.business_item, s.district, s.introduction, s.opened_on,
       s.offer_count, k.kind
  FROM (SELECT f.id, f.no, f.name, f.business_item, f.introduction, f.opened_on,
               COALESCE(r.name, '') AS district,
               (SELECT COUNT(*) FROM offer o
                 WHERE o.supplier_id = f.id AND o.state = 'active') AS offer_count
          FROM supplier f
          LEFT JOIN region r ON r.code = f.district_code
         WHERE f.state = 'active'
           AND CASE WHEN CAST(:like AS TEXT) IS NULL THEN 1
                    WHEN f.name LIKE :like ESCAPE '!' OR f.business_item LIKE :like ESCAPE '!' THEN 1
                    ELSE 0 END > 0
           AND CASE WHEN CAST(:district AS TEXT) IS NULL THEN 1
                    WHEN f.district_code = :district THEN 1 ELSE 0 END > 0
           AND CASE WHEN CAST(:kind AS TEXT) IS NULL THEN 1
                    WHEN f.id IN (SELECT c.supplier_id FROM certificate c
                                   WHERE c.kind = :kind AND c.state = 'verified' AND c.valid_from <= :today
                                     AND (c.valid_until IS NULL OR c.valid_until >= :today)) THEN 1
                    ELSE 0 END > 0
           AND (f.name, f.id) < (SELECT a.name, a.id FROM supplier a WHERE a.no = :before)
         ORDER BY f.name DESC, f.id DESC
         LIMIT 25) s
  LEFT JOIN certificate k ON k.supplier_id = s.id AND k.state = 'verified'
       AND k.valid_from <= :today AND (k.valid_until IS NULL OR k.valid_until >= :today)
 ORDER BY s.name, s.id, k.id;

-- name: company_count
-- How many there are with these filters.
SELECT COUNT(*) AS total
  FROM supplier f
 WHERE f.state = 'active'
   AND CASE WHEN CAST(:like AS TEXT) IS NULL THEN 1
            WHEN f.name LIKE :like ESCAPE '!' OR f.business_item LIKE :like ESCAPE '!' THEN 1
            ELSE 0 END > 0
   AND CASE WHEN CAST(:district AS TEXT) IS NULL THEN 1
            WHEN f.district_code = :district THEN 1 ELSE 0 END > 0
   AND CASE WHEN CAST(:kind AS TEXT) IS NULL THEN 1
            WHEN f.id IN (SELECT c.supplier_id FROM certificate c
                           WHERE c.kind = :kind AND c.state = 'verified' AND c.valid_from <= :today
                             AND (c.valid_until IS NULL OR c.valid_until >= :today)) THEN 1
            ELSE 0 END > 0;

-- name: company_count_all
-- How many there are.
SELECT COUNT(*) AS total FROM supplier f WHERE f.state = 'active';

-- name: company_districts
-- Where suppliers are.
SELECT r.code, r.name
  FROM region r
 WHERE r.level = 'sigungu' AND r.in_city = 1
 ORDER BY r.code;

-- name: company_find
-- One supplier by its public number.
SELECT s.id, s.no, s.name, s.business_no, s.representative, s.is_corporation, s.business_type,
       s.business_item, COALESCE(r.name, '') AS district, s.address, s.phone, s.introduction,
       s.opened_on, s.sanctioned_until,
       (SELECT COUNT(*) FROM offer o
         WHERE o.supplier_id = s.id AND o.state = 'active') AS offer_count
  FROM supplier s
  LEFT JOIN region r ON r.code = s.district_code
 WHERE s.no = :no AND s.state = 'active';

-- name: company_certificates
-- Its certificates that hold on a day: its own, then of numbers and of products that it sells now; on by key.
SELECT k.no, k.supplier_id, k.kind, k.number, k.issuer, k.valid_from, k.valid_until,
       COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp,
       CASE WHEN k.detail_no <> '' THEN '세부품명번호 ' || k.detail_no
            ELSE COALESCE(g.title, y.title, '') END AS subject
  FROM certificate k
  LEFT JOIN product y ON y.id = k.product_id
  LEFT JOIN product g ON g.id = y.merged_into
 WHERE k.supplier_id = :supplier AND k.state = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
   AND (k.product_id IS NULL
        OR EXISTS (SELECT 1 FROM offer o
                    WHERE o.product_id = COALESCE(y.merged_into, y.id)
                      AND o.supplier_id = k.supplier_id AND o.state = 'active'))
   AND (CAST(:after AS BIGINT) IS NULL
        OR (CASE WHEN k.product_id IS NULL AND k.detail_no = '' THEN 0 ELSE 1 END, k.id)
           > (SELECT CASE WHEN b.product_id IS NULL AND b.detail_no = '' THEN 0 ELSE 1 END, b.id
                FROM certificate b WHERE b.no = :after AND b.supplier_id = :supplier))
 ORDER BY CASE WHEN k.product_id IS NULL AND k.detail_no = '' THEN 0 ELSE 1 END, k.id
 LIMIT :count;

-- name: company_offers
-- What it offers, the newest first, from an offer on: one more than a page holds.
SELECT o.id, o.no, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, p.no AS product_no,
       p.title, p.picture, c.name AS category_name
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN category c ON c.code = p.category_code
 WHERE o.supplier_id = :supplier AND o.state = 'active'
   AND (CAST(:after AS BIGINT) IS NULL OR o.id < (SELECT a.id FROM offer a WHERE a.no = :after))
 ORDER BY o.id DESC
 LIMIT 25;
