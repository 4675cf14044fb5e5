-- What firms list: products, their offers and every revision of both.

-- name: listing_template
-- What a category of the lowest level asks of its products: a row an attribute, or one without; then
-- the units that operators added, without a code.
SELECT c.code, c.name, c.object, c.vat, c.unit, COALESCE(c.detail_no, '') AS detail_no,
       c.title_pattern, COALESCE(a.key, '') AS key, COALESCE(a.name, '') AS attribute_name,
       COALESCE(a.kind, 'text') AS kind, COALESCE(a.unit, '') AS attribute_unit,
       COALESCE(a.words, '') AS words, COALESCE(a.is_required, 0) AS is_required,
       COALESCE(a.part, '') AS part, COALESCE(a.position, -1) AS place, '' AS spellings,
       1 AS times, 1 AS parts
  FROM category c
  LEFT JOIN attribute a ON a.category_code = c.code
 WHERE c.code = :category AND NOT EXISTS (SELECT 1 FROM category x WHERE x.parent_code = c.code)
UNION ALL
SELECT '', '', '', '', '', '', '', u.name, '', 'text', u.base, '', u.is_counted, '', 1000000,
       u.spellings, u.times, u.parts
  FROM catalog_unit u
 ORDER BY place, key
 LIMIT :count;

-- name: listing_find
-- One listing by its public number: of the firm that owns it, or (no firm given) for the operator; with what
-- the public list says of its numbers. Of its photos those count that are not blurred, dark or small (bits 0, 1, 3).
SELECT o.id, o.no, o.product_id, p.no AS product_no, o.supplier_id, s.name AS supplier_name,
       c.name AS category_name, c.vat AS category_vat, o.state, o.state_reason, o.version, o.revision, o.reviewed,
       p.revision AS product_revision, o.created_at, COALESCE(p.merged_into, 0) AS merged_into,
       (SELECT COUNT(*) FROM offer x
         WHERE x.product_id = p.id AND (x.id = o.id OR x.state IN ('active', 'paused'))) AS offer_count,
       (SELECT COUNT(*) FROM product_picture x JOIN picture g ON g.id = x.picture_id AND g.state = 'ready'
         WHERE x.product_id = p.id AND x.removed_at IS NULL AND g.words & 11 = 0) AS picture_count,
       p.category_code, p.title, p.maker, p.model, p.origin, p.description, p.detail_no, p.item_no,
       o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       COALESCE(o.stock, -1) AS stock, o.valid_until, o.districts, o.own_code,
       (SELECT n.from_day FROM offer_plan n WHERE n.offer_id = o.id AND n.state = 'waiting') AS plan_day,
       (SELECT n.price_won FROM offer_plan n WHERE n.offer_id = o.id AND n.state = 'waiting') AS plan_won,
       CASE WHEN EXISTS (SELECT 1 FROM number_run r WHERE r.state = 'done') THEN 1 ELSE 0 END AS number_is_read,
       COALESCE(w.no, '') AS number_no, COALESCE(w.name, '') AS number_name, w.ended_at AS number_ended_at,
       CASE WHEN w.ended_at IS NULL THEN ''
            ELSE COALESCE((SELECT MIN(x.no) FROM product_number x
                            WHERE x.name_key = w.name_key AND x.ended_at IS NULL
                              AND LENGTH(x.no) = LENGTH(w.no)), '') END AS number_instead,
       COALESCE(i.state, 'unread') AS item_state, COALESCE(i.waits, 0) AS item_waits,
       COALESCE(i.name, '') AS item_name, COALESCE(i.detail_no, '') AS item_detail_no
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN supplier s ON s.id = o.supplier_id
  JOIN category c ON c.code = p.category_code
  LEFT JOIN product_number w ON w.no = p.detail_no
  LEFT JOIN number_item i ON i.no = p.item_no
 WHERE o.no = :no AND (CAST(:supplier AS BIGINT) IS NULL OR o.supplier_id = :supplier);

