-- The case, its lines, its timeline and who must act.

-- name: purchase_add
-- A new draft.
INSERT INTO purchase (no, institution_id, department_id, supplier_id, officer_id, title, need,
                      budget_line, object, delivery_place, district_code, deliver_by, list_won,
                      estimated_won, state, is_training, is_demo, created_at, moved_at, scope)
VALUES (:no, :institution, :department, :supplier, :officer, :title, :need, :budget_line, :object,
        :delivery_place, :district, :deliver_by, :list_won, :estimated_won, 'draft', :is_training,
        :is_demo, :now, :now, :scope)
RETURNING id;

-- name: purchase_find
-- One case of an institution, or of a supplier once it was asked, by its public number or row.
SELECT p.id, p.no, p.institution_id, i.name AS institution_name, i.regime, p.department_id,
       d.name AS department_name, p.supplier_id, s.no AS supplier_no, s.name AS supplier_name,
       p.officer_id, a.name AS officer_name, p.title, p.need, p.budget_line, p.object,
       p.delivery_place, p.district_code, p.scope, p.deliver_by, p.list_won, p.estimated_won, p.price_won, p.supply_won,
       p.vat_won, p.path, p.state, p.choice_reason, p.content_hash, p.requested_on, p.is_training,
       p.is_demo, p.created_at, p.moved_at, p.version
  FROM purchase p
  JOIN institution i ON i.id = p.institution_id
  JOIN department d ON d.id = p.department_id
  JOIN supplier s ON s.id = p.supplier_id
  JOIN account a ON a.id = p.officer_id
 WHERE (p.no = :no OR p.id = :id)
   AND (p.institution_id = :institution OR (p.supplier_id = :supplier AND p.requested_on IS NOT NULL));

-- name: purchase_hands
-- What a person has done on a case, for the institution and for the supplier, and whether they
-- belong or ever belonged to the supplier; and whether the institution keeps approving and inspecting
-- apart on the day.
SELECT CASE WHEN p.officer_id = :account
              OR EXISTS (SELECT 1 FROM approval_round r
                          WHERE r.purchase_id = p.id AND r.submitted_by = :account)
            THEN 1 ELSE 0 END AS asked,
       (SELECT COUNT(*)
          FROM approval_round r
         CROSS JOIN approval_step s -- in this order: an approver has decided a year's cases
         WHERE r.purchase_id = p.id AND s.round_id = r.id AND s.decided_by = :account) AS decided,
       (SELECT COUNT(*)
          FROM approval_round r
         CROSS JOIN approval_step s
         WHERE r.purchase_id = p.id AND s.round_id = r.id AND r.state = 'approved'
           AND s.state = 'approved' AND s.decided_by = :account) AS approved,
       (SELECT COUNT(*)
          FROM inspection i
          JOIN delivery d ON d.id = i.delivery_id
          JOIN contract k ON k.id = d.contract_id
         WHERE k.purchase_id = p.id AND i.inspector_id = :account) AS inspected,
       (SELECT COUNT(*)
          FROM claim c
          JOIN contract k ON k.id = c.contract_id
          LEFT JOIN claim_proof f ON f.claim_id = c.id AND f.checked_by = :account
          LEFT JOIN payment y ON y.claim_id = c.id AND y.account_id = :account
         WHERE k.purchase_id = p.id
           AND (c.excused_by = :account OR f.claim_id IS NOT NULL OR y.id IS NOT NULL)) AS handled,
       (SELECT COUNT(*)
          FROM contract_signature g
          JOIN contract k ON k.id = g.contract_id
         WHERE k.purchase_id = p.id AND g.side = 'institution'
           AND g.account_id = :account) AS signed,
       (SELECT COUNT(*)
          FROM quote q
          JOIN quote_request r ON r.id = q.quote_request_id
         WHERE r.purchase_id = p.id AND q.account_id = :account) AS answered,
       (SELECT COUNT(*)
          FROM contract k
          LEFT JOIN contract_signature g ON g.contract_id = k.id AND g.side = 'supplier'
                AND g.account_id = :account
          LEFT JOIN delivery d ON d.contract_id = k.id AND d.account_id = :account
          LEFT JOIN claim c ON c.contract_id = k.id AND c.account_id = :account
         WHERE k.purchase_id = p.id
           AND (g.id IS NOT NULL OR d.id IS NOT NULL OR c.id IS NOT NULL)) AS fulfilled,
       (SELECT COUNT(*)
          FROM membership m
         WHERE m.account_id = :account AND m.supplier_id = p.supplier_id) AS memberships,
       (SELECT COUNT(*)
          FROM institution_policy o
          LEFT JOIN institution_policy_end e ON e.policy_id = o.id
         WHERE o.institution_id = p.institution_id AND o.kind = 'approver_inspects'
           AND o.first_day <= :today AND (o.last_day IS NULL OR o.last_day >= :today)
           AND (e.last_day IS NULL OR e.last_day >= :today)) AS keeps_apart
  FROM purchase p
 WHERE p.id = :purchase;

