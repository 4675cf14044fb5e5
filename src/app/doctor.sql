-- What must hold across the whole database, asked by `dure doctor`: each names the first row where
-- it does not, as people know it.

-- name: doctor_file
-- The engine's own opinion of its file.
SELECT integrity_check AS said FROM pragma_integrity_check(1) WHERE integrity_check <> 'ok';

-- name: doctor_file @postgres
-- PostgreSQL has no such question; its pages carry checksums.
SELECT '' AS said WHERE FALSE;

-- name: doctor_reference
-- The table that a row points to where nothing is.
SELECT parent AS said FROM pragma_foreign_key_check LIMIT 1;

-- name: doctor_reference @postgres
-- The server lets none in while a key is whole: the table of one that was never looked at or whose triggers sleep.
SELECT CAST(CAST(c.confrelid AS regclass) AS TEXT) AS said
  FROM pg_constraint c
 WHERE c.connamespace = CAST(current_schema() AS regnamespace) AND c.contype = 'f'
   AND (NOT c.convalidated
        OR EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgconstraint = c.oid AND t.tgenabled <> 'O'))
 ORDER BY said
 LIMIT 1;

-- name: doctor_trigger
-- A trigger of the schema that is gone or another one, or one that the schema does not have.
WITH due AS (
    SELECT t.name || d.ending AS name,
           'CREATE TRIGGER ' || t.name || d.ending || ' BEFORE ' || d.deed || ' ON ' || t.name
           || ' BEGIN' || CHAR(10) || '    SELECT RAISE(ABORT, ''' || t.name
           || ': rows are only added'');' || CHAR(10) || 'END' AS made
      FROM (SELECT 'audit_entry' AS name
            UNION ALL SELECT 'access_entry'
            UNION ALL SELECT 'access_subject'
            UNION ALL SELECT 'audit_seal'
            UNION ALL SELECT 'audit_seal_head'
            UNION ALL SELECT 'support_read'
            UNION ALL SELECT 'offer_revision'
            UNION ALL SELECT 'product_revision' UNION ALL SELECT 'vetting_vote'
            UNION ALL SELECT 'vetting_decision' UNION ALL SELECT 'quote' UNION ALL SELECT 'quote_line'
            UNION ALL SELECT 'law_decision' UNION ALL SELECT 'contract_signature'
            UNION ALL SELECT 'payment' UNION ALL SELECT 'ledger_posting'
            UNION ALL SELECT 'ledger_line'
            UNION ALL SELECT 'product_merge_offer' UNION ALL SELECT 'shoot_handover'
            UNION ALL SELECT 'wanted_answer' UNION ALL SELECT 'number_change'
            UNION ALL SELECT 'shot_rule_revision' UNION ALL SELECT 'shoot_receipt'
            UNION ALL SELECT 'pdf_look' UNION ALL SELECT 'product_picture_revision'
            UNION ALL SELECT 'contract_certificate' UNION ALL SELECT 'picture_hiding') t
     CROSS JOIN (SELECT '_stays' AS ending, 'UPDATE' AS deed
                 UNION ALL SELECT '_is_kept', 'DELETE') d)
SELECT COALESCE(due.name, there.name) AS said
  FROM due
  FULL JOIN (SELECT s.name, s.sql AS made FROM sqlite_master s WHERE s.type = 'trigger') there
    ON there.name = due.name AND there.made = due.made
 WHERE due.name IS NULL OR there.name IS NULL
 ORDER BY said
 LIMIT 1;

