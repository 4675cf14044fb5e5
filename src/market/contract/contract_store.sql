-- Contracts and their lines.

-- name: contract_find
-- One contract of this institution or supplier, by its public number or row.
SELECT c.id, c.no, c.number, c.purchase_id, p.no AS purchase_no, c.institution_id,
       i.name AS institution_name, i.regime, c.supplier_id, s.name AS supplier_name, c.kind,
       c.title, c.object, c.price_won, c.supply_won, c.vat_won, c.estimated_won, c.security,
       c.security_won, c.delay_ppm, c.delivery_place, c.contracted_on, c.starts_on, c.ends_on,
       c.ground, c.reason, c.rule_ids, c.content, c.content_hash, c.state, c.is_training, c.is_demo,
       c.created_at, c.moved_at, c.version
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
  JOIN institution i ON i.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE (c.no = :no OR c.id = :id)
   AND (c.institution_id = :institution OR c.supplier_id = :supplier);

-- name: contract_line_list
-- The lines in their order.
SELECT id, seq, purchase_line_id, product_id, category_code, title, unit, quantity, price_won,
       amount_won
  FROM contract_line
 WHERE contract_id = :contract
 ORDER BY seq
 LIMIT 100;

-- name: contract_save
-- What of a contract may change: where it stands. Its content never does.
UPDATE contract
   SET state = :state, contracted_on = :contracted_on, starts_on = :starts_on,
       moved_at = :moved_at, version = version + 1
 WHERE id = :id AND version = :version;
