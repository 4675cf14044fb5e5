-- Everything that lies sealed, column by column, page by page.

-- name: secret_column_accounts
-- Secrets of authenticator apps.
SELECT id, id AS row_id, '계정 ' || CAST(id AS TEXT) || '의 인증 앱' AS said,
       totp_secret AS sealed
  FROM account
 WHERE id > :after AND totp_secret IS NOT NULL
 ORDER BY id
 LIMIT 100;

-- name: secret_column_account_save
-- One of them.
UPDATE account SET totp_secret = :sealed WHERE id = :id;

-- name: secret_column_suppliers
-- Accounts that money goes to.
SELECT id, id AS row_id, '기업 ' || CAST(no AS TEXT) || '의 계좌' AS said,
       bank_account AS sealed
  FROM supplier
 WHERE id > :after AND bank_account <> ''
 ORDER BY id
 LIMIT 100;

-- name: secret_column_supplier_save
-- One of them.
UPDATE supplier SET bank_account = :sealed WHERE id = :id;

-- name: secret_column_claims
-- Accounts of claims. One whose hash is in the chain of deeds was sealed for its row from the
-- beginning.
SELECT id, no AS row_id, '청구 ' || CAST(no AS TEXT) || '의 계좌' AS said,
       bank_account AS sealed
  FROM claim
 WHERE id > :after AND bank_account <> ''
 ORDER BY id
 LIMIT 100;

-- name: secret_column_claim_save
-- One of them.
UPDATE claim SET bank_account = :sealed WHERE id = :id;

-- name: secret_column_drafts
-- Accounts that were typed for a claim, by the number of the contract.
SELECT d.contract_id AS id, c.no AS row_id,
       '계약 ' || CAST(c.no AS TEXT) || '의 적어 둔 청구 계좌' AS said, d.bank_account AS sealed
  FROM claim_draft d
  JOIN contract c ON c.id = d.contract_id
 WHERE d.contract_id > :after AND d.bank_account <> ''
 ORDER BY d.contract_id
 LIMIT 100;

-- name: secret_column_draft_save
-- One of them.
UPDATE claim_draft SET bank_account = :sealed WHERE contract_id = :id;