-- name: doctor_trigger @postgres
-- The kind is the bits of pg_trigger.tgtype: 2 before, 4 insert, 8 delete, 16 update, 32 truncate. A
-- foreign key is kept by triggers as well: one that is switched off is told by its table.
WITH due AS (
    SELECT t.name || '_only_added' AS name,
           t.name || ' 58 O only_added BEGIN' || CHR(10)
           || '    RAISE EXCEPTION USING ERRCODE = ''restrict_violation'', '
           || 'MESSAGE = TG_TABLE_NAME || '': rows are only added'';' || CHR(10) || 'END ' AS made
      FROM (SELECT 'audit_entry' AS name
            UNION ALL SELECT 'access_entry'
            UNION ALL SELECT 'access_subject'
            UNION ALL SELECT 'audit_seal'
            UNION ALL SELECT 'audit_seal_head'
            UNION ALL SELECT 'support_read'
            UNION ALL SELECT 'offer_revision'
            UNION ALL SELECT 'product_revision' UNION ALL SELECT 'vetting_vote'
            UNION ALL SELECT 'vetting_decision' UNION ALL SELECT 'quote' UNION ALL SELECT 'quote_line'
            UNION ALL SELECT 'law_decision' UNION ALL SELECT 'contract_signature'
            UNION ALL SELECT 'payment' UNION ALL SELECT 'ledger_posting'
            UNION ALL SELECT 'ledger_line'
            UNION ALL SELECT 'product_merge_offer' UNION ALL SELECT 'shoot_handover'
            UNION ALL SELECT 'wanted_answer' UNION ALL SELECT 'number_change'
            UNION ALL SELECT 'shot_rule_revision' UNION ALL SELECT 'shoot_receipt'
            UNION ALL SELECT 'pdf_look' UNION ALL SELECT 'product_picture_revision'
            UNION ALL SELECT 'contract_certificate' UNION ALL SELECT 'picture_hiding') t
    UNION ALL
    SELECT 'search_change_in_turn',
           'search_change 6 O search_change_in_turn BEGIN' || CHR(10)
           || '    PERFORM pg_advisory_xact_lock(CAST(TG_RELID AS BIGINT));' || CHR(10)
           || '    RETURN NULL;' || CHR(10) || 'END '),
there AS (
    SELECT CASE WHEN g.tgisinternal THEN CAST(c.relname AS TEXT)
                ELSE CAST(g.tgname AS TEXT) END AS name,
           CAST(c.relname AS TEXT) || ' ' || CAST(g.tgtype AS TEXT) || ' '
           || CAST(g.tgenabled AS TEXT) || ' ' || CAST(f.proname AS TEXT) || f.prosrc
           || CAST(g.tgattr AS TEXT) || COALESCE(CAST(g.tgqual AS TEXT), '') AS made
      FROM pg_trigger g
      JOIN pg_class c ON c.oid = g.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
      JOIN pg_proc f ON f.oid = g.tgfoid
     WHERE NOT g.tgisinternal OR g.tgenabled <> 'O')
SELECT COALESCE(due.name, there.name) AS said
  FROM due
  FULL JOIN there ON there.name = due.name AND there.made = due.made
 WHERE due.name IS NULL OR there.name IS NULL
 ORDER BY said
 LIMIT 1;

-- name: doctor_tenant
-- A record that stands with another institution, department or supplier than its case or contract.
SELECT t.said
  FROM (SELECT '구매 건 ' || CAST(p.no AS TEXT) || '의 부서' AS said
          FROM purchase p
          JOIN department d ON d.id = p.department_id
         WHERE d.institution_id <> p.institution_id
        UNION ALL
        SELECT '계약 ' || CAST(c.no AS TEXT) AS said
          FROM contract c
          JOIN purchase p ON p.id = c.purchase_id
         WHERE c.institution_id <> p.institution_id OR c.supplier_id <> p.supplier_id
        UNION ALL
        SELECT '지급 ' || CAST(m.no AS TEXT) AS said
          FROM payment m
          JOIN claim k ON k.id = m.claim_id
          JOIN contract c ON c.id = k.contract_id
         WHERE m.institution_id <> c.institution_id
        UNION ALL
        SELECT '계약 ' || CAST(c.no AS TEXT) || '의 실적' AS said
          FROM purchase_record r
          JOIN contract c ON c.id = r.contract_id
         WHERE r.institution_id <> c.institution_id OR r.supplier_id <> c.supplier_id
        UNION ALL
        SELECT '공개 ' || CAST(x.no AS TEXT) AS said
          FROM disclosure x
          JOIN contract c ON c.id = x.contract_id
         WHERE x.institution_id <> c.institution_id
        UNION ALL
        SELECT '결재선 ' || CAST(l.no AS TEXT) AS said
          FROM approval_line l
          JOIN department d ON d.id = l.department_id
         WHERE d.institution_id <> l.institution_id) t
 LIMIT 1;

-- name: doctor_offer
-- An offer that is not its newest revision, one whose volume prices are not, a product whose newest text
-- is not kept, or a photo of one that is not its newest revision.
SELECT '판매 조건 ' || CAST(o.no AS TEXT) AS said
  FROM offer o
  LEFT JOIN offer_revision r ON r.offer_id = o.id AND r.revision = o.revision
 WHERE r.offer_id IS NULL OR r.price_won <> o.price_won OR r.state <> o.state
    OR r.quantity_min <> o.quantity_min OR r.lead_days <> o.lead_days OR r.unit <> o.unit
    OR r.districts <> o.districts OR r.stock IS DISTINCT FROM o.stock
    OR r.valid_until IS DISTINCT FROM o.valid_until
    OR EXISTS (SELECT 1 FROM offer_revision n WHERE n.offer_id = o.id AND n.revision > o.revision)
    OR EXISTS (SELECT 1 FROM offer_tier t
                WHERE t.offer_id = o.id
                  AND '|' || r.tiers || '|' NOT LIKE '%|' || CAST(t.quantity_min AS TEXT) || ':'
                                                     || CAST(t.price_won AS TEXT) || '|%')
