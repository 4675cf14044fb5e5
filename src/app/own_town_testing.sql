-- What the parties of the demo town own.

-- name: own_town_testing_things
-- Things of each kind, the newest first, with whose they are: an institution's, a firm's, a person's;
-- and the number of what belongs to the thing.
SELECT y.noun, y.no, y.institution_id, y.supplier_id, y.account_id, y.part_no
  FROM (SELECT x.noun, x.no, COALESCE(x.institution_id, 0) AS institution_id,
               COALESCE(x.supplier_id, 0) AS supplier_id, COALESCE(x.account_id, 0) AS account_id,
               COALESCE(x.part_no, 0) AS part_no,
               ROW_NUMBER() OVER (PARTITION BY x.noun ORDER BY x.id DESC) AS place
          FROM (SELECT 'purchase' AS noun, no, id, institution_id, supplier_id,
                       CAST(NULL AS BIGINT) AS account_id, CAST(NULL AS BIGINT) AS part_no
                  FROM purchase
                UNION ALL
                SELECT 'approval_line', no, id, institution_id, NULL, NULL, NULL FROM approval_line
                UNION ALL
                SELECT 'department', no, id, institution_id, NULL, NULL, NULL FROM department
                UNION ALL
                SELECT 'membership', no, id, institution_id, supplier_id, NULL, NULL FROM membership
                UNION ALL
                SELECT 'policy', no, id, institution_id, NULL, NULL, NULL FROM institution_policy
                UNION ALL
                SELECT 'request', r.no, r.id, p.institution_id, r.supplier_id, NULL,
                       (SELECT MAX(x.no) FROM quote x WHERE x.quote_request_id = r.id)
                  FROM quote_request r
                  JOIN purchase p ON p.id = r.purchase_id
                UNION ALL
                SELECT 'contract', no, id, institution_id, supplier_id, NULL, NULL FROM contract
                UNION ALL
                SELECT 'delivery', d.no, d.id, c.institution_id, c.supplier_id, NULL,
                       (SELECT MIN(f.no) FROM delivery_file w JOIN file f ON f.id = w.file_id
                         WHERE w.delivery_id = d.id)
                  FROM delivery d
                  JOIN contract c ON c.id = d.contract_id
                UNION ALL
                SELECT 'claim', k.no, k.id, c.institution_id, c.supplier_id, NULL, NULL
                  FROM claim k
                  JOIN contract c ON c.id = k.contract_id
                UNION ALL
                SELECT 'disclosure', no, contract_id, institution_id, NULL, NULL, NULL
                  FROM disclosure
                UNION ALL
                SELECT 'certificate', no, id, NULL, supplier_id, NULL, NULL FROM certificate
                UNION ALL
                SELECT 'offer', f.no, f.id, NULL, f.supplier_id, NULL,
                       (SELECT MIN(y.no)
                          FROM product_picture x
                          JOIN picture y ON y.id = x.picture_id
                         WHERE x.product_id = f.product_id AND x.supplier_id = f.supplier_id)
                  FROM offer f
                UNION ALL
                SELECT 'product', p.no, p.id, NULL, NULL, NULL, NULL
                  FROM product p
                 WHERE EXISTS (SELECT 1 FROM offer o
                                WHERE o.product_id = p.id AND o.state = 'active')
                UNION ALL
                SELECT 'picture', no, id, NULL, NULL, NULL, NULL FROM picture
                UNION ALL
                SELECT 'import', no, id, NULL, supplier_id, NULL, NULL FROM product_import
                UNION ALL
                SELECT 'wanted', no, id, institution_id, NULL, NULL, NULL FROM wanted
                UNION ALL
                SELECT 'photo_zip', no, id, NULL, supplier_id, NULL, NULL FROM photo_zip
                UNION ALL
                SELECT 'shoot_item', s.no, s.id, NULL, o.supplier_id, NULL, NULL
                  FROM shoot_item s
                  JOIN offer o ON o.id = s.offer_id
                UNION ALL
                SELECT 'shoot', s.no, s.id, NULL, NULL, NULL,
                       (SELECT MIN(i.no) FROM shoot_item i WHERE i.shoot_id = s.id)
                  FROM shoot s
                UNION ALL
                SELECT 'institution', no, id, NULL, NULL, NULL, NULL FROM institution
                UNION ALL
                SELECT 'supplier', no, id, NULL, NULL, NULL, NULL FROM supplier
                UNION ALL
                SELECT 'saved_search', no, id, NULL, NULL, account_id, NULL FROM search_saved
                UNION ALL
                SELECT 'support', v.no, v.id, NULL, NULL, v.account_id,
                       (SELECT MIN(p.no) FROM purchase p WHERE p.institution_id = v.institution_id)
                  FROM support_view v
                UNION ALL
                SELECT 'proposal', no, id, NULL, NULL, NULL, NULL FROM law_proposal
                UNION ALL
                SELECT 'access', no, id, NULL, NULL, NULL, NULL FROM access_entry
                UNION ALL
                SELECT 'delegation', no, id, institution_id, NULL, NULL, NULL FROM delegation
                UNION ALL
                SELECT 'notice', no, id, NULL, NULL, account_id, NULL FROM notice
                UNION ALL
                SELECT 'merge', no, id, NULL, NULL, NULL, NULL FROM product_merge
                UNION ALL
                SELECT 'template', no, id, NULL, NULL, NULL, NULL FROM template_change
                UNION ALL
                SELECT 'party', COALESCE(i.no, s.no), m.id, NULL, NULL, m.account_id, NULL
                  FROM membership m
                  LEFT JOIN institution i ON i.id = m.institution_id
                  LEFT JOIN supplier s ON s.id = m.supplier_id
                 WHERE m.role <> 'operator') x) y
 WHERE y.place <= 60
 ORDER BY y.noun, y.place;