-- name: purchase_save
-- Everything of a case that may change.
UPDATE purchase
   SET title = :title, need = :need, budget_line = :budget_line, object = :object,
       delivery_place = :delivery_place, district_code = :district, deliver_by = :deliver_by,
       scope = :scope, list_won = :list_won,
       estimated_won = :estimated_won, price_won = :price_won, supply_won = :supply_won,
       vat_won = :vat_won, path = :path, state = :state, choice_reason = :choice_reason,
       content_hash = :content_hash, requested_on = :requested_on, moved_at = :moved_at,
       version = version + 1
 WHERE id = :id AND version = :version;

-- name: purchase_line_add
-- A line as the officer saw the offer.
INSERT INTO purchase_line (purchase_id, seq, offer_id, offer_revision, product_id, category_code,
                           title, unit, vat, quantity, list_price_won, price_won, seen_at)
VALUES (:purchase, :seq, :offer, :offer_revision, :product, :category_code, :title, :unit, :vat,
        :quantity, :list_price_won, :price_won, :seen_at);

-- name: purchase_line_list
-- The lines in their order, each with what its category is an object of, the least its supplier
-- sells at once today, how many it has and where it delivers them; on a day :beside_on the lowest price at which the same could be bought of
-- another firm: in the same unit, so few of it, and of one that may be contracted with.
SELECT l.id, l.seq, l.offer_id, l.offer_revision, l.seen_at, l.product_id, l.category_code,
       COALESCE(c.object, '') AS object, l.title, l.unit, l.vat, l.quantity, o.quantity_min,
       COALESCE(o.stock, -1) AS stock, o.districts, l.list_price_won, l.price_won,
       CASE WHEN CAST(:beside_on AS TEXT) IS NOT NULL
            THEN COALESCE((SELECT MIN(COALESCE((SELECT MIN(t.price_won) FROM offer_tier t
                                                 WHERE t.offer_id = b.id AND t.quantity_min <= l.quantity),
                                               b.price_won))
                             FROM offer b
                             JOIN purchase p ON p.id = l.purchase_id
                             JOIN supplier s ON s.id = b.supplier_id AND s.state = 'active'
                             JOIN product k ON k.id = l.product_id
                            WHERE b.product_id = COALESCE(k.merged_into, k.id) AND b.supplier_id <> p.supplier_id
                              AND b.state = 'active' AND b.unit = l.unit
                              AND b.quantity_min <= l.quantity
                              AND (s.sanctioned_until IS NULL
                                   OR s.sanctioned_until < :beside_on)), 0)
            ELSE 0 END AS beside_won
  FROM purchase_line l
  JOIN offer o ON o.id = l.offer_id
  LEFT JOIN category c ON c.code = l.category_code
 WHERE l.purchase_id = :purchase
 ORDER BY l.seq
 LIMIT 100;

-- name: purchase_line_now
-- The offers of the lines that are for sale, as they are today.
SELECT l.id, o.revision, o.price_won, o.unit, o.vat, r.tiers, p.title
  FROM purchase_line l
  JOIN offer o ON o.id = l.offer_id AND o.state = 'active'
  JOIN offer_revision r ON r.offer_id = o.id AND r.revision = o.revision
  JOIN product p ON p.id = o.product_id
 WHERE l.purchase_id = :purchase
 ORDER BY l.seq
 LIMIT 100;