UNION ALL
SELECT '상품 ' || CAST(p.no AS TEXT) AS said
  FROM product p
 WHERE p.revision > 1
   AND NOT EXISTS (SELECT 1 FROM product_revision v
                    WHERE v.product_id = p.id AND v.revision = p.revision)
UNION ALL
SELECT '상품 사진 ' || CAST(g.no AS TEXT) AS said
  FROM product_picture x
  JOIN picture g ON g.id = x.picture_id
  LEFT JOIN product_picture_revision v ON v.row_id = x.id AND v.revision = x.version
 WHERE v.id IS NULL OR v.role <> x.role OR v.alt <> x.alt OR v.position <> x.position
    OR v.is_removed <> CASE WHEN x.removed_at IS NULL THEN 0 ELSE 1 END
 LIMIT 1;

-- name: doctor_decision
-- A case that was asked for without a stored answer of the law, took a path the law never answered,
-- or rests on an unsure row without the officer's word.
SELECT '구매 건 ' || CAST(p.no AS TEXT) AS said
  FROM purchase p
 WHERE (p.state NOT IN ('draft', 'cancelled')
        AND NOT EXISTS (SELECT 1 FROM law_decision d WHERE d.purchase_id = p.id))
    OR (p.path <> '' AND NOT EXISTS (SELECT 1 FROM law_decision d
                                      WHERE d.purchase_id = p.id AND d.path = p.path))
    OR (p.state NOT IN ('draft', 'cancelled')
        AND EXISTS (SELECT 1 FROM law_decision d
                     WHERE d.purchase_id = p.id AND d.confidence <> 'H' AND d.confirm_reason = ''
                       AND d.id = (SELECT MAX(n.id) FROM law_decision n
                                    WHERE n.purchase_id = p.id)))
    OR (p.state NOT IN ('draft', 'cancelled', 'asked')
        AND p.requested_on IS NULL AND EXISTS (SELECT 1 FROM quote_request q
                                                WHERE q.purchase_id = p.id))
 LIMIT 1;

-- name: doctor_similar
-- A case whose similar purchases the law was not asked about, though nobody wrote why it is no split, or whose
-- approver did not confirm what was written; asked since approvals keep that (0053).
SELECT '구매 건 ' || CAST(p.no AS TEXT) AS said
  FROM law_decision d
  JOIN purchase p ON p.id = d.purchase_id
 WHERE d.similar_won > 0 AND d.split_reason = ''
   AND d.question NOT LIKE '%"similar!_price!_won":' || CAST(d.similar_won AS TEXT) || ',%' ESCAPE '!'
UNION ALL
SELECT '구매 건 ' || CAST(p.no AS TEXT) || '의 결재' AS said
  FROM approval_step s
  JOIN approval_round r ON r.id = s.round_id
  JOIN purchase p ON p.id = r.purchase_id
  JOIN law_decision d ON d.purchase_id = p.id
 WHERE s.state = 'approved' AND s.split_confirmed = 0 AND d.split_reason <> ''
   AND s.decided_at >= (SELECT v.applied_at FROM schema_version v WHERE v.number = 53)
   AND d.id = (SELECT MAX(n.id) FROM law_decision n
                WHERE n.purchase_id = p.id AND n.decided_at <= s.decided_at)
 LIMIT 1;

-- name: doctor_hands
-- Somebody who approved, inspected or paid what they asked for themselves, or paid what they approved
-- or inspected.
SELECT h.said
  FROM (SELECT '구매 건 ' || CAST(p.no AS TEXT) || '의 결재' AS said
          FROM approval_step s
          JOIN approval_round r ON r.id = s.round_id
          JOIN purchase p ON p.id = r.purchase_id
         WHERE s.decided_by = p.officer_id
        UNION ALL
        SELECT '검사 ' || CAST(i.no AS TEXT) AS said
          FROM inspection i
          JOIN delivery d ON d.id = i.delivery_id
          JOIN contract c ON c.id = d.contract_id
          JOIN purchase p ON p.id = c.purchase_id
         WHERE i.inspector_id = p.officer_id
        UNION ALL
        SELECT '지급 ' || CAST(m.no AS TEXT) AS said
          FROM payment m
          JOIN claim k ON k.id = m.claim_id
          JOIN contract c ON c.id = k.contract_id
          JOIN purchase p ON p.id = c.purchase_id
         WHERE m.account_id = p.officer_id
            OR EXISTS (SELECT 1
                         FROM approval_step s
                         JOIN approval_round r ON r.id = s.round_id
                        WHERE r.purchase_id = p.id AND r.state = 'approved'
                          AND s.state = 'approved' AND s.decided_by = m.account_id)
            OR EXISTS (SELECT 1
                         FROM delivery d
                         JOIN inspection i ON i.delivery_id = d.id
                        WHERE d.contract_id = c.id AND i.inspector_id = m.account_id)) h
 LIMIT 1;