-- name: listing_chosen
-- Those of a firm whose numbers stand in a text, each between bars.
SELECT o.id, o.no, o.product_id, p.no AS product_no, o.supplier_id, s.name AS supplier_name,
       c.name AS category_name, c.vat AS category_vat, o.state, o.state_reason, o.version, o.revision, o.reviewed,
       p.revision AS product_revision, o.created_at, COALESCE(p.merged_into, 0) AS merged_into,
       (SELECT COUNT(*) FROM offer x
         WHERE x.product_id = p.id AND (x.id = o.id OR x.state IN ('active', 'paused'))) AS offer_count,
       (SELECT COUNT(*) FROM product_picture x JOIN picture g ON g.id = x.picture_id AND g.state = 'ready'
         WHERE x.product_id = p.id AND x.removed_at IS NULL AND g.words & 11 = 0) AS picture_count,
       p.category_code, p.title, p.maker, p.model, p.origin, p.description, p.detail_no, p.item_no,
       o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       COALESCE(o.stock, -1) AS stock, o.valid_until, o.districts, o.own_code,
       (SELECT n.from_day FROM offer_plan n WHERE n.offer_id = o.id AND n.state = 'waiting') AS plan_day,
       (SELECT n.price_won FROM offer_plan n WHERE n.offer_id = o.id AND n.state = 'waiting') AS plan_won
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN supplier s ON s.id = o.supplier_id
  JOIN category c ON c.code = p.category_code
 WHERE o.supplier_id = :supplier AND :chosen LIKE '%|' || CAST(o.no AS TEXT) || '|%'
 ORDER BY o.id DESC
 LIMIT :count;

-- name: listing_chosen_tiers
-- Their volume prices.
SELECT t.offer_id, t.quantity_min, t.price_won
  FROM offer o
  JOIN offer_tier t ON t.offer_id = o.id
 WHERE o.supplier_id = :supplier AND :chosen LIKE '%|' || CAST(o.no AS TEXT) || '|%'
 ORDER BY t.offer_id DESC, t.quantity_min
 LIMIT :count;

-- name: listing_product
-- A product, and how many sell it.
SELECT p.id, p.no, p.category_code, p.title, p.maker, p.model, p.origin, p.description, p.detail_no,
       p.item_no, p.revision, COALESCE(p.merged_into, 0) AS merged_into, c.name AS category_name,
       (SELECT COUNT(*) FROM offer x WHERE x.product_id = p.id AND x.state = 'active') AS offer_count
  FROM product p
  JOIN category c ON c.code = p.category_code
 WHERE p.no = :no;

-- name: listing_parts
-- What is known of a product in its template's order, then the volume prices from few to many.
SELECT x.key, x.value, x.quantity_min, x.price_won
  FROM (SELECT 0 AS turn, a.position AS place, v.key, v.value, CAST(0 AS BIGINT) AS quantity_min,
               CAST(0 AS BIGINT) AS price_won
          FROM product_attribute v
          JOIN product p ON p.id = v.product_id
          JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
         WHERE v.product_id = :product
        UNION ALL
        SELECT 1, t.quantity_min, '', '', t.quantity_min, t.price_won
          FROM offer_tier t
         WHERE t.offer_id = :offer) x
 ORDER BY x.turn, x.place
 LIMIT :count;

-- name: listing_product_add
-- A product that nobody listed before.
INSERT INTO product (no, category_code, title, maker, model, origin, description, detail_no, item_no,
                     picture, picture_alt, is_demo, created_at)
VALUES (:no, :category, :title, :maker, :model, :origin, :description, :detail_no, :item_no,
        '/assets/art/' || CAST(:category AS TEXT) || '-1.svg', :title, :is_demo, :now)
RETURNING id;

-- name: listing_value_add
-- A value of an attribute.
INSERT INTO product_attribute (product_id, key, value) VALUES (:product, :key, :value);

-- name: listing_values_clear
-- The values as they were are in its revision.
DELETE FROM product_attribute WHERE product_id = :product;

-- name: listing_offer_add
-- A firm's offer of it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, quantity_min,
                   lead_days, own_production, state, is_demo, created_at, stock, valid_until,
                   districts, own_code)
VALUES (:no, :product, :supplier, 1, :price, :vat, :unit, :quantity_min, :lead_days, :own, :state,
        :is_demo, :now, :stock, :valid_until, :districts, :own_code)
RETURNING id;

-- name: listing_tier_add
-- A volume price.
INSERT INTO offer_tier (offer_id, quantity_min, price_won) VALUES (:offer, :quantity_min, :price);

-- name: listing_tiers_clear
-- The volume prices as they were are in the revision.
DELETE FROM offer_tier WHERE offer_id = :offer;

-- name: listing_revision_add
-- The offer as it is now is a revision of its own.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason,
                            account_id, made_at, quantity_min, own_production, stock, valid_until,
                            districts, tiers, product_revision, product_id)
SELECT o.id, o.revision, o.price_won, o.unit, o.vat, o.lead_days, o.state, :reason, :account, :now,
       o.quantity_min, o.own_production, o.stock, o.valid_until, o.districts, :tiers, p.revision, p.id
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.id = :offer;

