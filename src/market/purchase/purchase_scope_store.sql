-- The questions about what is bought.

-- name: scope_of_basket
-- What is asked about what lies in a person's basket from a supplier.
SELECT q.id, q.category_code || '.' || q.key AS name, q.label, q.kind, q.unit, q.words, q.is_required
  FROM service_question q
 WHERE q.category_code IN (SELECT p.category_code
                             FROM basket_line b
                             JOIN offer f ON f.id = b.offer_id
                             JOIN product p ON p.id = f.product_id
                             JOIN supplier s ON s.id = f.supplier_id
                            WHERE b.account_id = :account AND s.no = :supplier)
 ORDER BY q.category_code, q.position, q.id
 LIMIT :count;

-- name: scope_of_purchase
-- What is asked about the lines of a case.
SELECT q.id, q.category_code || '.' || q.key AS name, q.label, q.kind, q.unit, q.words, q.is_required
  FROM service_question q
 WHERE q.category_code IN (SELECT l.category_code FROM purchase_line l WHERE l.purchase_id = :purchase)
 ORDER BY q.category_code, q.position, q.id
 LIMIT :count;