-- name: doctor_money
-- A sum that is not the sum of its parts.
SELECT m.said
  FROM (SELECT '구매 건 ' || CAST(p.no AS TEXT) AS said
          FROM purchase p
         WHERE p.price_won <> p.supply_won + p.vat_won
        UNION ALL
        SELECT '구매 건 ' || CAST(p.no AS TEXT) || '의 품목' AS said
          FROM purchase p
         WHERE p.state IN ('chosen', 'submitted', 'returned', 'approved', 'contracting', 'contracted',
                           'delivering', 'accepted', 'claimed', 'paid')
           AND p.price_won <> (SELECT CAST(COALESCE(SUM(l.quantity * l.price_won), 0) AS BIGINT)
                                 FROM purchase_line l
                                WHERE l.purchase_id = p.id)
        UNION ALL
        SELECT '견적 ' || CAST(q.no AS TEXT) AS said
          FROM quote q
         WHERE q.price_won <> q.supply_won + q.vat_won
        UNION ALL
        SELECT '계약 ' || CAST(c.no AS TEXT) AS said
          FROM contract c
         WHERE c.price_won <> c.supply_won + c.vat_won
        UNION ALL
        SELECT '계약 ' || CAST(c.no AS TEXT) || '의 품목' AS said
          FROM contract c
         WHERE c.price_won <> (SELECT CAST(COALESCE(SUM(l.amount_won), 0) AS BIGINT)
                                 FROM contract_line l
                                WHERE l.contract_id = c.id)
            OR EXISTS (SELECT 1 FROM contract_line l
                        WHERE l.contract_id = c.id AND l.amount_won <> l.quantity * l.price_won)
        UNION ALL
        SELECT '청구 ' || CAST(k.no AS TEXT) AS said
          FROM claim k
         WHERE k.net_won + k.delay_won + k.cut_won <> k.amount_won OR k.net_won < 0) m
 LIMIT 1;

-- name: doctor_chosen
-- A case whose price is not that of the quote that was chosen.
SELECT '구매 건 ' || CAST(p.no AS TEXT) AS said
  FROM purchase p
  JOIN quote_request r ON r.purchase_id = p.id AND r.state = 'chosen'
  JOIN quote q ON q.quote_request_id = r.id
       AND q.revision = (SELECT MAX(n.revision) FROM quote n WHERE n.quote_request_id = r.id)
 WHERE p.state NOT IN ('draft', 'cancelled')
   AND (p.price_won <> q.price_won OR p.supplier_id <> r.supplier_id)
 LIMIT 1;

-- name: doctor_quoted
-- Requests whose answers are written anew and compared with their hashes.
SELECT r.id, r.no, p.institution_id
  FROM quote_request r
  JOIN purchase p ON p.id = r.purchase_id
 WHERE r.id > :after
 ORDER BY r.id
 LIMIT 100;

-- name: doctor_round_hashes
-- The documents that were put to approval.
SELECT r.id, '구매 건 ' || CAST(p.no AS TEXT) || '의 ' || CAST(r.round AS TEXT) || '차 결재' AS said,
       r.content, r.content_hash
  FROM approval_round r
  JOIN purchase p ON p.id = r.purchase_id
 WHERE r.id > :after
 ORDER BY r.id
 LIMIT 100;

-- name: doctor_frozen
-- Frozen cases with the document of their newest round. Those whose sums are wrong are named by
-- doctor_money: the store reads none.
SELECT p.id, p.institution_id, r.content
  FROM purchase p
  JOIN approval_round r ON r.purchase_id = p.id
       AND r.round = (SELECT MAX(n.round) FROM approval_round n WHERE n.purchase_id = p.id)
 WHERE p.id > :after AND r.state IN ('open', 'approved') AND p.state <> 'cancelled'
   AND p.price_won = p.supply_won + p.vat_won
 ORDER BY p.id
 LIMIT 100;

