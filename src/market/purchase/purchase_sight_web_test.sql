-- A large draft for the tests of what a form showed, and a firm that changes many offers at once.

-- name: purchase_sight_test_product
-- A pen of a kind of its own.
INSERT INTO product (no, category_code, title, maker, origin, description, picture_alt, created_at)
VALUES (:no, 'paper.pen', :title, '두레공방', '대한민국', '', :title, 1)
RETURNING id;

-- name: purchase_sight_test_offer
-- What the firm asks for it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, lead_days, state,
                   created_at, reviewed)
VALUES (:no, :product, :supplier, 1, 12000, 'taxable', '다스', 5, 'active', 1, 1)
RETURNING id;

-- name: purchase_sight_test_keep
-- These offers as they are now are kept as a revision.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason, made_at)
SELECT o.id, o.revision, o.price_won, o.unit, o.vat, o.lead_days, o.state, '', 1
  FROM offer o
 WHERE o.id BETWEEN :first AND :last;

-- name: purchase_sight_test_raise
-- They cost more from the next revision on.
UPDATE offer SET price_won = price_won + 1000, revision = revision + 1
 WHERE id BETWEEN :first AND :last;

-- name: purchase_sight_test_line
-- A line of a draft.
INSERT INTO purchase_line (purchase_id, seq, offer_id, offer_revision, product_id, category_code,
                           title, unit, vat, quantity, list_price_won)
SELECT :purchase, :seq, o.id, o.revision, o.product_id, p.category_code, p.title, o.unit, o.vat, 1,
       o.price_won
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.id = :offer;

-- name: purchase_sight_test_basket
-- One of each lies in a basket.
INSERT INTO basket_line (account_id, offer_id, quantity, added_at)
SELECT CAST(:account AS BIGINT), o.id, 1, 1
  FROM offer o
 WHERE o.id BETWEEN :first AND :last;
