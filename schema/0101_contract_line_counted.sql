-- By what a line counts in ratios, as it was when both had signed: what becomes of the product afterwards
-- changes no figure. Contracts that have their record keep what it counted; those that bind and have none yet
-- get what is known now.

ALTER TABLE contract_line ADD COLUMN counted_product_id @I64@ REFERENCES product (id); -- the product, or the one that took its place; NULL: not signed
ALTER TABLE contract_line ADD COLUMN counted_no TEXT; -- 세부품명번호: its own where an operator looked at it as it was, else its category's; empty: none

UPDATE contract_line
   SET counted_product_id = (SELECT COALESCE(p.merged_into, p.id) FROM product p
                              WHERE p.id = contract_line.product_id),
       counted_no = (SELECT CASE WHEN p.detail_no <> '' AND o.reviewed = o.revision THEN p.detail_no
                                 ELSE COALESCE(g.detail_no, '') END
                       FROM product p
                       JOIN category g ON g.code = p.category_code
                       JOIN purchase_line b ON b.id = contract_line.purchase_line_id
                       JOIN offer o ON o.id = b.offer_id
                      WHERE p.id = contract_line.product_id)
 WHERE contract_id IN (SELECT c.id FROM contract c
                        WHERE c.contracted_on IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM purchase_record r WHERE r.contract_id = c.id));