-- name: doctor_approved
-- A case on its way to a contract or beyond without an approval of what it is now.
SELECT '구매 건 ' || CAST(p.no AS TEXT) AS said
  FROM purchase p
 WHERE p.state IN ('approved', 'contracting', 'contracted', 'delivering', 'accepted', 'claimed',
                   'paid')
   AND NOT EXISTS (SELECT 1 FROM approval_round r
                    WHERE r.purchase_id = p.id AND r.state = 'approved'
                      AND r.content_hash = p.content_hash
                      AND NOT EXISTS (SELECT 1 FROM approval_step s
                                       WHERE s.round_id = r.id AND s.state <> 'approved'))
 LIMIT 1;

-- name: doctor_contract_hashes
-- The documents that both sides sign.
SELECT c.id, '계약 ' || CAST(c.no AS TEXT) AS said, c.content, c.content_hash
  FROM contract c
 WHERE c.id > :after
 ORDER BY c.id
 LIMIT 100;

-- name: doctor_drawn
-- Contracts to be compared with their documents. Those that the store would not read are named by
-- doctor_money and doctor_signature.
SELECT c.id, c.institution_id
  FROM contract c
 WHERE c.id > :after AND c.price_won = c.supply_won + c.vat_won
   AND (c.state NOT IN ('offered', 'signed_supplier', 'void')) = (c.contracted_on IS NOT NULL)
 ORDER BY c.id
 LIMIT 100;

-- name: doctor_signature
-- A signature under another document, or a contract that binds without both and their day.
SELECT s.said
  FROM (SELECT '계약 ' || CAST(c.no AS TEXT) || '의 서명' AS said
          FROM contract_signature g
          JOIN contract c ON c.id = g.contract_id
         WHERE g.content_hash <> c.content_hash
        UNION ALL
        SELECT '계약 ' || CAST(c.no AS TEXT) AS said
          FROM contract c
         WHERE (c.state NOT IN ('offered', 'signed_supplier', 'void'))
               <> (c.contracted_on IS NOT NULL)
            OR (c.state NOT IN ('offered', 'signed_supplier', 'void')
                AND (SELECT COUNT(*) FROM contract_signature g WHERE g.contract_id = c.id) <> 2)) s
 LIMIT 1;

-- name: doctor_pledge_hashes
-- What suppliers declared.
SELECT g.id, '계약 ' || CAST(c.no AS TEXT) || '의 서약' AS said, g.content, g.content_hash
  FROM contract_pledge g
  JOIN contract c ON c.id = g.contract_id
 WHERE g.id > :after
 ORDER BY g.id
 LIMIT 100;

-- name: doctor_inspection_hashes
-- What inspectors wrote.
SELECT i.id, '검사 ' || CAST(i.no AS TEXT) AS said, i.content, i.content_hash
  FROM inspection i
 WHERE i.id > :after
 ORDER BY i.id
 LIMIT 100;

-- name: doctor_delivered
-- More accepted than was ordered, or more inspected than was brought.
SELECT d.said
  FROM (SELECT '계약 ' || CAST(c.no AS TEXT) AS said
          FROM contract_line l
          JOIN contract c ON c.id = l.contract_id
          JOIN delivery_line v ON v.contract_line_id = l.id
          JOIN inspection_line i ON i.delivery_line_id = v.id
         GROUP BY c.no, l.id, l.quantity
        HAVING SUM(i.accepted) > l.quantity
        UNION ALL
        SELECT '검사 ' || CAST(n.no AS TEXT) AS said
          FROM inspection_line i
          JOIN inspection n ON n.id = i.inspection_id
          JOIN delivery_line v ON v.id = i.delivery_line_id
         WHERE i.accepted + i.refused > v.quantity OR v.delivery_id <> n.delivery_id) d
 LIMIT 1;

-- name: doctor_paid
-- A paid claim without its one payment and (a sandbox has no books) its one posting; a payment of a
-- claim that is not paid, or of another amount; a contract that is paid with a claim that is not.
SELECT p.said
  FROM (SELECT '청구 ' || CAST(k.no AS TEXT) AS said
          FROM claim k
          LEFT JOIN payment m ON m.claim_id = k.id
         WHERE (k.state = 'paid') <> (m.id IS NOT NULL) OR m.paid_won <> k.net_won
        UNION ALL
        SELECT '지급 ' || CAST(m.no AS TEXT) || '의 장부 기록' AS said
          FROM payment m
          JOIN claim k ON k.id = m.claim_id
          JOIN contract c ON c.id = k.contract_id
         WHERE c.is_training = 0
           AND (SELECT COUNT(*) FROM ledger_posting l
                 WHERE l.kind = 'payment' AND l.object_id = m.id) <> 1
        UNION ALL
        SELECT '계약 ' || CAST(c.no AS TEXT) AS said
          FROM contract c
         WHERE c.state = 'paid'
           AND (NOT EXISTS (SELECT 1 FROM claim k WHERE k.contract_id = c.id)
                OR EXISTS (SELECT 1 FROM claim k WHERE k.contract_id = c.id AND k.state = 'claimed'))) p
 LIMIT 1;

