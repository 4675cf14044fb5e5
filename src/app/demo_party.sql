-- What waits for the operator of the demo city.

-- name: demo_applicant_add
-- An invented firm that applied.
INSERT INTO supplier (no, name, business_no, representative, is_corporation, business_type,
                      business_item, district_code, address, phone, email, opened_on,
                      license_file_id, state, is_demo, created_at)
VALUES (:no, :name, :business_no, :representative, :is_corporation, :type, :item, :district,
        :address, '053-000-0000', :email, :opened_on, :license, :state, 1, :at)
RETURNING id;

-- name: demo_institution_apply
-- A school of the set-up data that applied.
UPDATE institution
   SET state = 'applied', is_demo = 1, address = '대구광역시 (시범 주소)', phone = '053-000-0000',
       head_title = '학교장'
 WHERE id = (SELECT MIN(i.id) FROM institution i
              WHERE i.state = 'listed' AND i.kind = 'school_public')
RETURNING id;

-- name: demo_application_add
-- Who applied, with what.
INSERT INTO application (account_id, institution_id, supplier_id, department_name, file_id,
                         terms_version, applied_at)
VALUES (:account, :institution, :supplier, :department, :file, :terms, :at);

-- name: demo_review_add
-- What the operator said of it.
INSERT INTO review (supplier_id, decision, reason, account_id, decided_at)
VALUES (:supplier, :decision, :reason, :account, :at);

-- name: demo_paper_add
-- A certificate in any state.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until, file_id,
                         state, reason, checked_by, checked_at, is_demo, created_at)
VALUES (:no, :supplier, :kind, :number, '시범 발급기관', :valid_from, :valid_until, :file, :state,
        :reason, :checked_by, :checked_at, 1, :at);