-- name: listing_product_set
-- Another text, if nobody was faster.
UPDATE product
   SET category_code = :category, title = :title, maker = :maker, model = :model, origin = :origin,
       description = :description, detail_no = :detail_no, item_no = :item_no,
       revision = revision + 1, version = version + 1
 WHERE id = :product AND revision = :revision;

-- name: listing_product_keep
-- What the product was before its first change.
INSERT INTO product_revision (product_id, revision, content, reason, account_id, made_at)
SELECT p.id, p.revision, :content, '처음 등록', NULL, p.created_at
  FROM product p
 WHERE p.id = :product
ON CONFLICT (product_id, revision) DO NOTHING;

-- name: listing_product_keep_new
-- … and what it is after a change.
INSERT INTO product_revision (product_id, revision, content, reason, account_id, made_at)
VALUES (:product, :revision, :content, :reason, :account, :now);

-- name: listing_offer_set
-- Other terms, if nobody was faster.
UPDATE offer
   SET price_won = :price, vat = :vat, unit = :unit, quantity_min = :quantity_min,
       lead_days = :lead_days, own_production = :own, stock = :stock, valid_until = :valid_until,
       districts = :districts, own_code = :own_code, revision = revision + 1, version = version + 1
 WHERE id = :offer AND version = :version;

-- name: listing_stock_take
-- So many fewer; what is made to order has no number to lose, nor has what is gone. Nobody looks at that.
UPDATE offer
   SET stock = CASE WHEN stock > :quantity THEN stock - :quantity ELSE 0 END,
       reviewed = CASE WHEN reviewed = revision THEN revision + 1 ELSE reviewed END,
       revision = revision + 1, version = version + 1
 WHERE id = :offer AND stock > 0
RETURNING no, supplier_id, stock;

-- name: listing_keep_as_before
-- The offer as it is now, or each of a product that is not ended, becomes a revision, at the volume prices of the one before.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason,
                            account_id, made_at, quantity_min, own_production, stock, valid_until,
                            districts, tiers, product_revision, product_id)
SELECT o.id, o.revision, o.price_won, o.unit, o.vat, o.lead_days, o.state, :reason, :account, :now,
       o.quantity_min, o.own_production, o.stock, o.valid_until, o.districts, r.tiers, p.revision, p.id
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN offer_revision r ON r.offer_id = o.id AND r.revision = o.revision - 1
 WHERE o.id = CAST(:offer AS BIGINT) OR (o.product_id = CAST(:product AS BIGINT) AND o.state <> 'ended');

-- name: listing_text_touch
-- The text of a product changed by who looks at it: each offer of it that is not ended is another
-- revision, and no other look is needed for that.
UPDATE offer
   SET reviewed = CASE WHEN reviewed = revision THEN revision + 1 ELSE reviewed END,
       revision = revision + 1, version = version + 1
 WHERE product_id = :product AND state <> 'ended';

-- name: listing_sellers
-- Who is told of a change of a product: who sold it at the text before, going on above an offer.
SELECT o.id, o.no, o.supplier_id, p.title, v.reason
  FROM product_revision v
  JOIN product p ON p.id = v.product_id
  JOIN offer o ON o.product_id = p.id AND o.state <> 'ended' AND o.id > :after
 WHERE v.product_id = :product AND v.revision = :revision
   AND EXISTS (SELECT 1 FROM offer_revision r WHERE r.offer_id = o.id AND r.product_revision < :revision)
 ORDER BY o.id
 LIMIT :count;

-- name: listing_state_set
-- Another state, if nobody was faster.
UPDATE offer
   SET state = :state, state_reason = :reason, revision = revision + 1, version = version + 1,
       reviewed = CASE WHEN :is_review = 1 THEN revision + 1 ELSE reviewed END
 WHERE id = :offer AND version = :version;

-- name: listing_has_code
-- Another offer of the firm's with this code.
SELECT COUNT(*) AS count
  FROM offer
 WHERE supplier_id = :supplier AND own_code = :code AND own_code <> ''
   AND (CAST(:offer AS BIGINT) IS NULL OR id <> :offer);

-- name: listing_has_product
-- Whether the firm offers the product.
SELECT COUNT(*) AS count FROM offer WHERE supplier_id = :supplier AND product_id = :product;

-- name: listing_search
-- The search reads it anew.
INSERT INTO search_change (offer_id) VALUES (:offer);

