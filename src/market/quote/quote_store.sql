-- Requests for quotes and the answers to them.

-- name: quote_request_add
-- A request as it goes to the supplier.
INSERT INTO quote_request (no, purchase_id, supplier_id, message, asked_at, closes_at, state, title,
                           object, delivery_place, deliver_by, scope)
VALUES (:no, :purchase, :supplier, :message, :now, :closes_at, 'open', :title, :object,
        :delivery_place, :deliver_by, :scope)
RETURNING id;

-- name: quote_request_line_add
-- What is asked, line by line.
INSERT INTO quote_request_line (quote_request_id, seq, purchase_line_id, title, unit, vat, quantity,
                                list_price_won)
VALUES (:request, :seq, :purchase_line, :title, :unit, :vat, :quantity, :list_price_won);

-- name: quote_request_find
-- A request of an institution or of a supplier, by its number; or the newest of a case.
SELECT r.id, r.no, r.purchase_id, p.no AS purchase_no, p.state AS purchase_state, p.officer_id,
       a.name AS officer_name, p.institution_id, i.name AS institution_name,
       i.phone AS institution_phone, d.name AS department_name, r.supplier_id, s.name AS supplier_name, r.title, r.object,
       r.delivery_place, r.deliver_by, r.scope, r.message, r.asked_at, r.closes_at, r.state, r.version,
       (SELECT MAX(n.id) FROM quote_request n WHERE n.purchase_id = r.purchase_id) AS newest_id
  FROM quote_request r
  JOIN purchase p ON p.id = r.purchase_id
  JOIN institution i ON i.id = p.institution_id
  JOIN department d ON d.id = p.department_id
  JOIN supplier s ON s.id = r.supplier_id
  JOIN account a ON a.id = p.officer_id
 WHERE (r.no = :no OR r.purchase_id = :purchase)
   AND (p.institution_id = :institution OR r.supplier_id = :supplier)
 ORDER BY r.id DESC
 LIMIT 1;

-- name: quote_request_of_job
-- Whose request a job of the platform is about.
SELECT r.no, p.institution_id
  FROM quote_request r
  JOIN purchase p ON p.id = r.purchase_id
 WHERE r.id = :id;

-- name: quote_request_save
-- Its state moved.
UPDATE quote_request SET state = :state, version = version + 1
 WHERE id = :id AND version = :version;

-- name: quote_request_take
-- The supplier answered or declined: the moment decides, in the same statement.
UPDATE quote_request SET state = :state, version = version + 1
 WHERE id = :id AND version = :version AND supplier_id = :supplier AND closes_at > :now
   AND state IN ('open', 'answered');

-- name: quote_item_list
-- The lines of a request, with the answer to each when one is asked for.
SELECT l.id, l.seq, l.purchase_line_id, l.title, l.unit, l.vat, l.quantity, l.list_price_won,
       q.price_won, q.deliver_by
  FROM quote_request_line l
  LEFT JOIN quote_line q ON q.quote_request_line_id = l.id AND q.quote_id = :quote
 WHERE l.quote_request_id = :request
 ORDER BY l.seq
 LIMIT 100;

-- name: quote_add
-- An answer. A second one with the same revision is refused by the table.
INSERT INTO quote (no, quote_request_id, revision, price_won, supply_won, vat_won, deliver_by,
                   valid_until, remark, decline_reason, account_id, given_at, content_hash, form)
VALUES (:no, :request, :revision, :price_won, :supply_won, :vat_won, :deliver_by, :valid_until,
        :remark, :decline_reason, :account, :now, :content_hash, :form)
RETURNING id;

-- name: quote_line_add
-- The answer to a line.
INSERT INTO quote_line (quote_id, quote_request_line_id, price_won, deliver_by)
VALUES (:quote, :item, :price_won, :deliver_by);

-- name: quote_list
-- The answers to a request, the newest first.
SELECT q.id, q.no, q.revision, q.price_won, q.supply_won, q.vat_won, q.deliver_by, q.valid_until,
       q.remark, q.decline_reason, q.account_id, a.name AS account_name, q.given_at, q.content_hash,
       q.form
  FROM quote q
  JOIN account a ON a.id = q.account_id
 WHERE q.quote_request_id = :request
 ORDER BY q.revision DESC
 LIMIT 50;

