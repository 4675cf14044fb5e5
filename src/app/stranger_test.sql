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
                UNION ALL SELECT 'file', no, id FROM file
                UNION ALL SELECT 'policy', no, id FROM institution_policy
                UNION ALL SELECT 'support', no, id FROM support_view
                UNION ALL SELECT 'offer', no, id FROM offer
                UNION ALL SELECT 'product', no, id FROM product
                UNION ALL SELECT 'picture', no, id FROM picture
                UNION ALL SELECT 'import', no, id FROM product_import
                UNION ALL SELECT 'shoot', no, id FROM shoot
                UNION ALL SELECT 'shoot_item', no, id FROM shoot_item
                UNION ALL SELECT 'search_saved', no, id FROM search_saved
                UNION ALL SELECT 'wanted', no, id FROM wanted
                UNION ALL SELECT 'photo_zip', no, id FROM photo_zip
                UNION ALL SELECT 'notice', no, id FROM notice) x) y
 WHERE y.place <= :each
 ORDER BY y.noun, y.place;

-- name: test_chain_length
-- How many deeds stand in the chains, besides looks at the people of one's own house.
SELECT COUNT(*) AS deeds FROM audit_entry WHERE object <> 'access';

-- name: test_open_wanted
-- What an institution looks for, and any firm may answer.
SELECT w.no FROM wanted w WHERE w.state = 'open' ORDER BY w.id LIMIT 1;

-- name: test_any_offer
-- Something that can be bought, of a firm that is none of those above.
SELECT o.no AS offer_no, o.revision, s.no AS supplier_no, s.id AS supplier_id,
       (SELECT MIN(m.account_id) FROM membership m WHERE m.supplier_id = s.id) AS account_id
  FROM offer o
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
  JOIN product p ON p.id = o.product_id
  JOIN category c ON c.code = p.category_code AND c.object = 'goods'
 WHERE o.state = 'active' AND o.quantity_min = 1
 ORDER BY s.id DESC, o.id
 LIMIT 1;
