-- Rows that tests of the lawful path change in the scene.

-- name: purchase_path_test_certificate
-- What a supplier is.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until, state,
                         checked_at, created_at)
VALUES (:no, :supplier, :kind, '제2026-1호', '보건복지부', '2026-01-01', '2028-12-31', 'verified', 1,
        1);

-- name: purchase_path_test_designation
-- A product on its designation, to a day.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until, state,
                         checked_at, created_at, product_id)
VALUES (:no, :supplier, 'severe_disability_product', '제2026-3호', '보건복지부', '2026-01-01', :until,
        'verified', 1, 1, :product);

-- name: purchase_path_test_designated_until
-- It ends on another day.
UPDATE certificate SET valid_until = :until WHERE product_id = :product;

-- name: purchase_path_test_merge
-- A product takes another's place.
UPDATE product SET merged_into = :into WHERE id = :product;

-- name: purchase_path_test_own
-- Does the firm make it itself?
UPDATE offer SET own_production = :own WHERE id = :offer;

-- name: purchase_path_test_copy
-- Another case like this one.
INSERT INTO purchase (no, institution_id, department_id, supplier_id, officer_id, title, need,
                      budget_line, object, delivery_place, deliver_by, list_won, estimated_won,
                      path, state, requested_on, created_at, moved_at)
SELECT CAST(:no AS BIGINT), p.institution_id, p.department_id, p.supplier_id, p.officer_id, p.title,
       p.need, p.budget_line, p.object, p.delivery_place, p.deliver_by, p.list_won, p.estimated_won,
       p.path, p.state, CAST(:on AS TEXT), p.created_at, p.moved_at
  FROM purchase p
 WHERE p.id = :purchase
RETURNING id;

-- name: purchase_path_test_copy_lines
-- With the same lines.
INSERT INTO purchase_line (purchase_id, seq, offer_id, offer_revision, product_id, category_code,
                           title, unit, vat, quantity, list_price_won, price_won)
SELECT CAST(:copy AS BIGINT), l.seq, l.offer_id, l.offer_revision, l.product_id, l.category_code,
       l.title, l.unit, l.vat, l.quantity, l.list_price_won, l.price_won
  FROM purchase_line l
 WHERE l.purchase_id = :purchase;

-- name: purchase_path_test_sanction
-- A firm that must not be contracted with until a day, or that trades no more.
UPDATE supplier SET sanctioned_until = :until, state = :state WHERE id = :supplier;
