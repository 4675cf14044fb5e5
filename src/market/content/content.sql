-- Shoots, the products in them, goods that come and go, and pictures.

-- name: shoot_add
-- A planned shoot.
INSERT INTO shoot (no, title, place, place_text, on_day, photographer, cost_won, state, created_by, created_at)
VALUES (:no, :title, :place, :place_text, :on_day, :photographer, :cost, 'planned', :created_by, :now)
RETURNING id;

-- name: shoot_list
-- The newest first, with how far their products have come.
SELECT s.id, s.no, s.title, s.place, s.place_text, s.on_day, s.photographer, s.cost_won, s.state, s.created_by,
       s.ended_at, s.version,
       (SELECT COUNT(*) FROM shoot_item i WHERE i.shoot_id = s.id AND i.state <> 'dropped') AS item_count,
       (SELECT COUNT(*) FROM shoot_item i WHERE i.shoot_id = s.id AND i.state = 'approved') AS approved_count,
       (SELECT COUNT(*) FROM shoot_item i JOIN shoot_picture p ON p.item_id = i.id
         WHERE i.shoot_id = s.id) AS picture_count
  FROM shoot s
 WHERE (CAST(:no AS BIGINT) IS NULL OR s.no = :no)
   AND (CAST(:after AS BIGINT) IS NULL OR s.id < (SELECT a.id FROM shoot a WHERE a.no = :after))
 ORDER BY s.id DESC
 LIMIT 51;

-- name: shoot_set_state
-- It begins or ends.
UPDATE shoot
   SET state = :state, ended_at = CASE WHEN CAST(:is_over AS BIGINT) = 1 THEN CAST(:now AS BIGINT) END, version = version + 1
 WHERE id = :id AND version = :version;

-- name: shoot_item_add
-- A firm's product joins.
INSERT INTO shoot_item (no, shoot_id, offer_id, state, moved_at)
VALUES (:no, :shoot, :offer, :state, :now)
RETURNING id;

-- name: shoot_item_stands
-- Where a product stands: in a shoot that is not over, or in this one already.
SELECT s.no, s.title, s.on_day
  FROM shoot_item i
  JOIN shoot s ON s.id = i.shoot_id
 WHERE i.offer_id = :offer
   AND (i.shoot_id = :shoot OR
        (s.state IN ('planned', 'running') AND i.state NOT IN ('approved', 'dropped')))
 ORDER BY i.id DESC
 LIMIT 1;

-- name: shoot_items
-- Products of a shoot, or of a firm, going on below its product `before`: the one or the other is given; or one alone
-- by its number or row. The newest first.
SELECT i.id, i.no, i.shoot_id, i.offer_id, i.state, i.reason, i.moved_at, i.version,
       s.no AS shoot_no, s.title AS shoot_title, s.place, s.place_text, s.on_day, s.state AS shoot_state,
       s.created_by, o.no AS offer_no, o.supplier_id, o.product_id, p.no AS product_no, p.title,
       p.category_code, f.name AS supplier_name,
       COALESCE(hi.signed_name, '') AS in_name, COALESCE(hi.at, 0) AS in_at,
       COALESCE(hi.goods, '') AS in_goods, COALESCE(hi.remark, '') AS in_remark,
       COALESCE(ri.signed_name, '') AS in_firm_name, COALESCE(ri.at, 0) AS in_firm_at,
       COALESCE(ri.remark, '') AS in_firm_remark,
       COALESCE(ho.signed_name, '') AS out_name, COALESCE(ho.at, 0) AS out_at,
       COALESCE(ho.goods, '') AS out_goods, COALESCE(ho.remark, '') AS out_remark,
       COALESCE(ro.signed_name, '') AS out_firm_name, COALESCE(ro.at, 0) AS out_firm_at,
       COALESCE(ro.remark, '') AS out_firm_remark
  FROM shoot_item i
  JOIN shoot s ON s.id = i.shoot_id
  JOIN offer o ON o.id = i.offer_id
  JOIN product p ON p.id = o.product_id
  JOIN supplier f ON f.id = o.supplier_id
  LEFT JOIN shoot_handover hi ON hi.item_id = i.id AND hi.way = 'in'
  LEFT JOIN shoot_receipt ri ON ri.item_id = i.id AND ri.way = 'in'
  LEFT JOIN shoot_handover ho ON ho.item_id = i.id AND ho.way = 'out'
  LEFT JOIN shoot_receipt ro ON ro.item_id = i.id AND ro.way = 'out'
 WHERE (CAST(:shoot AS BIGINT) IS NULL OR i.shoot_id = :shoot)
   AND (CAST(:supplier AS BIGINT) IS NULL OR o.supplier_id = :supplier)
   AND (CAST(:no AS BIGINT) IS NULL OR i.no = :no)
   AND (CAST(:id AS BIGINT) IS NULL OR i.id = :id)
   AND (CAST(:before AS BIGINT) IS NULL
        OR i.id < (SELECT b.id FROM shoot_item b
                     JOIN offer g ON g.id = b.offer_id
                    WHERE b.no = :before AND g.supplier_id = :supplier))
 ORDER BY i.id DESC
 LIMIT :count;

