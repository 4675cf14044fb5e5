-- What was handed over to a designated system, and what came back.

-- name: handover_add
-- Handed over.
INSERT INTO handover (purchase_id, system, handed_at, account_id)
VALUES (:purchase, :system, :now, :account);

-- name: handover_find
-- Of one case.
SELECT h.system, h.handed_at, a.name AS person
  FROM handover h
  JOIN account a ON a.id = h.account_id
 WHERE h.purchase_id = :purchase;

-- name: handover_results
-- What came of one case, with what was corrected.
SELECT r.id, r.outcome, r.number, r.result_on, r.name, r.won, r.supply_won, r.note, r.written_at,
       a.name AS person
  FROM handover_result r
  JOIN account a ON a.id = r.account_id
 WHERE r.purchase_id = :purchase
 ORDER BY r.id DESC
 LIMIT 100;

-- name: handover_add_result
-- What came of it; each row is corrected once.
INSERT INTO handover_result (purchase_id, corrects, outcome, number, result_on, name, won,
                             supply_won, note, account_id, written_at)
VALUES (:purchase, :corrects, :outcome, :number, :on, :name, :won, :supply_won, :note, :account,
        :now)
ON CONFLICT (purchase_id, corrects) DO NOTHING;
