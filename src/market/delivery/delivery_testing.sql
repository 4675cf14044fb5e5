-- A contract for tests of its fulfilment.

-- name: delivery_testing_contract
-- Both sides have signed.
INSERT INTO contract (no, number, purchase_id, institution_id, supplier_id, kind, title, object,
                      price_won, supply_won, vat_won, estimated_won, security, security_won,
                      delay_ppm, delivery_place, contracted_on, starts_on, ends_on, ground, reason,
                      rule_ids, content, content_hash, state, created_at, moved_at)
SELECT :no, :number, p.id, p.institution_id, p.supplier_id, 'document', p.title, p.object,
       p.price_won, p.supply_won, p.vat_won, p.estimated_won, 'promise', 0, 800, p.delivery_place,
       :contracted_on, :contracted_on, :ends_on, '지방계약법 시행령 제25조제1항제5호', '소액', :rules,
       'contract=1', '', 'signed', 1, 1
  FROM purchase p
 WHERE p.id = :purchase
RETURNING id;

-- name: delivery_testing_contract_lines
-- Its lines, as agreed.
INSERT INTO contract_line (contract_id, seq, purchase_line_id, product_id, category_code, title,
                           unit, quantity, price_won, amount_won)
SELECT CAST(:contract AS BIGINT), l.seq, l.id, l.product_id, l.category_code, l.title, l.unit,
       l.quantity, l.price_won, l.quantity * l.price_won
  FROM purchase_line l
 WHERE l.purchase_id = :purchase;

-- name: delivery_testing_text
-- What both signed.
UPDATE contract SET content = :content, content_hash = :hash WHERE id = :contract;

-- name: delivery_testing_jobs
-- How often this was asked for.
SELECT COUNT(*) AS count FROM job WHERE kind = :kind AND object_id = :object;

-- name: delivery_testing_file
-- One more photo of a delivery.
INSERT INTO file (no, name, kind, size, sha256, created_at)
VALUES (:no, 'x.png', 'png', 1, '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', 1)
RETURNING id;
