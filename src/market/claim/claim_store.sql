-- Claims, their proofs, and what was typed before them.

-- name: claim_find
-- One claim of this institution or supplier by its public number, or the newest of a contract: one
-- row for each proof, at least one.
SELECT c.id, c.no, c.seq, c.contract_id, k.no AS contract_no, k.number, k.title, k.object,
       i.regime, k.price_won, k.contracted_on, k.ends_on, k.delay_ppm, k.delay_variant, k.rule_ids, k.is_training,
       k.purchase_id, k.institution_id, i.name AS institution_name, i.head_title, k.supplier_id,
       s.name AS supplier_name, s.representative, s.business_no, s.address,
       s.bank_account AS profile_account, c.amount_won,
       c.delay_days, c.asked_days, c.excused_days, c.excuse_reason, c.excuse_opinion,
       COALESCE(x.name, '') AS excused_by, c.excused_at, c.delay_won, c.cut_won, c.net_won,
       c.bank_name, c.bank_account, c.bank_holder, c.due_on, c.claimed_on, c.pay_by, c.pay_article,
       c.state, c.return_reason, c.returned_on, a.name AS claimed_by, c.claimed_at, c.version,
       COALESCE((SELECT e.after_hash FROM audit_entry e
                  WHERE e.object = 'claim' AND e.object_id = c.id
                    AND e.act IN ('claim.claim', 'claim.reseal')
                  ORDER BY e.id DESC LIMIT 1), '') AS claimed_hash,
       p.kind, p.label, p.state AS proof_state, p.article, p.reason, p.reference, p.issued_on,
       p.valid_until, p.supply_won, p.vat_won, p.by_inquiry, p.inquiry, p.file_id,
       COALESCE(f.name, '') AS file_name, COALESCE(h.name, '') AS checked_by, p.checked_at,
       CASE WHEN f.kind = 'pdf' THEN COALESCE(l.verdict, 'waiting') ELSE 'fine' END AS looked
  FROM claim c
  JOIN contract k ON k.id = c.contract_id
  JOIN institution i ON i.id = k.institution_id
  JOIN supplier s ON s.id = k.supplier_id
  JOIN account a ON a.id = c.account_id
  LEFT JOIN account x ON x.id = c.excused_by
  LEFT JOIN claim_proof p ON p.claim_id = c.id
  LEFT JOIN file f ON f.id = p.file_id
  LEFT JOIN pdf_look l ON l.sha256 = f.sha256
   AND l.looker = (SELECT MAX(n.looker) FROM pdf_look n WHERE n.sha256 = f.sha256)
  LEFT JOIN account h ON h.id = p.checked_by
 WHERE c.no = :no AND (k.institution_id = :institution OR k.supplier_id = :supplier)
 ORDER BY p.seq NULLS LAST
 LIMIT 16;

-- name: claim_no_of
-- The public number of a claim's row, for the machine.
SELECT c.no, k.institution_id FROM claim c JOIN contract k ON k.id = c.contract_id WHERE c.id = :id;

-- name: claim_basis
-- What a claim on a contract is judged by, beside the contract itself.
SELECT p.path, s.bank_name, s.bank_account, s.bank_holder,
       CAST((SELECT COALESCE(SUM(l.amount_won), 0)
               FROM contract_line l
               JOIN purchase_line n ON n.id = l.purchase_line_id
              WHERE l.contract_id = k.id AND n.vat = 'exempt') AS BIGINT) AS exempt_won
  FROM contract k
  JOIN purchase p ON p.id = k.purchase_id
  JOIN supplier s ON s.id = k.supplier_id
 WHERE k.id = :contract;

-- name: claim_turn_list
-- The claims of a contract, the first one first.
SELECT claimed_on, returned_on, return_reason FROM claim WHERE contract_id = :contract ORDER BY seq LIMIT 51;

-- name: claim_invoice_used
-- Another contract of the firm on whose claim this number of an invoice stands.
SELECT k.id
  FROM claim_proof p
  JOIN claim c ON c.id = p.claim_id
  JOIN contract k ON k.id = c.contract_id
 WHERE p.reference = :reference AND p.kind IN ('tax_invoice', 'plain_invoice')
   AND k.supplier_id = :supplier AND k.id <> :contract AND c.state <> 'returned'
 LIMIT 1;