-- name: doctor_claims
-- Claims beside the hash that the chain of deeds keeps of what was claimed.
SELECT k.id, k.no, k.contract_id, k.amount_won, k.bank_name, k.bank_account, k.bank_holder,
       k.due_on, k.claimed_on, k.pay_by, e.after_hash
  FROM claim k
  JOIN audit_entry e ON e.after_hash <> ''
       AND e.id = (SELECT MAX(x.id) FROM audit_entry x
                    WHERE x.object = 'claim' AND x.object_id = k.id
                      AND x.act IN ('claim.claim', 'claim.reseal'))
 WHERE k.id > :after
 ORDER BY k.id
 LIMIT 100;

-- name: doctor_ledger
-- A posting whose debits and credits differ, or that has no lines.
SELECT p.kind || ' ' || CAST(p.object_id AS TEXT) AS said
  FROM ledger_posting p
  LEFT JOIN ledger_line l ON l.posting_id = p.id
 GROUP BY p.id, p.kind, p.object_id
HAVING COALESCE(SUM(l.debit_won), 0) <> COALESCE(SUM(l.credit_won), 0) OR COUNT(l.posting_id) = 0
 LIMIT 1;

-- name: doctor_posted
-- A posting that says another amount, claim or institution than the claim or the payment it is of.
SELECT x.kind || ' ' || CAST(x.object_id AS TEXT) AS said
  FROM (SELECT p.id, p.kind, p.object_id, p.institution_id, p.claim_id,
               SUM(CASE WHEN l.account = 'expense' THEN l.debit_won - l.credit_won ELSE 0 END) AS expense,
               SUM(CASE WHEN l.account = 'payable' THEN l.debit_won - l.credit_won ELSE 0 END) AS payable,
               SUM(CASE WHEN l.account = 'cash' THEN l.debit_won - l.credit_won ELSE 0 END) AS cash,
               SUM(CASE WHEN l.account = 'delay_income' THEN l.debit_won - l.credit_won ELSE 0 END) AS delay
          FROM ledger_posting p
          JOIN ledger_line l ON l.posting_id = p.id
         GROUP BY p.id, p.kind, p.object_id, p.institution_id, p.claim_id) x
  LEFT JOIN payment m ON x.kind = 'payment' AND m.id = x.object_id
  LEFT JOIN claim k ON k.id = CASE WHEN x.kind = 'payment' THEN m.claim_id ELSE x.object_id END
  LEFT JOIN contract c ON c.id = k.contract_id
 WHERE k.id IS NULL OR x.claim_id <> k.id OR x.institution_id <> c.institution_id
    OR x.expense <> CASE x.kind WHEN 'claim' THEN k.amount_won WHEN 'return' THEN -k.amount_won
                                ELSE -k.cut_won END
    OR x.payable <> CASE x.kind WHEN 'claim' THEN -k.amount_won ELSE k.amount_won END
    OR x.cash <> CASE x.kind WHEN 'payment' THEN -m.paid_won ELSE 0 END
    OR x.delay <> CASE x.kind WHEN 'payment' THEN -k.delay_won ELSE 0 END
 LIMIT 1;

-- name: doctor_record
-- A month's sum that is not the sum of its records, of all and of each tag.
SELECT i.name || ' ' || CAST(d.fiscal_year AS TEXT) || '년 ' || CAST(d.month AS TEXT) || '월 '
       || d.object || ' ' || d.tag AS said
  FROM (SELECT x.institution_id, x.fiscal_year, x.month, x.object, x.tag
          FROM (SELECT r.institution_id, r.fiscal_year,
                       CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT) AS month, r.object, '' AS tag,
                       r.price_won, 1 AS n
                  FROM purchase_record r
                 WHERE r.voided_on IS NULL
                UNION ALL
                SELECT r.institution_id, r.fiscal_year,
                       CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT) AS month, r.object, t.tag,
                       COALESCE(t.amount_won, r.price_won) AS price_won, 1 AS n
                  FROM purchase_record r
                  JOIN record_tag t ON t.record_id = r.id
                 WHERE r.voided_on IS NULL
                UNION ALL
                SELECT s.institution_id, s.fiscal_year, s.month, s.object, s.tag, 0 - s.price_won,
                       0 - s.record_count AS n
                  FROM record_sum s) x
         GROUP BY x.institution_id, x.fiscal_year, x.month, x.object, x.tag
        HAVING SUM(x.price_won) <> 0 OR SUM(x.n) <> 0) d
  JOIN institution i ON i.id = d.institution_id
 ORDER BY d.institution_id, d.fiscal_year, d.month, d.object, d.tag
 LIMIT 1;