-- name: listing_list
-- A firm's, newest first, by keys; without a state all that did not end.
SELECT o.id, o.no, o.product_id, p.no AS product_no, o.supplier_id, '' AS supplier_name,
       c.name AS category_name, c.vat AS category_vat, o.state, o.state_reason, o.version, o.revision, o.reviewed,
       p.revision AS product_revision, o.created_at, COALESCE(p.merged_into, 0) AS merged_into,
       CAST(1 AS BIGINT) AS offer_count,
       CAST(0 AS BIGINT) AS picture_count,
       p.category_code, p.title, p.maker, p.model, p.origin, '' AS description, p.detail_no,
       p.item_no, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       COALESCE(o.stock, -1) AS stock, o.valid_until, o.districts, o.own_code,
       CAST(NULL AS TEXT) AS plan_day, CAST(0 AS BIGINT) AS plan_won
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN category c ON c.code = p.category_code
 WHERE o.supplier_id = :supplier
   AND (o.state = :state OR CAST(:state AS TEXT) IS NULL AND o.state <> 'ended')
   AND (CAST(:category AS TEXT) IS NULL OR p.category_code = :category)
   AND (CAST(:words AS TEXT) IS NULL OR p.title LIKE :words ESCAPE '!'
        OR o.own_code LIKE :words ESCAPE '!' OR p.model LIKE :words ESCAPE '!')
   AND (CAST(:after AS BIGINT) IS NULL
        OR o.id < (SELECT b.id FROM offer b WHERE b.no = :after))
 ORDER BY o.id DESC
 LIMIT :count;

-- name: listing_counts
-- How many of those looked for stand in each state.
SELECT o.state, COUNT(*) AS count
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.supplier_id = :supplier
   AND (CAST(:category AS TEXT) IS NULL OR p.category_code = :category)
   AND (CAST(:words AS TEXT) IS NULL OR p.title LIKE :words ESCAPE '!'
        OR o.own_code LIKE :words ESCAPE '!' OR p.model LIKE :words ESCAPE '!')
 GROUP BY o.state
 ORDER BY o.state;

-- name: listing_categories
-- The categories a firm lists in.
SELECT c.code, c.name, COUNT(*) AS count
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN category c ON c.code = p.category_code
 WHERE o.supplier_id = :supplier
 GROUP BY c.code, c.name
 ORDER BY c.name, c.code
 LIMIT :count;

-- name: listing_history
-- Every revision of an offer, the newest first, each with what the product was; it may have been another
-- one before a merge.
SELECT r.revision, r.price_won, r.unit, r.vat, r.lead_days, r.state, r.reason, r.made_at,
       r.quantity_min, r.own_production, COALESCE(r.stock, -1) AS stock, r.valid_until, r.districts,
       r.tiers, r.product_revision, COALESCE(r.product_id, o.product_id) AS product_id,
       COALESCE(a.name, '') AS account_name, COALESCE(v.content, '') AS content
  FROM offer_revision r
  JOIN offer o ON o.id = r.offer_id
  LEFT JOIN account a ON a.id = r.account_id
  LEFT JOIN product_revision v ON v.product_id = COALESCE(r.product_id, o.product_id)
                              AND v.revision = r.product_revision
 WHERE r.offer_id = :offer AND (CAST(:before AS BIGINT) IS NULL OR r.revision < :before)
 ORDER BY r.revision DESC
 LIMIT :count;

-- name: listing_reviewed
-- An operator looked at a change of what is for sale.
UPDATE offer SET reviewed = revision, version = version + 1 WHERE id = :offer AND version = :version;

-- name: listing_leaves
-- Every category of the lowest level, with those above it.
SELECT c.code, c.name, m.name AS middle_name, t.name AS top_name
  FROM category c
  JOIN category m ON m.code = c.parent_code
  JOIN category t ON t.code = m.parent_code
 ORDER BY t.position, t.code, m.position, m.code, c.position, c.code
 LIMIT :count;

-- name: listing_plan_add
-- A price from a day on.
INSERT INTO offer_plan (offer_id, from_day, price_won, state, account_id, made_at)
VALUES (:offer, :from_day, :price, 'waiting', :account, :now);

-- name: listing_plan_end
-- What was planned is done, or taken back.
UPDATE offer_plan SET state = :state WHERE offer_id = :offer AND state = 'waiting';

-- name: listing_due
-- Offers whose planned price begins: some at a time.
SELECT o.no, p.account_id, p.price_won
  FROM offer_plan p
  JOIN offer o ON o.id = p.offer_id
 WHERE p.state = 'waiting' AND p.from_day <= :today
 ORDER BY p.id
 LIMIT :count;

-- name: listing_over
-- Offers for sale whose price held until a day that is over.
SELECT o.no
  FROM offer o
 WHERE o.valid_until < :today AND o.state = 'active'
 ORDER BY o.valid_until, o.id
 LIMIT :count;
