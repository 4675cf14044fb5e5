-- The goods a browser remembers.

-- name: recent_offers
-- The cheapest offer for sale of each product asked for, followed where it was merged; 0: none.
SELECT p.no,
       COALESCE((SELECT o.id FROM offer o
                   JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
                  WHERE o.product_id = COALESCE(p.merged_into, p.id) AND o.state = 'active'
                  ORDER BY o.price_won, o.id LIMIT 1), 0) AS offer_id
  FROM product p
 WHERE p.no IN (:n1, :n2, :n3, :n4, :n5, :n6, :n7, :n8, :n9, :n10, :n11, :n12, :n13, :n14, :n15, :n16,
                :n17, :n18, :n19, :n20);
