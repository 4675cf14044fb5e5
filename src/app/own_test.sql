-- What the parties of the demo town own.

-- name: own_test_numbers
-- Things of each kind, the newest first, with the institution and the firm whose they are.
SELECT y.noun, y.no, y.institution_id, y.supplier_id
  FROM (SELECT x.noun, x.no, COALESCE(x.institution_id, 0) AS institution_id,
               COALESCE(x.supplier_id, 0) AS supplier_id,
               ROW_NUMBER() OVER (PARTITION BY x.noun ORDER BY x.id DESC) AS place
          FROM (SELECT 'purchase' AS noun, no, id, institution_id, supplier_id FROM purchase
                UNION ALL
                SELECT 'approval_line', no, id, institution_id, NULL FROM approval_line
                UNION ALL
                SELECT 'department', no, id, institution_id, NULL FROM department
                UNION ALL
                SELECT 'membership', no, id, institution_id, supplier_id FROM membership
                UNION ALL
                SELECT 'policy', no, id, institution_id, NULL FROM institution_policy
                UNION ALL
                SELECT 'request', r.no, r.id, p.institution_id, r.supplier_id
                  FROM quote_request r
                  JOIN purchase p ON p.id = r.purchase_id
                UNION ALL
                SELECT 'contract', no, id, institution_id, supplier_id FROM contract
                UNION ALL
                SELECT 'delivery', d.no, d.id, c.institution_id, c.supplier_id
                  FROM delivery d
                  JOIN contract c ON c.id = d.contract_id
                UNION ALL
                SELECT 'claim', k.no, k.id, c.institution_id, c.supplier_id
                  FROM claim k
                  JOIN contract c ON c.id = k.contract_id
                UNION ALL
                SELECT 'disclosure', no, contract_id, institution_id, NULL FROM disclosure
                UNION ALL
                SELECT 'certificate', no, id, NULL, supplier_id FROM certificate
                UNION ALL
                SELECT 'offer', no, id, NULL, supplier_id FROM offer
                UNION ALL
                SELECT 'import', no, id, NULL, supplier_id FROM product_import
                UNION ALL
                SELECT 'wanted', no, id, institution_id, NULL FROM wanted
                UNION ALL
                SELECT 'photo_zip', no, id, NULL, supplier_id FROM photo_zip
                UNION ALL
                SELECT 'shoot', s.no, s.id, NULL, o.supplier_id
                  FROM shoot_item s
                  JOIN offer o ON o.id = s.offer_id) x) y
 WHERE y.place <= 60
 ORDER BY y.noun, y.place;
