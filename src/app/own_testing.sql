-- What the town of the demo has not: each page of a thing finds one here that it is for.

-- name: own_testing_import
-- A sheet of a firm that was looked at.
INSERT INTO product_import (no, supplier_id, name, header, state, chunk_count, row_count, created_at,
                            moved_at)
SELECT :no, MIN(s.id), '상품.xlsx', '상품명', 'checked', 1, 1, :now, :now FROM supplier s;

-- name: own_testing_photo_zip
-- Photos of a firm that were unpacked.
INSERT INTO photo_zip (no, supplier_id, name, spool, size, state, created_at, moved_at)
SELECT :no, MIN(s.id), '사진.zip', 'photos', 1, 'done', :now, :now FROM supplier s;

-- name: own_testing_policy
-- A rule of an institution's own.
INSERT INTO institution_policy (no, institution_id, kind, value_won, value_count, first_day, reason,
                                account_id, added_at)
SELECT :no, m.institution_id, 'password_last', 0, 1, '2026-01-01', '내부 규정', m.account_id, :now
  FROM membership m
 WHERE m.id = (SELECT MIN(x.id) FROM membership x WHERE x.institution_id IS NOT NULL);

-- name: own_testing_search
-- A search that somebody keeps.
INSERT INTO search_saved (no, account_id, name, question, said, is_told, created_at, looked_at,
                          seen_at)
SELECT :no, MIN(m.account_id), '도시락', 'q=도시락', '도시락', 0, :now, :now, :now FROM membership m;

-- name: own_testing_support
-- An operator looks at an institution.
INSERT INTO support_view (no, institution_id, account_id, reason, begun_at, ends_at)
SELECT :no, p.institution_id, m.account_id, '상담', :now, :now + 3600000000
  FROM purchase p
  JOIN membership m ON m.id = (SELECT MIN(x.id) FROM membership x WHERE x.role = 'operator')
 WHERE p.id = (SELECT MIN(y.id) FROM purchase y);

-- name: own_testing_proposal
-- An operator says that a rule ends.
INSERT INTO law_proposal (no, act, kind, row_id, made_of, line, last_day, reason, source,
                          account_id, proposed_at)
SELECT :no, 'end', 'thresholds', 'T-L08.4', '', '', '2026-12-31', '고시', '관보', MIN(m.account_id), :now
  FROM membership m
 WHERE m.role = 'operator';

-- name: own_testing_file
-- A file that is a picture.
INSERT INTO file (no, name, kind, size, sha256, created_at)
VALUES (:no, '사진.webp', 'webp', 1,
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', :now);

-- name: own_testing_original
-- A file that is a photo as it was handed in.
INSERT INTO file (no, name, kind, size, sha256, created_at)
VALUES (:no, '앞.png', 'png', 1,
        '0a1b2c4298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', :now);

-- name: own_testing_picture
-- A picture in all its sizes.
INSERT INTO picture (no, file_id, state, large_id, middle_id, small_id, jpeg_id, added_at, made_at)
SELECT :no, (SELECT MAX(y.id) FROM file y WHERE y.kind = 'png'), 'ready', f.id, f.id, f.id, f.id,
       :now, :now
  FROM file f
 WHERE f.id = (SELECT MAX(x.id) FROM file x WHERE x.kind = 'webp');

-- name: own_testing_product_picture
-- It stands on the newest thing that is offered.
INSERT INTO product_picture (product_id, supplier_id, picture_id, role, position, added_at)
SELECT o.product_id, o.supplier_id, (SELECT MAX(x.id) FROM picture x), 'front', 1, :now
  FROM offer o
 WHERE o.id = (SELECT MAX(y.id) FROM offer y);

-- name: own_testing_application
-- The newest institution applied, with a paper.
INSERT INTO application (account_id, institution_id, file_id, terms_version, applied_at)
SELECT (SELECT MIN(m.account_id) FROM membership m), MAX(i.id), (SELECT MIN(f.id) FROM file f), '1',
       :now
  FROM institution i;

-- name: own_testing_delivery_file
-- A paper came with the newest delivery.
INSERT INTO delivery_file (delivery_id, file_id, origin)
SELECT MAX(d.id), (SELECT MIN(f.id) FROM file f), 'note' FROM delivery d;

-- name: own_testing_proof
-- The invoice of a claim is a file.
UPDATE claim_proof SET file_id = (SELECT MIN(f.id) FROM file f)
 WHERE kind = 'tax_invoice'
   AND claim_id = (SELECT MAX(k.id) FROM claim k
                    WHERE k.state = 'paid'
                      AND EXISTS (SELECT 1 FROM claim_proof x
                                   WHERE x.claim_id = k.id AND x.kind = 'tax_invoice'));

-- name: own_testing_checked
-- What was handed in with the newest claim that waits is checked.
UPDATE claim_proof SET state = 'checked'
 WHERE state = 'given' AND claim_id = (SELECT MAX(k.id) FROM claim k WHERE k.state = 'claimed');

-- name: own_testing_claim_draft
-- A claim that was begun.
INSERT INTO claim_draft (contract_id, asked_days, excuse_reason, bank_name, bank_account,
                         bank_holder, account_id, saved_at)
SELECT c.id, 0, '', '', '', '', p.officer_id, :now
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
 WHERE p.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM claim_draft d WHERE d.contract_id = c.id);

-- name: own_testing_waivable
-- A draft for which the law asks no quote.
UPDATE purchase SET state = 'draft', path = 'quote_waived'
 WHERE id = (SELECT MAX(p.id) FROM purchase p WHERE p.state = 'paid');

-- name: own_testing_half_signed
-- A contract that waits for the institution alone.
UPDATE contract SET state = 'signed_supplier', contracted_on = NULL
 WHERE id = (SELECT MAX(c.id)
               FROM contract c
               JOIN purchase p ON p.id = c.purchase_id
               JOIN account a ON a.id = p.officer_id
              WHERE c.state = 'signed' AND a.email = 'officer@demo.dure');

-- name: own_testing_refusal
-- A contract whose words were not made public.
INSERT INTO disclosure_refusal (contract_id, institution_id, codes, refused_at)
SELECT c.id, c.institution_id, 'disclosure.personal', :now
  FROM contract c
 WHERE c.id = (SELECT MIN(x.id) FROM contract x);

-- name: own_testing_delegation
-- Somebody decides in another's place.
INSERT INTO delegation (no, institution_id, from_account_id, to_account_id, first_day, last_day,
                        reason, created_at)
SELECT :no, m.institution_id, m.account_id, (SELECT MIN(a.id) FROM account a), '2026-11-01',
       '2026-12-31', '출장', :now
  FROM membership m
 WHERE m.id = (SELECT MAX(x.id) FROM membership x WHERE x.role = 'approver');

-- name: own_testing_merge
-- A product took the place of another.
INSERT INTO product_merge (no, from_id, into_id, reason, account_id, merged_at)
SELECT :no, MAX(p.id), MIN(p.id), '같은 상품', (SELECT MIN(a.id) FROM account a), :now
  FROM product p;

-- name: own_testing_template
-- A word is looked at from next month on.
INSERT INTO template_change (no, kind, key, act, was, becomes, reason, touched, from_day,
                             account_id, made_at, state)
SELECT :no, 'word', '최고급', 'remove', '', '', '쓰임이 없음', '없음', '2026-12-31', MIN(a.id), :now,
       'waiting'
  FROM account a;