-- name: claim_add
-- A claim as it was made.
INSERT INTO claim (no, contract_id, seq, amount_won, delay_days, asked_days, excused_days,
                   excuse_reason, delay_won, cut_won, net_won, bank_name, bank_account, bank_holder,
                   due_on, claimed_on, pay_by, pay_article, state, account_id, claimed_at)
VALUES (:no, :contract, :seq, :amount_won, :delay_days, :asked_days, 0, :excuse_reason, :delay_won,
        :cut_won, :net_won, :bank_name, :bank_account, :bank_holder, :due_on, :claimed_on, :pay_by,
        :pay_article, 'claimed', :account, :now)
RETURNING id;

-- name: claim_proof_add
-- An item of its checklist.
INSERT INTO claim_proof (claim_id, kind, seq, label, state, reason, article, reference, issued_on,
                         valid_until, amount_won, supply_won, vat_won, by_inquiry, file_id)
VALUES (:claim, :kind, :seq, :label, :state, :reason, :article, :reference, :issued_on,
        :valid_until, :amount_won, :supply_won, :vat_won, :by_inquiry, :file);

-- name: claim_save
-- What of a claim may change: where it stands, what the accountant granted, and what that costs.
UPDATE claim
   SET state = :state, delay_days = :delay_days, excused_days = :excused_days,
       excuse_opinion = :excuse_opinion,
       excused_by = COALESCE(:excused_by, excused_by), excused_at = :excused_at,
       delay_won = :delay_won, cut_won = :cut_won, net_won = :net_won,
       return_reason = :return_reason, returned_on = :returned_on, version = version + 1
 WHERE id = :id AND version = :version;

-- name: claim_proof_check
-- The accountant has looked at a proof; the first look counts.
UPDATE claim_proof
   SET state = 'checked', inquiry = :inquiry, checked_by = :account, checked_at = :now
 WHERE claim_id = :claim AND kind = :kind AND state = 'given';

-- name: claim_draft_find
-- What the supplier typed: one row for each proof, at least one.
SELECT d.asked_days, d.excuse_reason, d.bank_name, d.bank_account, d.bank_holder,
       p.kind, p.reference, p.issued_on, p.valid_until, p.supply_won, p.vat_won, p.by_inquiry,
       p.file_id, COALESCE(f.name, '') AS file_name,
       CASE WHEN f.kind = 'pdf' THEN COALESCE(l.verdict, 'waiting') ELSE 'fine' END AS looked
  FROM claim_draft d
  LEFT JOIN claim_draft_proof p ON p.contract_id = d.contract_id
  LEFT JOIN file f ON f.id = p.file_id
  LEFT JOIN pdf_look l ON l.sha256 = f.sha256
   AND l.looker = (SELECT MAX(n.looker) FROM pdf_look n WHERE n.sha256 = f.sha256)
 WHERE d.contract_id = :contract
 LIMIT 16;

-- name: claim_draft_save
-- The newest words count.
INSERT INTO claim_draft (contract_id, asked_days, excuse_reason, bank_name, bank_account,
                         bank_holder, account_id, saved_at)
VALUES (:contract, :asked_days, :excuse_reason, :bank_name, :bank_account, :bank_holder, :account,
        :now)
ON CONFLICT (contract_id) DO UPDATE
   SET asked_days = excluded.asked_days, excuse_reason = excluded.excuse_reason,
       bank_name = excluded.bank_name, bank_account = excluded.bank_account,
       bank_holder = excluded.bank_holder, account_id = excluded.account_id,
       saved_at = excluded.saved_at;

-- name: claim_draft_proof_save
-- One of its proofs.
INSERT INTO claim_draft_proof (contract_id, kind, reference, issued_on, valid_until, supply_won,
                               vat_won, by_inquiry, file_id)
VALUES (:contract, :kind, :reference, :issued_on, :valid_until, :supply_won, :vat_won, :by_inquiry,
        :file)
ON CONFLICT (contract_id, kind) DO UPDATE
   SET reference = excluded.reference, issued_on = excluded.issued_on,
       valid_until = excluded.valid_until, supply_won = excluded.supply_won,
       vat_won = excluded.vat_won, by_inquiry = excluded.by_inquiry, file_id = excluded.file_id;