-- name: shoot_item_count
-- How many products of a firm stand or stood in shoots.
SELECT COUNT(*) AS item_count
  FROM shoot_item i
  JOIN offer o ON o.id = i.offer_id
 WHERE o.supplier_id = :supplier;

-- name: shoot_item_set_state
-- It moves.
UPDATE shoot_item SET state = :state, reason = :reason, moved_at = :now, version = version + 1
 WHERE id = :id AND version = :version;

-- name: shoot_handover_add
-- Goods came or went; each once.
INSERT INTO shoot_handover (item_id, way, signed_name, account_id, at, goods, remark)
VALUES (:item, :way, :name, :account, :now, :goods, :remark);

-- name: shoot_receipt_add
-- Its firm confirms that; each once.
INSERT INTO shoot_receipt (item_id, way, account_id, signed_name, method, remark, at)
VALUES (:item, :way, :account, :name, :method, :remark, :now);

-- name: shoot_rules
-- What is to be shot of a category; those of the longest code that it lies in count.
SELECT category, role, is_required, hint
  FROM shot_rule
 WHERE category = '' OR category = :category
    OR CAST(:category AS TEXT) LIKE category || '.%' ESCAPE '!'
 ORDER BY length(category) DESC, CASE role WHEN 'front' THEN 0 WHEN 'detail' THEN 1 WHEN 'use' THEN 2 ELSE 3 END
 LIMIT 20;

-- name: shoot_picture_add
-- A picture of a product in a shoot.
INSERT INTO shoot_picture (item_id, picture_id, role, stage, added_at)
VALUES (:item, :picture, :role, :stage, :now);

-- name: shoot_pictures
-- The newest of one product, the oldest of them first: of a role and a stage the last counts.
SELECT x.role, x.stage, p.id, p.no, p.file_id, p.state, p.verdict, p.width, p.height, p.words, p.hash, p.added_at
  FROM (SELECT n.id, n.role, n.stage, n.picture_id
          FROM shoot_picture n
         WHERE n.item_id = :item
         ORDER BY n.id DESC
         LIMIT 100) x
  JOIN picture p ON p.id = x.picture_id
 ORDER BY x.id;