-- name: quote_row_list
-- Requests of an institution or a supplier in one bucket: `open` by the nearest deadline, the others
-- the newest first; going on after a request. The ids of one page are found first, of either side: what is
-- open by the cases that run, or of a firm by the request alone, the others of a firm in the order of its
-- index. What a page shows of each is read of those it shows. `top` is what the ids stay below.
WITH top AS (
    SELECT CASE WHEN CAST(:after AS BIGINT) IS NULL THEN 9223372036854775807
                ELSE (SELECT b.id FROM quote_request b WHERE b.no = :after) END AS id)
SELECT r.no, r.title, r.state, p.state AS purchase_state, r.asked_at, r.closes_at,
       i.name AS institution_name, d.name AS department_name, s.name AS supplier_name,
       a.name AS officer_name, COALESCE(q.price_won, 0) AS price_won, q.valid_until,
       (SELECT COUNT(*) FROM quote_request_line l WHERE l.quote_request_id = r.id) AS line_count,
       f.title AS first_title, f.unit AS first_unit, f.quantity AS first_quantity,
       (SELECT CAST(SUM(l.quantity * l.list_price_won) AS BIGINT) FROM quote_request_line l
         WHERE l.quote_request_id = r.id) AS list_won
  FROM (SELECT x.id AS id, x.place AS place
          FROM (SELECT m.id, m.closes_at AS place
                  FROM purchase k CROSS JOIN quote_request m
                 WHERE CAST(:bucket AS TEXT) = 'open' AND k.institution_id = :institution
                   AND k.state NOT IN ('paid', 'cancelled', 'handed_over')
                   AND m.purchase_id = k.id AND m.state = 'open' AND m.closes_at > :now
                UNION ALL
                SELECT m.id, m.closes_at
                  FROM quote_request m CROSS JOIN purchase k
                 WHERE CAST(:bucket AS TEXT) = 'open' AND m.supplier_id = :supplier
                   AND m.state = 'open' AND m.closes_at > :now
                   AND k.id = m.purchase_id AND k.state <> 'cancelled') x
         WHERE CAST(:after AS BIGINT) IS NULL
            OR (x.place, x.id) > (SELECT b.closes_at, b.id FROM quote_request b WHERE b.no = :after)
        UNION ALL
        SELECT y.id, -y.id
          FROM (SELECT m.id
                  FROM purchase k CROSS JOIN quote_request m
                 WHERE CAST(:bucket AS TEXT) <> 'open' AND k.institution_id = :institution
                   AND m.purchase_id = k.id
                   AND CAST(:bucket AS TEXT) =
                       CASE WHEN k.state <> 'cancelled' AND m.state IN ('answered', 'chosen') THEN 'given'
                            WHEN k.state <> 'cancelled' AND m.state = 'open' AND m.closes_at > :now
                            THEN 'open' ELSE 'over' END
                   AND m.id < (SELECT t.id FROM top t)
                 ORDER BY m.id DESC
                 LIMIT :count) y
        UNION ALL
        SELECT z.id, -z.id
          FROM (SELECT m.id
                  FROM quote_request m CROSS JOIN purchase k
                 WHERE CAST(:bucket AS TEXT) <> 'open' AND m.supplier_id = :supplier
                   AND k.id = m.purchase_id
                   AND CAST(:bucket AS TEXT) =
                       CASE WHEN k.state <> 'cancelled' AND m.state IN ('answered', 'chosen') THEN 'given'
                            WHEN k.state <> 'cancelled' AND m.state = 'open' AND m.closes_at > :now
                            THEN 'open' ELSE 'over' END
                   AND m.id < (SELECT t.id FROM top t)
                 ORDER BY m.id DESC
                 LIMIT :count) z
         ORDER BY place, id
         LIMIT :count) own
  JOIN quote_request r ON r.id = own.id
  JOIN purchase p ON p.id = r.purchase_id
  JOIN institution i ON i.id = p.institution_id
  JOIN department d ON d.id = p.department_id
  JOIN supplier s ON s.id = r.supplier_id
  JOIN account a ON a.id = p.officer_id
  JOIN quote_request_line f ON f.quote_request_id = r.id
       AND f.seq = (SELECT MIN(g.seq) FROM quote_request_line g WHERE g.quote_request_id = r.id)
  LEFT JOIN quote q ON q.quote_request_id = r.id
       AND q.revision = (SELECT MAX(n.revision) FROM quote n WHERE n.quote_request_id = r.id)
 ORDER BY own.place, r.id;