-- name: doctor_year_sum
-- A year's sum of an institution that is not the sum of its months, or what was paid for its records.
SELECT i.name || ' ' || CAST(d.fiscal_year AS TEXT) || '년 ' || d.tag AS said
  FROM (SELECT x.institution_id, x.fiscal_year, x.tag
          FROM (SELECT s.institution_id, s.fiscal_year, s.tag, s.price_won, s.record_count AS n, 0 AS paid_won
                  FROM record_sum s
                UNION ALL
                SELECT r.institution_id, r.fiscal_year, '' AS tag, 0, 0, r.paid_won
                  FROM purchase_record r
                 WHERE r.voided_on IS NULL
                UNION ALL
                SELECT y.institution_id, y.fiscal_year, y.tag, 0 - y.price_won, 0 - y.record_count, 0 - y.paid_won
                  FROM record_year_sum y) x
         GROUP BY x.institution_id, x.fiscal_year, x.tag
        HAVING SUM(x.price_won) <> 0 OR SUM(x.n) <> 0 OR SUM(x.paid_won) <> 0) d
  JOIN institution i ON i.id = d.institution_id
 ORDER BY d.institution_id, d.fiscal_year, d.tag
 LIMIT 1;

-- name: doctor_part_sum
-- A year's sum of an object and tag that is not the sum of its months.
SELECT i.name || ' ' || CAST(d.fiscal_year AS TEXT) || '년 ' || d.object || ' ' || d.tag AS said
  FROM (SELECT x.institution_id, x.fiscal_year, x.tag, x.object
          FROM (SELECT s.institution_id, s.fiscal_year, s.tag, s.object, s.price_won, s.record_count AS n
                  FROM record_sum s
                UNION ALL
                SELECT y.institution_id, y.fiscal_year, y.tag, y.object, 0 - y.price_won,
                       0 - y.record_count
                  FROM record_part_sum y) x
         GROUP BY x.institution_id, x.fiscal_year, x.tag, x.object
        HAVING SUM(x.price_won) <> 0 OR SUM(x.n) <> 0) d
  JOIN institution i ON i.id = d.institution_id
 ORDER BY d.institution_id, d.fiscal_year, d.tag, d.object
 LIMIT 1;

-- name: doctor_city_sum
-- A month's sum of the city that is not the sum of its institutions.
SELECT CAST(x.fiscal_year AS TEXT) || '년 ' || CAST(x.month AS TEXT) || '월 ' || x.object || ' '
       || x.tag AS said
  FROM (SELECT s.fiscal_year, s.month, s.object, s.tag, s.price_won, s.record_count AS n
          FROM record_sum s
        UNION ALL
        SELECT c.fiscal_year, c.month, c.object, c.tag, 0 - c.price_won, 0 - c.record_count
          FROM record_city_sum c) x
 GROUP BY x.fiscal_year, x.month, x.object, x.tag
HAVING SUM(x.price_won) <> 0 OR SUM(x.n) <> 0
 ORDER BY x.fiscal_year, x.month, x.object, x.tag
 LIMIT 1;

-- name: doctor_district
-- The sum of a supplier's district that is not the sum of its records.
SELECT i.name || ' ' || CAST(d.fiscal_year AS TEXT) || '년 ' || d.district_code AS said
  FROM (SELECT x.institution_id, x.fiscal_year, x.district_code
          FROM (SELECT r.institution_id, r.fiscal_year, r.district_code, r.price_won, 1 AS n
                  FROM purchase_record r
                 WHERE r.voided_on IS NULL
                UNION ALL
                SELECT s.institution_id, s.fiscal_year, s.district_code, 0 - s.price_won,
                       0 - s.record_count AS n
                  FROM record_district_sum s) x
         GROUP BY x.institution_id, x.fiscal_year, x.district_code
        HAVING SUM(x.price_won) <> 0 OR SUM(x.n) <> 0) d
  JOIN institution i ON i.id = d.institution_id
 ORDER BY d.institution_id, d.fiscal_year, d.district_code
 LIMIT 1;

