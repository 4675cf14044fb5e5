-- name: test_numbers_of_others
-- So many numbers of each kind of thing that belongs to somebody.
SELECT y.noun, y.no
  FROM (SELECT x.noun, x.no, ROW_NUMBER() OVER (PARTITION BY x.noun ORDER BY x.id) AS place
          FROM (SELECT 'purchase' AS noun, no, id FROM purchase
                UNION ALL SELECT 'approval_line', no, id FROM approval_line
                UNION ALL SELECT 'delegation', no, id FROM delegation
                UNION ALL SELECT 'quote_request', no, id FROM quote_request
                UNION ALL SELECT 'quote', no, id FROM quote
                UNION ALL SELECT 'contract', no, id FROM contract
                UNION ALL SELECT 'delivery', no, id FROM delivery
                UNION ALL SELECT 'inspection', no, id FROM inspection
                UNION ALL SELECT 'claim', no, id FROM claim
                UNION ALL SELECT 'payment', no, id FROM payment
                UNION ALL SELECT 'disclosure', no, id FROM disclosure
                UNION ALL SELECT 'certificate', no, id FROM certificate
                UNION ALL SELECT 'department', no, id FROM department
                UNION ALL SELECT 'membership', no, id FROM membership
                UNION ALL SELECT 'account', no, id FROM account
                UNION ALL SELECT 'institution', no, id FROM institution
                UNION ALL SELECT 'supplier', no, id FROM supplier
                UNION ALL SELECT 'file', no, id FROM file) x) y
 WHERE y.place <= :each
 ORDER BY y.noun, y.place;

-- name: test_chain_length
-- How many deeds stand in the chains.
SELECT COUNT(*) AS deeds FROM audit_entry;