-- name: shoot_candidates
-- Goods for sale without a picture, their own or one that lists show of them, that stand in no shoot, the newest
-- first: of all, or of firms that are called so, of a district, of a category and below. Offers are gone through from the newest, which ends soon
-- where such goods are many; what else they have to be is counted one by one, so that no planner begins with it.
SELECT w.id AS offer_id, w.no AS offer_no, p.title, f.name AS supplier_name
  FROM (SELECT o.id, o.no, o.product_id, o.supplier_id
          FROM offer o
         WHERE o.state = 'active'
           AND (SELECT COUNT(*) FROM supplier f
                 WHERE f.id = o.supplier_id AND f.state = 'active'
                   AND (CAST(:firm AS TEXT) IS NULL OR f.name LIKE :firm ESCAPE '!')
                   AND (CAST(:district AS TEXT) IS NULL OR f.district_code = :district)) > 0
           AND (CAST(:category AS TEXT) IS NULL
                OR (SELECT COUNT(*) FROM product p
                     WHERE p.id = o.product_id
                       AND (p.category_code = :category
                            OR p.category_code LIKE CAST(:category AS TEXT) || '.%' ESCAPE '!')) > 0)
           AND (SELECT COUNT(*) FROM product_picture x WHERE x.product_id = o.product_id AND x.removed_at IS NULL) < 1
           AND (SELECT COUNT(*) FROM product y
                 WHERE y.id = o.product_id AND substr(y.picture, 1, 10) = '/pictures/') < 1
           AND (SELECT COUNT(*) FROM shoot_item i WHERE i.offer_id = o.id AND i.state <> 'dropped') < 1
         ORDER BY o.id DESC
         LIMIT :count) w
  JOIN product p ON p.id = w.product_id
  JOIN supplier f ON f.id = w.supplier_id
 ORDER BY w.id DESC;

-- name: shoot_candidates_of_firms
-- The same where few firms are called so or lie in the district: by their offers (SQLite joins in the order of CROSS
-- JOIN).
SELECT w.id AS offer_id, w.no AS offer_no, p.title, f.name AS supplier_name
  FROM (SELECT o.id, o.no, o.product_id, o.supplier_id
          FROM supplier s
         CROSS JOIN offer o
         WHERE s.state = 'active'
           AND (CAST(:firm AS TEXT) IS NULL OR s.name LIKE :firm ESCAPE '!')
           AND (CAST(:district AS TEXT) IS NULL OR s.district_code = :district)
           AND o.supplier_id = s.id AND o.state = 'active'
           AND (CAST(:category AS TEXT) IS NULL
                OR (SELECT COUNT(*) FROM product p
                     WHERE p.id = o.product_id
                       AND (p.category_code = :category
                            OR p.category_code LIKE CAST(:category AS TEXT) || '.%' ESCAPE '!')) > 0)
           AND (SELECT COUNT(*) FROM product_picture x WHERE x.product_id = o.product_id AND x.removed_at IS NULL) < 1
           AND (SELECT COUNT(*) FROM product y
                 WHERE y.id = o.product_id AND substr(y.picture, 1, 10) = '/pictures/') < 1
           AND (SELECT COUNT(*) FROM shoot_item i WHERE i.offer_id = o.id AND i.state <> 'dropped') < 1
         ORDER BY o.id DESC
         LIMIT :count) w
  JOIN product p ON p.id = w.product_id
  JOIN supplier f ON f.id = w.supplier_id
 ORDER BY w.id DESC;

-- name: shoot_candidates_of_kinds
-- The same where a category and those below it hold few products: by these.
SELECT w.id AS offer_id, w.no AS offer_no, p.title, f.name AS supplier_name
  FROM (SELECT o.id, o.no, o.product_id, o.supplier_id
          FROM category c
         CROSS JOIN product g
         CROSS JOIN offer o
         WHERE (c.code = :category OR c.code LIKE CAST(:category AS TEXT) || '.%' ESCAPE '!')
           AND g.category_code = c.code AND o.product_id = g.id AND o.state = 'active'
           AND (SELECT COUNT(*) FROM supplier f
                 WHERE f.id = o.supplier_id AND f.state = 'active'
                   AND (CAST(:firm AS TEXT) IS NULL OR f.name LIKE :firm ESCAPE '!')
                   AND (CAST(:district AS TEXT) IS NULL OR f.district_code = :district)) > 0
           AND (SELECT COUNT(*) FROM product_picture x WHERE x.product_id = o.product_id AND x.removed_at IS NULL) < 1
           AND (SELECT COUNT(*) FROM product y
                 WHERE y.id = o.product_id AND substr(y.picture, 1, 10) = '/pictures/') < 1
           AND (SELECT COUNT(*) FROM shoot_item i WHERE i.offer_id = o.id AND i.state <> 'dropped') < 1
         ORDER BY o.id DESC
         LIMIT :count) w
  JOIN product p ON p.id = w.product_id
  JOIN supplier f ON f.id = w.supplier_id
 ORDER BY w.id DESC;