-- name: doctor_counted
-- A record of another amount, day or firm than its contract, or one that counts with other lines than it
-- names.
SELECT '계약 ' || CAST(c.no AS TEXT) || '의 실적' AS said
  FROM purchase_record r
  JOIN contract c ON c.id = r.contract_id
 WHERE r.price_won <> c.price_won OR r.contracted_on <> c.contracted_on
    OR r.supplier_id <> c.supplier_id
    OR EXISTS (SELECT 1
                 FROM record_line_tag l
                 JOIN contract_line k ON k.id = l.contract_line_id
                WHERE l.record_id = r.id AND k.contract_id <> r.contract_id)
    OR EXISTS (SELECT 1
                 FROM (SELECT t.tag, t.amount_won
                         FROM record_tag t
                        WHERE t.record_id = r.id AND t.amount_won IS NOT NULL
                       UNION ALL
                       SELECT l.tag, 0 - k.amount_won
                         FROM record_line_tag l
                         JOIN contract_line k ON k.id = l.contract_line_id
                        WHERE l.record_id = r.id) x
                GROUP BY x.tag
               HAVING SUM(x.amount_won) <> 0)
 LIMIT 1;

-- name: doctor_training
-- Something of the sandbox that counts or is public.
SELECT t.said
  FROM (SELECT '계약 ' || CAST(c.no AS TEXT) || '의 실적' AS said
          FROM purchase_record r
          JOIN contract c ON c.id = r.contract_id
         WHERE c.is_training = 1
        UNION ALL
        SELECT '공개 ' || CAST(x.no AS TEXT) AS said
          FROM disclosure x
          JOIN contract c ON c.id = x.contract_id
         WHERE c.is_training = 1
        UNION ALL
        SELECT '계약 ' || CAST(c.no AS TEXT) AS said
          FROM contract c
          JOIN purchase p ON p.id = c.purchase_id
         WHERE c.is_training <> p.is_training) t
 LIMIT 1;

-- name: doctor_disclosure
-- A public line with another amount, or of another firm, than the contract.
SELECT '공개 ' || CAST(x.no AS TEXT) AS said
  FROM disclosure x
  JOIN contract c ON c.id = x.contract_id
 WHERE x.contract_won <> c.price_won OR c.state IN ('offered', 'signed_supplier')
    OR x.contracted_on <> c.contracted_on
 LIMIT 1;

-- name: doctor_published
-- What is public of contracts, in the words that were judged before.
SELECT id, '공개 ' || CAST(no AS TEXT) AS said, title, estimated_won, contract_won, supplier_name,
       ground, reason, site, remarks
  FROM disclosure
 WHERE id > :after
 ORDER BY id
 LIMIT 100;

-- name: doctor_disclosure_sum
-- A month's sum of the public list that is not the sum of its lines.
SELECT x.month || ' ' || x.district_code AS said
  FROM (SELECT SUBSTR(d.contracted_on, 1, 7) AS month, d.district_code, 1 AS n,
               CASE WHEN d.voided_on IS NULL THEN d.contract_won ELSE 0 END AS price_won
          FROM disclosure d
        UNION ALL
        SELECT s.month, s.district_code, 0 - s.row_count, 0 - s.price_won FROM disclosure_sum s) x
 GROUP BY x.month, x.district_code
HAVING SUM(x.n) <> 0 OR SUM(x.price_won) <> 0
 ORDER BY x.month, x.district_code
 LIMIT 1;

-- name: doctor_waits
-- A case under way that nobody is asked for: it would lie for ever. What was handed over waits for
-- its result.
SELECT '구매 건 ' || CAST(p.no AS TEXT) || '의 단계 ' || p.state AS said
  FROM purchase p
 WHERE p.state NOT IN ('paid', 'cancelled')
   AND NOT EXISTS (SELECT 1 FROM todo t WHERE t.purchase_id = p.id AND t.closed_at IS NULL)
   AND NOT (p.state = 'handed_over'
            AND EXISTS (SELECT 1 FROM handover_result r WHERE r.purchase_id = p.id))
 LIMIT 1;

-- name: doctor_task
-- A task of a case that is over: what was handed over waits for its result.
SELECT '구매 건 ' || CAST(p.no AS TEXT) || '의 할 일 ' || t.kind AS said
  FROM todo t
  JOIN purchase p ON p.id = t.purchase_id
 WHERE t.closed_at IS NULL AND p.state IN ('paid', 'cancelled')
 LIMIT 1;
