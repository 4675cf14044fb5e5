-- Rows of a small catalogue for tests.

-- name: catalog_testing_institution
-- Somebody who buys.
INSERT INTO institution (no, name, kind, regime, state, created_at)
VALUES (:no, :name, 'district', :regime, 'active', 1)
RETURNING id;

-- name: catalog_testing_supplier
-- Somebody who sells.
INSERT INTO supplier (no, name, business_no, representative, is_corporation, business_item,
                      district_code, address, phone, introduction, state, created_at)
VALUES (:no, :name, :business_no, '김가온', 1, :item, :district, '대구광역시 중구 동성로 1',
        '053-000-0000', '가까운 곳에서 만들어 드립니다.', :state, 1)
RETURNING id;

-- name: catalog_testing_certificate
-- What a supplier is, from a day to a day.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until, state,
                         checked_at, created_at)
VALUES (:no, :supplier, :kind, '제2026-1호', '중소벤처기업부', '2025-01-01', :until, :state, 1, 1);

-- name: catalog_testing_product_certificate
-- What a product, or a number of products, has.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until, state,
                         checked_at, created_at, product_id, detail_no)
VALUES (:no, :supplier, :kind, '제2026-2호', '한국환경산업기술원', '2025-01-01', :until, 'verified', 1, 1,
        :product, :detail_no);

-- name: catalog_testing_product
-- A thing.
INSERT INTO product (no, category_code, title, maker, model, origin, description, picture,
                     picture_alt, created_at)
VALUES (:no, :category, :title, '두레공방', 'A-1', '대한민국', '튼튼합니다.',
        '/assets/art/paper-1.svg', :title, 1)
RETURNING id;

-- name: catalog_testing_value
-- What is known of it.
INSERT INTO product_attribute (product_id, key, value) VALUES (:product, :key, :value);

-- name: catalog_testing_offer
-- What a supplier asks for it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, quantity_min,
                   lead_days, own_production, state, created_at)
VALUES (:no, :product, :supplier, 1, :price, :vat, :unit, :quantity_min, :lead_days, :own, :state,
        1)
RETURNING id;

-- name: catalog_testing_revision
-- Its first revision.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason,
                            made_at, quantity_min, own_production, product_id)
SELECT o.id, o.revision, o.price_won, o.unit, o.vat, o.lead_days, o.state, '처음 등록', o.created_at,
       o.quantity_min, o.own_production, o.product_id
  FROM offer o
 WHERE o.id = :offer;

-- name: catalog_testing_change
-- The search reads it anew.
INSERT INTO search_change (offer_id) VALUES (:offer);

-- name: catalog_testing_buyer
-- Who bought it.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
VALUES (:product, :institution, :contracts, '2026-10-01');

-- name: catalog_testing_sanction
-- A supplier is barred until a day.
UPDATE supplier SET sanctioned_until = :until WHERE id = :supplier;

-- name: catalog_testing_set_offer
-- An offer changes.
UPDATE offer SET price_won = :price, state = :state WHERE id = :offer;

-- name: catalog_testing_merge
-- A product takes another's place.
UPDATE product SET merged_into = :into WHERE id = :product;

-- name: catalog_testing_make
-- A product of a maker.
UPDATE product SET maker = :maker WHERE id = :product;

-- name: catalog_testing_approve
-- An operator has looked at it.
UPDATE offer SET reviewed = revision WHERE product_id = :product;

-- name: catalog_testing_no_certificates
-- All are taken back.
UPDATE certificate SET state = 'revoked';

-- name: catalog_testing_synonym
-- What a word is also called.
INSERT INTO synonym (term, canonical, relation) VALUES (:term, :canonical, 'synonym');

-- name: catalog_testing_rename
-- A category is called otherwise.
UPDATE category SET name = :name WHERE code = :code;

-- name: catalog_testing_words
-- The search reads its words anew: no offer has the number 0, and one of the offers follows.
INSERT INTO search_change (offer_id)
SELECT x.id
  FROM (SELECT 0 AS id UNION ALL SELECT MAX(o.id) AS id FROM offer o) x
 WHERE x.id IS NOT NULL
 ORDER BY x.id;
