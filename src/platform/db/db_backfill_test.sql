-- A site of before migration 0103: photos whose products were merged and parted, and photos that were taken away. One of
-- before 0122: categories without a rate of delay. One of before 0126: records that were paid. One of before 0127: a category with its nouns.

-- name: backfill_test_account
-- Who did it all.
INSERT INTO account (id, no, email, name, password_hash, state, created_at) VALUES (1, 1, 'a@x.kr', '가', 'x', 'active', 1);

-- name: backfill_test_supplier
-- Whose photos they are.
INSERT INTO supplier (id, no, name, business_no, representative, district_code, address, phone, state, created_at)
VALUES (1, 1, '가', '1', '가', '1', '가', '1', 'active', 1);

-- name: backfill_test_category
-- Of everything.
INSERT INTO category (code, level, position, name, object, vat, unit, direct_production)
VALUES ('backfill', 1, 1, '가', 'goods', 'taxable', '개', 'no');

-- name: backfill_test_products
-- The second leads to the first; the third did for a while.
INSERT INTO product (id, no, category_code, title, created_at, merged_into)
VALUES (1, 1, 'backfill', '가', 1, NULL), (2, 2, 'backfill', '나', 1, 1), (3, 3, 'backfill', '다', 1, NULL);

-- name: backfill_test_merges
-- From 30 on; from 25 to 35.
INSERT INTO product_merge (no, from_id, into_id, reason, account_id, merged_at, undone_by, undone_why, undone_at)
VALUES (1, 2, 1, '합침', 1, 30, NULL, '', NULL), (2, 3, 1, '합침', 1, 25, 1, '나눔', 35);

-- name: backfill_test_files
-- As they were handed in.
INSERT INTO file (id, no, name, kind, size, sha256, created_at)
VALUES (1, 1, 'a.png', 'png', 1, 'x', 1);

-- name: backfill_test_pictures
-- Their making does not matter.
INSERT INTO picture (id, no, file_id, state, added_at)
VALUES (1, 1, 1, 'waiting', 1), (2, 2, 1, 'waiting', 1), (3, 3, 1, 'waiting', 1), (4, 4, 1, 'waiting', 1),
       (5, 5, 1, 'waiting', 1);

-- name: backfill_test_photos
-- One taken away; one merged along and taken away; one added to what was merged; one merged and parted; one
-- that was changed four times since it was added.
INSERT INTO product_picture (id, product_id, supplier_id, picture_id, role, alt, position, added_by, added_at,
                             removed_at, version)
VALUES (1, 1, 1, 1, 'front', '하나', 1, 1, 10, 50, 2), (2, 2, 1, 2, 'front', '둘', 1, 1, 20, 60, 2),
       (3, 2, 1, 3, 'detail', '셋', 2, 1, 40, NULL, 1), (4, 3, 1, 4, 'front', '넷', 1, 1, 15, NULL, 1),
       (5, 3, 1, 5, 'use', '다섯', 2, 1, 70, NULL, 5);

-- name: backfill_test_revisions
-- What the migration made of it, in the order of the changes.
SELECT r.row_id, r.revision, r.product_id, r.is_removed, r.reason, r.made_at, COALESCE(r.account_id, 0) AS account_id,
       r.alt, x.version
  FROM product_picture_revision r
  JOIN product_picture x ON x.id = r.row_id
 ORDER BY r.id;

-- name: backfill_test_count
-- Pictures that are still what they were (0107 makes their table anew on SQLite).
SELECT COUNT(*) AS picture_count FROM picture WHERE state = 'waiting' AND no = id AND file_id = 1;

-- name: backfill_test_moving
-- Moving as it was set up, freight as an operator made it otherwise, and people.
INSERT INTO category (code, level, position, name, object, vat, unit, direct_production)
VALUES ('smove.move.office', 3, 1, '가', 'service', 'taxable', '회', 'unknown'),
       ('smove.move.freight', 3, 2, '나', 'lease', 'taxable', '회', 'unknown'),
       ('smove.vehicle.bus', 3, 3, '다', 'service', 'taxable', '대', 'yes');

-- name: backfill_test_rates
-- Which of them have a rate of their own.
SELECT code FROM category WHERE delay_variant = 'transport';

-- name: backfill_test_institutions
-- Two that bought.
INSERT INTO institution (id, no, name, kind, regime, state, created_at)
VALUES (1, 1, '가', 'district', 'LOCAL', 'active', 1), (2, 2, '나', 'district', 'LOCAL', 'active', 1);

-- name: backfill_test_year_sums
-- Their years, of everything and of a tag; the last has no record.
INSERT INTO record_year_sum (fiscal_year, tag, institution_id, price_won, record_count)
VALUES (2025, '', 1, 10, 1), (2026, '', 1, 30, 2), (2026, 'women', 1, 30, 2), (2026, '', 2, 5, 1), (2027, '', 2, 0, 0);

-- name: backfill_test_year_paid
-- What the migration made of them.
SELECT fiscal_year, tag, institution_id, paid_won FROM record_year_sum ORDER BY institution_id, fiscal_year, tag;

-- name: backfill_test_departments
-- One each.
INSERT INTO department (id, no, institution_id, name) VALUES (1, 1, 1, '가'), (2, 2, 2, '나');

-- name: backfill_test_purchases
-- What they bought, by their departments.
INSERT INTO purchase (id, no, institution_id, department_id, supplier_id, officer_id, title, need, budget_line, object,
                      delivery_place, deliver_by, list_won, estimated_won, state, created_at, moved_at)
SELECT x.n, x.n, x.institution, x.institution, 1, 1, '가', '가', '가', 'goods', '가', '2026-12-01', 10, 10, 'contracted', 1, 1
  FROM (SELECT 1 AS n, 1 AS institution UNION ALL SELECT 2, 1 UNION ALL SELECT 3, 1 UNION ALL SELECT 4, 1
        UNION ALL SELECT 5, 2) x;

-- name: backfill_test_contracts
-- Of each purchase.
INSERT INTO contract (id, no, number, purchase_id, institution_id, supplier_id, kind, title, object, price_won, supply_won,
                      vat_won, estimated_won, security, security_won, delay_ppm, delivery_place, ends_on, ground, reason,
                      rule_ids, content, content_hash, state, created_at, moved_at)
SELECT p.id, p.no, CAST(p.id AS TEXT), p.id, p.institution_id, 1, 'document', '가', 'goods', 10, 10, 0, 10, 'promise', 0, 800,
       '가', '2026-12-01', '가', '가', '', '', '', 'paid', 1, 1
  FROM purchase p;

-- name: backfill_test_records
-- One of the year before, two of this, one that was undone, and one of the other.
INSERT INTO purchase_record (contract_id, institution_id, department_id, supplier_id, fiscal_year, contracted_on, object,
                             category_code, title, price_won, supply_won, paid_won, district_code, channel, recorded_at,
                             voided_on)
SELECT p.id, p.institution_id, p.institution_id, 1, CASE p.id WHEN 1 THEN 2025 ELSE 2026 END, '2026-11-01', 'goods', '가', '가',
       10, 10, p.id * p.id, '1', 'platform', 1, CASE p.id WHEN 4 THEN '2026-11-02' END
  FROM purchase p;

-- name: backfill_test_things
-- Where they lie now.
SELECT category_code, things FROM category_things;
