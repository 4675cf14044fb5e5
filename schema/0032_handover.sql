-- The result of what was handed over, without VAT: similar purchases are added up by it.

ALTER TABLE handover ADD COLUMN result_supply_won @I64@; -- NULL: no amount is known
UPDATE handover
   SET result_supply_won = (SELECT CASE WHEN p.list_won = p.estimated_won THEN handover.result_won
                                        ELSE handover.result_won - handover.result_won / 11 END
                              FROM purchase p
                             WHERE p.id = handover.purchase_id)
 WHERE result_won > 0;
