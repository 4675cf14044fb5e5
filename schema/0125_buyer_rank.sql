-- Who bought a product most is found without the others, and all are counted where this lies. It holds what a
-- contract changes: a row more in the index a contract, for one read by each look at the product.
CREATE INDEX product_buyer_rank ON product_buyer (product_id, contract_count DESC, last_on DESC, institution_id);