-- name: purchase_line_save
-- What of a line may change: the offer as it was seen, how many, what so many cost each, and the agreed
-- price.
UPDATE purchase_line
   SET offer_revision = :offer_revision, seen_at = :seen_at, title = :title, unit = :unit, vat = :vat,
       quantity = :quantity, list_price_won = :list_price_won, price_won = :price_won
 WHERE id = :id AND purchase_id = :purchase;

-- name: purchase_line_remove
-- Out of the draft.
DELETE FROM purchase_line WHERE id = :id AND purchase_id = :purchase;

-- name: purchase_list
-- Cases of an institution, the newest first, going on below `before`.
SELECT p.no, p.title, p.state, p.price_won, p.list_won, p.deliver_by, p.created_at, p.moved_at,
       s.name AS supplier_name, d.name AS department_name, a.name AS officer_name
  FROM purchase p
  JOIN supplier s ON s.id = p.supplier_id
  JOIN department d ON d.id = p.department_id
  JOIN account a ON a.id = p.officer_id
 WHERE p.institution_id = :institution
   AND (CAST(:state AS TEXT) IS NULL OR p.state = :state)
   AND (CAST(:officer AS BIGINT) IS NULL OR p.officer_id = :officer)
   AND (CAST(:words AS TEXT) IS NULL OR p.title LIKE :words ESCAPE '!'
        OR s.name LIKE :words ESCAPE '!')
   AND (CAST(:before AS BIGINT) IS NULL
        OR p.id < (SELECT b.id FROM purchase b
                    WHERE b.no = :before AND b.institution_id = :institution))
 ORDER BY p.id DESC
 LIMIT :count;

-- name: purchase_count
-- How many cases there are of each state.
SELECT state, COUNT(*) AS count FROM purchase WHERE institution_id = :institution GROUP BY state;

-- name: purchase_event_add
-- A line of the timeline.
INSERT INTO purchase_event (purchase_id, at, account_id, actor, organisation, kind, text, path,
                            is_internal)
VALUES (:purchase, :now, :account, :actor, :organisation, :kind, :text, :path, :is_internal);

-- name: purchase_event_list
-- The timeline, the newest first.
SELECT at, actor, organisation, kind, text, path
  FROM purchase_event
 WHERE purchase_id = :purchase AND (is_internal = 0 OR CAST(:internal AS BIGINT) = 1)
 ORDER BY id DESC
 LIMIT 100;

-- name: purchase_task_add
-- Somebody must act.
INSERT INTO todo (purchase_id, kind, institution_id, supplier_id, account_id, right_needed, text,
                  path, due_at, article, opened_at)
VALUES (:purchase, :kind, :institution, :supplier, :account, :rights, :text, :path, :due_at,
        :article, :now);

-- name: purchase_task_close
-- Done, or no longer to be done. No kind: all of the case.
UPDATE todo SET closed_at = :now
 WHERE purchase_id = :purchase AND closed_at IS NULL
   AND (CAST(:kind AS TEXT) IS NULL OR kind = :kind);

-- name: purchase_task_list
-- Who must act on a case now, the nearest term first; of an approval also who may decide today for
-- the person it was asked of.
SELECT t.kind, t.institution_id, t.supplier_id, t.account_id, t.right_needed, t.text, t.path,
       t.due_at, t.article, COALESCE(a.name, '') AS person,
       COALESCE(i.name, f.name, '') AS organisation, COALESCE(g.to_account_id, 0) AS deputy_id
  FROM todo t
  JOIN purchase p ON p.id = t.purchase_id
  LEFT JOIN delegation g ON t.kind = 'approval.decide' AND g.to_account_id <> p.officer_id
       AND g.id = (SELECT MAX(d.id) FROM delegation d
                    WHERE d.from_account_id = t.account_id AND d.institution_id = t.institution_id
                      AND d.first_day <= :today AND d.last_day >= :today
                      AND d.revoked_at IS NULL)
  LEFT JOIN account a ON a.id = t.account_id
  LEFT JOIN institution i ON i.id = t.institution_id
  LEFT JOIN supplier f ON f.id = t.supplier_id
 WHERE t.purchase_id = :purchase AND t.closed_at IS NULL
 ORDER BY CASE WHEN t.due_at = 0 THEN 1 ELSE 0 END, t.due_at, t.id
 LIMIT 20;