-- name: quote_bucket_count
-- How many there are of each.
SELECT x.bucket, COUNT(*) AS count
  FROM (SELECT CASE WHEN r.state = 'open' AND p.state <> 'cancelled' AND r.closes_at > :now
                    THEN 'open'
                    WHEN r.state IN ('answered', 'chosen') AND p.state <> 'cancelled' THEN 'given'
                    ELSE 'over' END AS bucket
          FROM quote_request r
          JOIN purchase p ON p.id = r.purchase_id
         WHERE r.id IN (SELECT m.id FROM quote_request m WHERE m.supplier_id = :supplier
                        UNION ALL
                        SELECT n.id FROM purchase k JOIN quote_request n ON n.purchase_id = k.id
                         WHERE k.institution_id = :institution)) x
 GROUP BY x.bucket;

-- name: quote_firm_state
-- May the supplier of a case trade at all?
SELECT s.state
  FROM purchase p
  JOIN supplier s ON s.id = p.supplier_id
 WHERE p.id = :purchase AND p.institution_id = :institution;

-- name: quote_moved_offers
-- Lines whose offer is not on the terms the officer saw, or is no longer there. What a firm calls it,
-- its stock and that it stood still meanwhile are no terms.
SELECT COUNT(*) AS count
  FROM purchase_line l
  JOIN offer o ON o.id = l.offer_id
  JOIN offer_revision seen ON seen.offer_id = l.offer_id AND seen.revision = l.offer_revision
  JOIN offer_revision now ON now.offer_id = o.id AND now.revision = o.revision
 WHERE l.purchase_id = :purchase
   AND (o.state <> 'active' OR now.price_won <> seen.price_won OR now.unit <> seen.unit
        OR now.vat <> seen.vat OR now.tiers <> seen.tiers OR now.quantity_min <> seen.quantity_min
        OR now.lead_days <> seen.lead_days OR now.own_production <> seen.own_production
        OR now.product_revision <> seen.product_revision
        OR o.valid_until < :today);

-- name: quote_rival_list
-- The cheapest of those who sell what a line asks for: in the same unit, so few of it, and may be
-- contracted with; of equal ones the one that offered it first. A product that was merged is sought
-- where it stands now.
SELECT x.id, x.price_won, x.offer_no, x.product_no, x.supplier_name
  FROM (SELECT y.id, y.price_won, y.offer_no, y.product_no, y.supplier_name,
               ROW_NUMBER() OVER (PARTITION BY y.id ORDER BY y.price_won, y.offer_id) AS place
          FROM (SELECT l.id, o.id AS offer_id, o.no AS offer_no, g.no AS product_no,
                       s.name AS supplier_name,
                       COALESCE((SELECT MIN(t.price_won) FROM offer_tier t
                                  WHERE t.offer_id = o.id AND t.quantity_min <= l.quantity),
                                o.price_won) AS price_won
          FROM quote_request_line l
          JOIN quote_request r ON r.id = l.quote_request_id
          JOIN purchase_line p ON p.id = l.purchase_line_id
          JOIN product k ON k.id = p.product_id
          JOIN product g ON g.id = COALESCE(k.merged_into, k.id)
          JOIN offer o ON o.product_id = g.id AND o.supplier_id <> r.supplier_id
          JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
         WHERE l.quote_request_id = :request AND o.state = 'active' AND o.unit = l.unit
           AND o.quantity_min <= l.quantity
           AND (s.sanctioned_until IS NULL OR s.sanctioned_until < :today)) y) x
 WHERE x.place = 1;
