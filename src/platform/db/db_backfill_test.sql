-- A site of before migration 0103: photos whose products were merged and parted, and photos that were taken away. One of
-- before 0122: categories without a rate of delay.

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