-- name: shoot_candidates_of_drawn
-- The same where few products are shown without a photo, LIMIT_SHOOT_PRODUCTS at most: by these. PostgreSQL is told how
-- many, which it cannot know of a part of a text, and that no index has the order: it would walk over all offers.
SELECT w.id AS offer_id, w.no AS offer_no, p.title, f.name AS supplier_name
  FROM (SELECT o.id, o.no, o.product_id, o.supplier_id
          FROM (SELECT d.id FROM product d WHERE substr(d.picture, 1, 10) <> '/pictures/'
                 ORDER BY d.id LIMIT 2000) g -- LIMIT_SHOOT_PRODUCTS
         CROSS JOIN offer o
         WHERE o.product_id = g.id AND o.state = 'active'
           AND (CAST(:category AS TEXT) IS NULL
                OR (SELECT COUNT(*) FROM product p
                     WHERE p.id = o.product_id
                       AND (p.category_code = :category
                            OR p.category_code LIKE CAST(:category AS TEXT) || '.%' ESCAPE '!')) > 0)
           AND (SELECT COUNT(*) FROM supplier f
                 WHERE f.id = o.supplier_id AND f.state = 'active'
                   AND (CAST(:firm AS TEXT) IS NULL OR f.name LIKE :firm ESCAPE '!')
                   AND (CAST(:district AS TEXT) IS NULL OR f.district_code = :district)) > 0
           AND (SELECT COUNT(*) FROM product_picture x WHERE x.product_id = o.product_id AND x.removed_at IS NULL) < 1
           AND (SELECT COUNT(*) FROM shoot_item i WHERE i.offer_id = o.id AND i.state <> 'dropped') < 1
         ORDER BY o.id + 0 DESC
         LIMIT :count) w
  JOIN product p ON p.id = w.product_id
  JOIN supplier f ON f.id = w.supplier_id
 ORDER BY w.id DESC;

-- name: shoot_firm_count
-- How many firms are called so or lie in the district, counted up to :most.
SELECT COUNT(*) AS count
  FROM (SELECT f.id
          FROM supplier f
         WHERE f.state = 'active'
           AND (CAST(:firm AS TEXT) IS NULL OR f.name LIKE :firm ESCAPE '!')
           AND (CAST(:district AS TEXT) IS NULL OR f.district_code = :district)
         LIMIT :most) m;

-- name: shoot_product_count
-- How many products a category and those below it hold, counted up to :most.
SELECT COUNT(*) AS count
  FROM (SELECT p.id
          FROM category c
         CROSS JOIN product p
         WHERE (c.code = :category OR c.code LIKE CAST(:category AS TEXT) || '.%' ESCAPE '!')
           AND p.category_code = c.code
         LIMIT :most) m;

-- name: shoot_drawn_count
-- How many products are shown without a photo, counted up to :most.
SELECT COUNT(*) AS count
  FROM (SELECT p.id FROM product p WHERE substr(p.picture, 1, 10) <> '/pictures/' LIMIT :most) m;

-- name: shoot_offer_find
-- An offer for sale by its number.
SELECT id, supplier_id FROM offer WHERE no = :no AND state IN ('active', 'paused', 'waiting');
