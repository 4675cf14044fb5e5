-- Rows of the demo city: what its firms sell, and who bought it.

-- name: demo_product_add
-- An invented product.
INSERT INTO product (no, category_code, title, maker, model, origin, description, picture,
                     picture_alt, is_demo, created_at)
VALUES (:no, :category, :title, :maker, :model, :origin, :description, :picture, :title, 1, :now)
RETURNING id;

-- name: demo_offer_add
-- A firm's offer of it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, quantity_min,
                   lead_days, own_production, state, is_demo, created_at, reviewed)
VALUES (:no, :product, :supplier, 1, :price, :vat, :unit, :quantity_min, :lead_days, :own, 'active',
        1, :now, 1);

-- name: demo_revisions
-- The first revision of each.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason,
                            made_at, quantity_min, own_production)
SELECT o.id, o.revision, o.price_won, o.unit, o.vat, o.lead_days, o.state, '처음 등록', o.created_at,
       o.quantity_min, o.own_production
  FROM offer o
 ORDER BY o.id;

-- name: demo_designate
-- What a designated facility makes itself is on its designation (K-09): as its certificate says, with the
-- offer's number.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until,
                         vulnerable_bp, product_id, state, checked_at, is_demo, created_at)
SELECT o.no, o.supplier_id, 'severe_disability_product', k.number, k.issuer, k.valid_from,
       k.valid_until, k.vulnerable_bp, o.product_id, 'verified', k.checked_at, 1, k.created_at
  FROM certificate k
 CROSS JOIN offer o
 WHERE k.kind = 'severe_disability_facility' AND k.is_demo = 1 AND o.supplier_id = k.supplier_id
   AND o.own_production = 1
 ORDER BY o.id;

-- name: demo_search_changes
-- The index reads them.
INSERT INTO search_change (offer_id) SELECT o.id FROM offer o ORDER BY o.id;

-- name: demo_value_add
-- What is known of a product.
INSERT INTO product_attribute (product_id, key, value) VALUES (:product, :key, :value);

-- name: demo_buyer_add
-- An institution has bought it. A stride of seven may come round to the same one.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
VALUES (:product, :institution, :contracts, :last_on)
ON CONFLICT (product_id, institution_id) DO NOTHING;
