-- What surrounds a contract: the parties as they are, pledges and signatures.

-- name: contract_parties
-- Both parties of a case as they are today.
SELECT i.name AS buyer, i.business_no AS buyer_business_no, i.address AS buyer_address,
       i.phone AS buyer_phone, i.head_title, d.name AS department, a.name AS officer,
       s.name AS seller, s.business_no, s.corporate_no, s.representative, s.address, s.phone,
       s.business_type, s.business_item, s.state, s.sanctioned_until
  FROM purchase p
  JOIN institution i ON i.id = p.institution_id
  JOIN department d ON d.id = p.department_id
  JOIN account a ON a.id = p.officer_id
  JOIN supplier s ON s.id = p.supplier_id
 WHERE p.id = :purchase
   AND (p.institution_id = :institution OR p.supplier_id = :supplier);

-- name: contract_certificates
-- The supplier's certificates, not those of its products, that hold on a day.
SELECT kind, number, valid_from, valid_until
  FROM certificate
 WHERE supplier_id = :supplier AND state = 'verified' AND valid_from <= :today
   AND (valid_until IS NULL OR valid_until >= :today) AND product_id IS NULL AND detail_no = ''
 ORDER BY kind, id
 LIMIT 20;

-- name: contract_pledge_add
-- A pledge as it was signed.
INSERT INTO contract_pledge (contract_id, kind, content, content_hash, account_id, signed_at)
VALUES (:contract, :kind, :content, :content_hash, :account, :now);

-- name: contract_signature_add
-- A signature.
INSERT INTO contract_signature (contract_id, side, account_id, name, method, content_hash, signed_at)
VALUES (:contract, :side, :account, :name, :method, :content_hash, :now);

-- name: contract_lodged_add
-- What stands for the promise.
INSERT INTO contract_lodged (contract_id, issuer, number, amount_won, valid_from, valid_until,
                             account_id, lodged_at)
VALUES (:contract, :issuer, :number, :amount_won, :valid_from, :valid_until, :account, :now);

-- name: contract_paper_list
-- Everything signed or lodged for a contract: signatures, pledges, security.
SELECT 'signature' AS paper, g.side AS kind, g.name, g.method, '' AS content, g.content_hash,
       g.signed_at AS at, g.account_id, CAST(0 AS BIGINT) AS amount_won, NULL AS valid_from,
       NULL AS valid_until
  FROM contract_signature g
 WHERE g.contract_id = :contract
UNION ALL
SELECT 'pledge', p.kind, '', '', p.content, p.content_hash, p.signed_at, p.account_id, 0, NULL, NULL
  FROM contract_pledge p
 WHERE p.contract_id = :contract
UNION ALL
SELECT 'lodged', l.number, l.issuer, '', '', '', l.lodged_at, l.account_id, l.amount_won,
       l.valid_from, l.valid_until
  FROM contract_lodged l
 WHERE l.contract_id = :contract;
