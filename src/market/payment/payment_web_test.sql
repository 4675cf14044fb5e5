-- What the tests of the pages ask besides.

-- name: payment_web_test_words
-- What the chain of deeds keeps of the only payment.
SELECT reason FROM audit_entry WHERE act = 'payment.pay';

-- name: payment_web_test_holder
-- Somebody with the database in hand lets another get the money.
UPDATE claim SET bank_holder = 'x';

-- name: payment_web_test_need
-- … or says the case was for something else.
UPDATE purchase SET need = 'x' WHERE state = 'claimed';

-- name: payment_web_test_approved
-- … and changes what the approvers saw.
UPDATE approval_round SET content = content || 'more=1';

-- name: payment_web_test_refused
-- How often the audit kept that nothing was paid.
SELECT COUNT(*) AS count FROM audit_entry WHERE act = 'payment.refuse_altered' AND reason <> '';

-- name: payment_web_test_file
-- A PDF was handed in.
INSERT INTO file (no, name, kind, size, sha256, created_at) VALUES (1, '완납증명.pdf', 'pdf', 1, 'x', 1);

-- name: payment_web_test_paper
-- … as the certificate of one proof.
UPDATE claim_proof
   SET by_inquiry = 0, reference = '1', issued_on = '2026-11-20',
       file_id = (SELECT f.id FROM file f WHERE f.sha256 = 'x')
 WHERE kind = 'social_insurance';

-- name: payment_web_test_looked
-- What was found in it.
INSERT INTO pdf_look (sha256, looker, verdict, pages, looked_at) VALUES ('x', 1, :verdict, 1, 1);

-- name: payment_web_test_ticks
-- What the chain of deeds keeps of the proofs that were ticked.
SELECT reason FROM audit_entry WHERE act = 'claim.check';
