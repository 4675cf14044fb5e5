-- The last ids of the tables that grow most stand first.

-- @sqlite
-- SQLite looks for a table's last id in a list, row after row, whenever a row is added.
UPDATE sqlite_sequence SET rowid = rowid + 1000;
INSERT INTO sqlite_sequence (rowid, name, seq)
SELECT b.place, b.name,
       COALESCE((SELECT s.seq FROM sqlite_sequence s WHERE s.name = b.name), 0)
  FROM (SELECT 1 AS place, 'audit_entry' AS name
        UNION ALL SELECT 2, 'purchase_event'
        UNION ALL SELECT 3, 'contract_pledge'
        UNION ALL SELECT 4, 'todo'
        UNION ALL SELECT 5, 'notice'
        UNION ALL SELECT 6, 'job'
        UNION ALL SELECT 7, 'ledger_posting'
        UNION ALL SELECT 8, 'contract_signature'
        UNION ALL SELECT 9, 'purchase_line'
        UNION ALL SELECT 10, 'contract_line'
        UNION ALL SELECT 11, 'delivery_line'
        UNION ALL SELECT 12, 'quote_request_line'
        UNION ALL SELECT 13, 'purchase'
        UNION ALL SELECT 14, 'law_decision'
        UNION ALL SELECT 15, 'contract'
        UNION ALL SELECT 16, 'approval_round'
        UNION ALL SELECT 17, 'approval_step'
        UNION ALL SELECT 18, 'delivery'
        UNION ALL SELECT 19, 'inspection'
        UNION ALL SELECT 20, 'claim'
        UNION ALL SELECT 21, 'payment'
        UNION ALL SELECT 22, 'purchase_record'
        UNION ALL SELECT 23, 'disclosure') b;
DELETE FROM sqlite_sequence
 WHERE rowid > 1000
   AND name IN (SELECT s.name FROM sqlite_sequence s WHERE s.rowid <= 1000);
-- @both
