-- Rows for pdf_told_job_test: where a file was handed in.

-- name: pdf_told_test_certificate
-- As the proof of a certificate.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, file_id, state, created_at)
VALUES (:no, :supplier, 'women', 'x', 'x', '2026-01-01', :file, 'unchecked', 1);

-- name: pdf_told_test_delivery
-- With the only delivery there is.
INSERT INTO delivery_file (delivery_id, file_id, origin) SELECT d.id, :file, :origin FROM delivery d;

-- name: pdf_told_test_claim
-- A claim of the contract.
INSERT INTO claim (no, contract_id, seq, amount_won, net_won, bank_name, bank_account, bank_holder,
                   claimed_on, pay_by, state, account_id, claimed_at)
VALUES (:no, :contract, 1, 1, 1, '', '', '', '2026-11-24', '2026-11-27', 'claimed', :account, 1);

-- name: pdf_told_test_proof
-- As a proof of it.
INSERT INTO claim_proof (claim_id, kind, state, file_id)
SELECT c.id, 'bond', 'given', :file FROM claim c;

-- name: pdf_told_test_draft
-- What is typed of the next.
INSERT INTO claim_draft (contract_id, asked_days, excuse_reason, bank_name, bank_account, bank_holder,
                         account_id, saved_at)
VALUES (:contract, 0, '', '', '', '', :account, 1);

-- name: pdf_told_test_draft_proof
-- As a proof of that.
INSERT INTO claim_draft_proof (contract_id, kind, reference, supply_won, vat_won, by_inquiry, file_id)
VALUES (:contract, 'bond', '', 0, 0, 0, :file);

-- name: pdf_told_test_company
-- As a firm's licence.
UPDATE supplier SET license_file_id = :file WHERE id = :supplier;

-- name: pdf_told_test_notice
-- What a person was told last, and how often.
SELECT n.title, n.text, n.path,
       (SELECT COUNT(*) FROM notice c WHERE c.account_id = :account AND c.kind = 'file.refused')
         AS notice_count
  FROM notice n
 WHERE n.account_id = :account AND n.kind = 'file.refused'
 ORDER BY n.id DESC
 LIMIT 1;

-- name: pdf_told_test_job
-- How the newest job of a kind stands.
SELECT state FROM job WHERE kind = :kind ORDER BY id DESC LIMIT 1;

-- name: pdf_told_test_forget
-- No PDF has a job.
UPDATE job SET state = 'done', finished_at = 1 WHERE kind = 'picture.pdf' AND state = 'waiting';

-- name: pdf_told_test_older
-- What another looker said of these bytes.
INSERT INTO pdf_look (sha256, looker, verdict, pages, looked_at)
VALUES (:sha256, :looker, :verdict, 1, 1);
