-- What was handed over to a designated system, and what came back.

-- name: handover_add
-- Handed over.
INSERT INTO handover (purchase_id, system, handed_at, account_id)
VALUES (:purchase, :system, :now, :account);

-- name: handover_find
-- Of one case.
SELECT h.system, h.handed_at, h.result_number, h.result_on, h.result_name, h.result_won,
       h.result_note, a.name AS person
  FROM handover h
  JOIN account a ON a.id = h.account_id
 WHERE h.purchase_id = :purchase;

-- name: handover_result
-- What came of it; written once.
UPDATE handover
   SET result_number = :number, result_on = :on, result_name = :name, result_won = :won,
       result_supply_won = :supply_won, result_note = :note
 WHERE purchase_id = :purchase AND result_on IS NULL;
