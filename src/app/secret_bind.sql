-- Everything that lies sealed, column by column, page by page.

-- name: secret_bind_done
-- Was it done?
SELECT done_at FROM secret_step WHERE name = 'bound';

-- name: secret_bind_note
-- It is done.
INSERT INTO secret_step (name, done_at) VALUES ('bound', :now) ON CONFLICT (name) DO NOTHING;

-- name: secret_bind_accounts
-- Secrets of authenticator apps.
SELECT id, id AS row_id, totp_secret AS sealed
  FROM account
 WHERE id > :after AND totp_secret IS NOT NULL
 ORDER BY id
 LIMIT 500;

-- name: secret_bind_account_save
-- One of them.
UPDATE account SET totp_secret = :sealed WHERE id = :id;

-- name: secret_bind_suppliers
-- Accounts that money goes to.
SELECT id, id AS row_id, bank_account AS sealed
  FROM supplier
 WHERE id > :after AND bank_account <> ''
 ORDER BY id
 LIMIT 500;

-- name: secret_bind_supplier_save
-- One of them.
UPDATE supplier SET bank_account = :sealed WHERE id = :id;

-- name: secret_bind_claims
-- Accounts of claims. One whose hash is in the chain of deeds was sealed for its row from the
-- beginning.
SELECT id, no AS row_id, bank_account AS sealed
  FROM claim
 WHERE id > :after AND bank_account <> ''
 ORDER BY id
 LIMIT 500;

-- name: secret_bind_claim_save
-- One of them.
UPDATE claim SET bank_account = :sealed WHERE id = :id;

-- name: secret_bind_drafts
-- Accounts that were typed for a claim, by the number of the contract.
SELECT d.contract_id AS id, c.no AS row_id, d.bank_account AS sealed
  FROM claim_draft d
  JOIN contract c ON c.id = d.contract_id
 WHERE d.contract_id > :after AND d.bank_account <> ''
 ORDER BY d.contract_id
 LIMIT 500;

-- name: secret_bind_draft_save
-- One of them.
UPDATE claim_draft SET bank_account = :sealed WHERE contract_id = :id;
