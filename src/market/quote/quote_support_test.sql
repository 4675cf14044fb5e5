-- What quote_support_test looks into.

-- name: support_test_institution
-- The number of an institution.
SELECT no FROM institution WHERE id = :institution;

-- name: support_test_left
-- What the looks at a case and at the list left behind.
SELECT (SELECT COUNT(*) FROM support_read r
         WHERE r.purchase_id = :purchase OR r.purchase_id IS NULL) AS reads,
       (SELECT COUNT(*) FROM audit_entry e
         WHERE e.act = 'support.read' AND e.reason = :reason) AS deeds,
       (SELECT COUNT(*) FROM access_entry a
         WHERE a.act IN ('support.cases', 'support.case') AND a.reason = :reason) AS accesses,
       (SELECT COUNT(*) FROM access_subject s
          JOIN access_entry b ON b.id = s.access_id
         WHERE b.act IN ('support.cases', 'support.case')) AS subjects;

-- name: support_test_case_there
-- A case of another institution.
INSERT INTO purchase (no, institution_id, department_id, supplier_id, officer_id, title, need,
                      budget_line, object, delivery_place, deliver_by, list_won, estimated_won,
                      state, created_at, moved_at)
SELECT :no, :institution, :department, p.supplier_id, :officer, p.title, p.need, p.budget_line,
       p.object, p.delivery_place, p.deliver_by, p.list_won, p.estimated_won, 'draft',
       p.created_at, p.moved_at
  FROM purchase p
 WHERE p.id = :purchase;

-- name: support_test_happening
-- Something happened to a case.
INSERT INTO purchase_event (purchase_id, at, account_id, actor, organisation, kind, text)
VALUES (:purchase, 1, NULL, '김하나', '중구', :kind, :text);
