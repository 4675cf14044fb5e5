-- The statements of version 0.1.0, of the schema up to 0059.
-- Made by `make release-statements`: never changed by hand.

-- name: released_audit_list
-- Deeds of one chain, or of every chain (:lane NULL), the newest first, before a key; of a person
-- those done by and to them. Within one chain the key is its own number, so that a tenant's
-- addresses tell nothing of others.
SELECT k.key_n, e.at, e.seq, COALESCE(a.id, 0) AS account_id, COALESCE(a.name, '') AS account_name,
       COALESCE(a.no, 0) AS account_no, e.role, e.address, e.act, e.object, e.reason, e.hash,
       COALESCE(b.id, 0) AS behalf_id, COALESCE(b.name, '') AS behalf_name,
       COALESCE(i.name, f.name, '플랫폼') AS party,
       CASE e.object
            WHEN 'account' THEN (SELECT x.no FROM account x WHERE x.id = e.object_id)
            WHEN 'institution' THEN (SELECT x.no FROM institution x WHERE x.id = e.object_id)
            WHEN 'department' THEN (SELECT x.no FROM department x WHERE x.id = e.object_id)
            WHEN 'supplier' THEN (SELECT x.no FROM supplier x WHERE x.id = e.object_id)
            WHEN 'membership' THEN (SELECT x.no FROM membership x WHERE x.id = e.object_id)
            WHEN 'certificate' THEN (SELECT x.no FROM certificate x WHERE x.id = e.object_id)
            WHEN 'product' THEN (SELECT x.no FROM product x WHERE x.id = e.object_id)
            WHEN 'offer' THEN (SELECT x.no FROM offer x WHERE x.id = e.object_id)
            WHEN 'purchase' THEN (SELECT x.no FROM purchase x WHERE x.id = e.object_id)
            WHEN 'approval_line' THEN (SELECT x.no FROM approval_line x WHERE x.id = e.object_id)
            WHEN 'delegation' THEN (SELECT x.no FROM delegation x WHERE x.id = e.object_id)
            WHEN 'quote_request' THEN (SELECT x.no FROM quote_request x WHERE x.id = e.object_id)
            WHEN 'quote' THEN (SELECT x.no FROM quote x WHERE x.id = e.object_id)
            WHEN 'contract' THEN (SELECT x.no FROM contract x WHERE x.id = e.object_id)
            WHEN 'delivery' THEN (SELECT x.no FROM delivery x WHERE x.id = e.object_id)
            WHEN 'inspection' THEN (SELECT x.no FROM inspection x WHERE x.id = e.object_id)
            WHEN 'claim' THEN (SELECT x.no FROM claim x WHERE x.id = e.object_id)
            WHEN 'payment' THEN (SELECT x.no FROM payment x WHERE x.id = e.object_id)
            WHEN 'disclosure' THEN (SELECT x.no FROM disclosure x WHERE x.id = e.object_id)
            WHEN 'file' THEN (SELECT x.no FROM file x WHERE x.id = e.object_id)
            WHEN 'notice' THEN (SELECT x.no FROM notice x WHERE x.id = e.object_id)
            WHEN 'access' THEN (SELECT x.no FROM access_entry x WHERE x.id = e.object_id)
            WHEN 'policy' THEN (SELECT x.no FROM institution_policy x WHERE x.id = e.object_id)
            WHEN 'rule' THEN (SELECT x.no FROM law_proposal x WHERE x.id = e.object_id)
            END AS object_no
  FROM (SELECT w.id, w.id AS key_n
          FROM (SELECT x.id
                  FROM audit_entry x
                 WHERE CAST(:lane AS TEXT) IS NULL AND (x.at, x.id) < (:key_at, :key_n)
                   AND x.at >= :from_at AND x.at < :to_at
                   AND (CAST(:act AS TEXT) IS NULL OR x.act LIKE :act ESCAPE '!')
                   AND (CAST(:account AS BIGINT) IS NULL OR x.account_id = :account
                        OR (x.object = 'account' AND x.object_id = :account))
                   AND (CAST(:object AS TEXT) IS NULL OR x.object = :object)
                   AND (CAST(:object_id AS BIGINT) IS NULL OR x.object_id = :object_id)
                   AND (:platform = 0 OR x.lane LIKE 'p:%')
                   AND (:views = 1 OR x.object <> 'access')
                 ORDER BY x.at DESC, x.id DESC
                 LIMIT :count) w
        UNION ALL
        SELECT l.id, l.seq AS key_n
          FROM (SELECT y.id, y.seq
                  FROM audit_entry y
                 WHERE y.lane = :lane AND y.seq < :key_n
                   AND y.at >= :from_at AND y.at < :to_at
                   AND (CAST(:act AS TEXT) IS NULL OR y.act LIKE :act ESCAPE '!')
                   AND (CAST(:account AS BIGINT) IS NULL OR y.account_id = :account
                        OR (y.object = 'account' AND y.object_id = :account))
                   AND (CAST(:object AS TEXT) IS NULL OR y.object = :object)
                   AND (CAST(:object_id AS BIGINT) IS NULL OR y.object_id = :object_id)
                   AND (:views = 1 OR y.object <> 'access')
                 ORDER BY y.seq DESC -- the order of the chain, and of its index
                 LIMIT :count) l) k
  JOIN audit_entry e ON e.id = k.id
  LEFT JOIN account a -- who logs in is a visitor still, and known by then
       ON a.id = CASE WHEN e.act = 'session.begin' THEN e.object_id ELSE e.account_id END
  LEFT JOIN account b ON b.id = e.on_behalf_of
  LEFT JOIN institution i
       ON i.id = CASE WHEN e.lane LIKE 'i:%' THEN CAST(SUBSTR(e.lane, 3) AS BIGINT) END
  LEFT JOIN supplier f
       ON f.id = CASE WHEN e.lane LIKE 's:%' THEN CAST(SUBSTR(e.lane, 3) AS BIGINT) END
 ORDER BY CASE WHEN CAST(:lane AS TEXT) IS NULL THEN e.at ELSE 0 END DESC, k.key_n DESC;

-- name: released_audit_person_find
-- A person by log-in name or number: anybody, or one who has or had a role at the institution.
SELECT a.id
  FROM account a
 WHERE (a.email = :text OR a.no = :no)
   AND (CAST(:institution AS BIGINT) IS NULL
        OR EXISTS (SELECT 1 FROM membership m
                    WHERE m.account_id = a.id AND m.institution_id = :institution));

-- name: released_audit_party_find
-- The chain of an institution or a supplier, by its number or its whole name.
SELECT p.lane
  FROM (SELECT 'i:' || CAST(i.id AS TEXT) AS lane FROM institution i WHERE i.no = :no OR i.name = :text
        UNION ALL
        SELECT 's:' || CAST(f.id AS TEXT) AS lane FROM supplier f WHERE f.no = :no OR f.name = :text) p
 ORDER BY p.lane
 LIMIT 1;

-- name: released_audit_object_find
-- A record by its kind and number.
SELECT o.id
  FROM (SELECT x.id FROM account x WHERE :object = 'account' AND x.no = :no
        UNION ALL SELECT x.id FROM institution x WHERE :object = 'institution' AND x.no = :no
        UNION ALL SELECT x.id FROM department x WHERE :object = 'department' AND x.no = :no
        UNION ALL SELECT x.id FROM supplier x WHERE :object = 'supplier' AND x.no = :no
        UNION ALL SELECT x.id FROM membership x WHERE :object = 'membership' AND x.no = :no
        UNION ALL SELECT x.id FROM certificate x WHERE :object = 'certificate' AND x.no = :no
        UNION ALL SELECT x.id FROM product x WHERE :object = 'product' AND x.no = :no
        UNION ALL SELECT x.id FROM offer x WHERE :object = 'offer' AND x.no = :no
        UNION ALL SELECT x.id FROM purchase x WHERE :object = 'purchase' AND x.no = :no
        UNION ALL SELECT x.id FROM approval_line x WHERE :object = 'approval_line' AND x.no = :no
        UNION ALL SELECT x.id FROM delegation x WHERE :object = 'delegation' AND x.no = :no
        UNION ALL SELECT x.id FROM quote_request x WHERE :object = 'quote_request' AND x.no = :no
        UNION ALL SELECT x.id FROM quote x WHERE :object = 'quote' AND x.no = :no
        UNION ALL SELECT x.id FROM contract x WHERE :object = 'contract' AND x.no = :no
        UNION ALL SELECT x.id FROM delivery x WHERE :object = 'delivery' AND x.no = :no
        UNION ALL SELECT x.id FROM inspection x WHERE :object = 'inspection' AND x.no = :no
        UNION ALL SELECT x.id FROM claim x WHERE :object = 'claim' AND x.no = :no
        UNION ALL SELECT x.id FROM payment x WHERE :object = 'payment' AND x.no = :no
        UNION ALL SELECT x.id FROM disclosure x WHERE :object = 'disclosure' AND x.no = :no
        UNION ALL SELECT x.id FROM file x WHERE :object = 'file' AND x.no = :no
        UNION ALL SELECT x.id FROM notice x WHERE :object = 'notice' AND x.no = :no) o
 LIMIT 1;

-- name: released_audit_check_add
-- The chains were walked from end to end.
INSERT INTO audit_check (no, account_id, checked_at, took_us, row_count, lane_count, bad_count)
VALUES (:no, :account, :now, :took, :row_count, :lane_count, :bad_count)
RETURNING id;

-- name: released_audit_check_lane_add
-- What was found in one of them.
INSERT INTO audit_check_lane (check_id, lane, row_count, took_us, bad_seq)
VALUES (:check, :lane, :row_count, :took, :bad_seq);

-- name: released_audit_check_list
-- The newest verifications.
SELECT c.id, c.no, a.name, c.checked_at, c.took_us, c.row_count, c.lane_count, c.bad_count
  FROM audit_check c
  JOIN account a ON a.id = c.account_id
 ORDER BY c.id DESC
 LIMIT :count;

-- name: released_audit_check_lanes
-- The chains of one verification: the wrong ones first, then by length. A verification never
-- changes, so its pages may be counted.
SELECT l.lane, l.row_count, l.took_us, l.bad_seq, COALESCE(i.name, f.name, '플랫폼') AS party
  FROM audit_check_lane l
  JOIN audit_check c ON c.id = l.check_id
  LEFT JOIN institution i
       ON i.id = CASE WHEN l.lane LIKE 'i:%' THEN CAST(SUBSTR(l.lane, 3) AS BIGINT) END
  LEFT JOIN supplier f
       ON f.id = CASE WHEN l.lane LIKE 's:%' THEN CAST(SUBSTR(l.lane, 3) AS BIGINT) END
 WHERE c.no = :no
 ORDER BY CASE WHEN l.bad_seq > 0 THEN 0 ELSE 1 END, l.row_count DESC, l.lane
 LIMIT :count OFFSET :skipped;
-- name: released_backup_counts
-- Rows and sums of what may never be lost.
SELECT t.name, t.number
  FROM (SELECT 1 AS place, 'account' AS name, COUNT(*) AS number FROM account
        UNION ALL
        SELECT 2, 'audit_entry', COUNT(*) FROM audit_entry
        UNION ALL
        SELECT 3, 'purchase', COUNT(*) FROM purchase
        UNION ALL
        SELECT 4, 'quote', COUNT(*) FROM quote
        UNION ALL
        SELECT 5, 'contract', COUNT(*) FROM contract
        UNION ALL
        SELECT 6, 'contract_price_won', CAST(COALESCE(SUM(price_won), 0) AS BIGINT) FROM contract
        UNION ALL
        SELECT 7, 'claim', COUNT(*) FROM claim
        UNION ALL
        SELECT 8, 'payment', COUNT(*) FROM payment
        UNION ALL
        SELECT 9, 'ledger_debit_won', CAST(COALESCE(SUM(debit_won), 0) AS BIGINT) FROM ledger_line
        UNION ALL
        SELECT 10, 'ledger_credit_won', CAST(COALESCE(SUM(credit_won), 0) AS BIGINT)
          FROM ledger_line
        UNION ALL
        SELECT 11, 'file', COUNT(*) FROM file) t
 ORDER BY t.place;
-- name: released_demo_fact_set
-- What this installation is.
INSERT INTO site_fact (key, value) VALUES (:key, :value);

-- name: released_demo_fact_forget
-- It is not any more.
DELETE FROM site_fact WHERE key = :key;

-- name: released_demo_institution_add
-- An institution of the set-up data.
INSERT INTO institution (no, code, name, kind, regime, parent_id, district_code, address, phone,
                         head_title, state, is_demo, created_at)
VALUES (:no, :code, :name, :kind, :regime,
        (SELECT p.id FROM institution p WHERE p.code = CAST(:parent AS TEXT)),
        (SELECT r.code FROM region r WHERE r.level = 'sigungu' AND r.in_city = 1
           AND r.name = CAST(:district AS TEXT)),
        '', '', '', 'listed', 0, :now);

-- name: released_demo_institution_join
-- It joins the demo, with the usual title of who heads such a body.
UPDATE institution SET state = 'active', is_demo = 1, phone = '053-000-0000', address = :address,
       head_title = CASE WHEN name LIKE '%시' THEN '시장'
                         WHEN name LIKE '%구' THEN '구청장'
                         WHEN name LIKE '%군' THEN '군수'
                         WHEN name LIKE '%학교' THEN '학교장'
                         WHEN name LIKE '%공단' THEN '이사장'
                         WHEN name LIKE '%공사' THEN '사장'
                         ELSE '기관장' END
 WHERE code = :code
RETURNING id;

-- name: released_demo_department_add
-- A department.
INSERT INTO department (no, institution_id, name) VALUES (:no, :institution, :name) RETURNING id;

-- name: released_demo_account_add
-- An invented person.
INSERT INTO account (no, email, name, phone, password_hash, state, is_demo, created_at)
VALUES (:no, :email, :name, '010-0000-0000', :hash, 'active', 1, :now) RETURNING id;

-- name: released_demo_account_factor
-- With an authenticator app.
UPDATE account SET totp_secret = :totp WHERE id = :account;

-- name: released_demo_membership_add
-- Where the person works.
INSERT INTO membership (no, account_id, institution_id, supplier_id, department_id, role, title,
                        first_day, granted_at)
VALUES (:no, :account, :institution, :supplier, :department, :role, :title, '2023-01-01', :now);

-- name: released_demo_approval_line_add
-- Who approves at an institution.
INSERT INTO approval_line (no, institution_id, step, account_id, from_won, first_day)
VALUES (:no, :institution, :step, :account, 0, '2023-01-01');

-- name: released_demo_look
-- Is there anything yet, of whomever, and did a loading break off?
SELECT CASE WHEN EXISTS (SELECT 1 FROM supplier) OR EXISTS (SELECT 1 FROM institution)
              OR EXISTS (SELECT 1 FROM account) THEN 1 ELSE 0 END AS has_parties,
       (SELECT COUNT(*) FROM site_fact WHERE key = 'demo_loading') AS half_count;
-- name: released_demo_product_add
-- An invented product.
INSERT INTO product (no, category_code, title, maker, model, origin, description, picture,
                     picture_alt, is_demo, created_at)
VALUES (:no, :category, :title, :maker, :model, :origin, :description, :picture, :title, 1, :now)
RETURNING id;

-- name: released_demo_offer_add
-- A firm's offer of it.
INSERT INTO offer (no, product_id, supplier_id, revision, price_won, vat, unit, quantity_min,
                   lead_days, own_production, state, is_demo, created_at)
VALUES (:no, :product, :supplier, 1, :price,
        (SELECT CASE WHEN c.vat = 'exempt' THEN 'exempt' ELSE 'taxable' END
           FROM category c WHERE c.code = :category),
        :unit, :quantity_min, :lead_days, :own, 'active', 1, :now)
RETURNING id;

-- name: released_demo_revision_add
-- Its first revision.
INSERT INTO offer_revision (offer_id, revision, price_won, unit, vat, lead_days, state, reason,
                            made_at)
SELECT o.id, o.revision, o.price_won, o.unit, o.vat, o.lead_days, o.state, '처음 등록', o.created_at
  FROM offer o
 WHERE o.id = :offer;

-- name: released_demo_search_change_add
-- The index reads it.
INSERT INTO search_change (offer_id) VALUES (:offer);

-- name: released_demo_value_add
-- What is known of a product.
INSERT INTO product_attribute (product_id, key, value) VALUES (:product, :key, :value);

-- name: released_demo_buyer_add
-- An institution has bought it. A stride of seven may come round to the same one.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
VALUES (:product, :institution, :contracts, :last_on)
ON CONFLICT (product_id, institution_id) DO NOTHING;
-- name: released_demo_supplier_add
-- An invented firm.
INSERT INTO supplier (no, name, business_no, representative, is_corporation, business_type,
                      business_item, district_code, address, phone, email, introduction, opened_on,
                      bank_name, bank_account, bank_holder, state, is_demo, created_at,
                      activated_at)
VALUES (:no, :name, :business_no, :representative, :is_corporation, :type, :item, :district,
        :address, '053-000-0000', '', :introduction, :opened_on, 'iM뱅크', '', :name,
        'active', 1, :now, :now)
RETURNING id;

-- name: released_demo_supplier_bank
-- Where it is paid.
UPDATE supplier SET bank_account = :account WHERE id = :supplier;

-- name: released_demo_districts
-- The districts of the city.
SELECT code, name FROM region WHERE level = 'sigungu' AND in_city = 1 ORDER BY code;

-- name: released_demo_certificate_add
-- A verified certificate of a firm.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until,
                         vulnerable_bp, state, checked_at, is_demo, created_at)
VALUES (:no, :supplier, :kind, :number, :issuer, :valid_from, :valid_until, :vulnerable_bp,
        'verified', :now, 1, :now);
-- name: released_demo_life_people
-- The people of one party with their roles, an officer's department first.
SELECT a.id AS account_id, a.name, m.role, m.department_id, COALESCE(i.name, f.name) AS organisation
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active' AND a.is_demo = 1
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 WHERE m.institution_id = :institution OR m.supplier_id = :supplier
 ORDER BY m.id;

-- name: released_demo_life_institutions
-- Those that have joined, in the order they did.
SELECT i.id FROM institution i
 WHERE i.is_demo = 1 AND i.state = 'active'
   AND EXISTS (SELECT 1 FROM membership m WHERE m.institution_id = i.id AND m.role = 'officer')
   AND EXISTS (SELECT 1 FROM approval_line l WHERE l.institution_id = i.id)
 ORDER BY i.id
 LIMIT :count;

-- name: released_demo_life_suppliers
-- Firms that sell, in the order they joined.
SELECT s.id FROM supplier s
 WHERE s.is_demo = 1 AND s.state = 'active'
   AND EXISTS (SELECT 1 FROM offer f WHERE f.supplier_id = s.id AND f.state = 'active')
   AND EXISTS (SELECT 1 FROM membership m WHERE m.supplier_id = s.id AND m.role = 'owner')
 ORDER BY s.id
 LIMIT :count;

-- name: released_demo_life_offers
-- What a firm sells.
SELECT f.no, f.price_won, f.quantity_min, c.object, s.no AS supplier_no
  FROM offer f
  JOIN product p ON p.id = f.product_id
  JOIN category c ON c.code = p.category_code
  JOIN supplier s ON s.id = f.supplier_id
 WHERE f.supplier_id = :supplier AND f.state = 'active' AND c.object IN ('goods', 'service')
   AND f.price_won BETWEEN 1000 AND 4000000
 ORDER BY f.id
 LIMIT 40;

-- name: released_demo_life_message_jobs
-- What was told in the past is not sent again.
UPDATE job SET state = 'done', finished_at = :now WHERE kind = 'notice.send' AND state = 'waiting';

-- name: released_demo_life_messages
-- Likewise.
UPDATE message SET state = 'accepted', dealer_id = 'demo', settled_at = :now
 WHERE state = 'intended';

-- name: released_demo_life_notices
-- Of the older notices most were read.
UPDATE notice SET read_at = created_at WHERE created_at < :before;
-- name: released_demo_applicant_add
-- An invented firm that applied.
INSERT INTO supplier (no, name, business_no, representative, is_corporation, business_type,
                      business_item, district_code, address, phone, email, opened_on,
                      license_file_id, state, is_demo, created_at)
VALUES (:no, :name, :business_no, :representative, :is_corporation, :type, :item, :district,
        :address, '053-000-0000', :email, :opened_on, :license, :state, 1, :at)
RETURNING id;

-- name: released_demo_institution_apply
-- A school of the set-up data that applied.
UPDATE institution
   SET state = 'applied', is_demo = 1, address = '대구광역시 (시범 주소)', phone = '053-000-0000',
       head_title = '학교장'
 WHERE id = (SELECT MIN(i.id) FROM institution i
              WHERE i.state = 'listed' AND i.kind = 'school_public')
RETURNING id;

-- name: released_demo_application_add
-- Who applied, with what.
INSERT INTO application (account_id, institution_id, supplier_id, department_name, file_id,
                         terms_version, applied_at)
VALUES (:account, :institution, :supplier, :department, :file, :terms, :at);

-- name: released_demo_review_add
-- What the operator said of it.
INSERT INTO review (supplier_id, decision, reason, account_id, decided_at)
VALUES (:supplier, :decision, :reason, :account, :at);

-- name: released_demo_paper_add
-- A certificate in any state.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until, file_id,
                         state, reason, checked_by, checked_at, is_demo, created_at)
VALUES (:no, :supplier, :kind, :number, '시범 발급기관', :valid_from, :valid_until, :file, :state,
        :reason, :checked_by, :checked_at, 1, :at);
-- name: released_past_offices
-- Institutions that have joined.
SELECT i.id, i.name, i.kind, i.regime, i.business_no, i.address, i.phone, i.head_title
  FROM institution i
 WHERE i.state = 'active'
 ORDER BY i.id;

-- name: released_past_departments
-- Their departments.
SELECT d.id, d.institution_id, d.name
  FROM department d
  JOIN institution i ON i.id = d.institution_id AND i.state = 'active'
 ORDER BY d.institution_id, d.id;

-- name: released_past_people
-- Who works where.
SELECT m.institution_id, m.supplier_id, m.department_id, m.role, m.account_id, a.name
  FROM membership m
  JOIN account a ON a.id = m.account_id
 ORDER BY m.id;

-- name: released_past_firms
-- Firms that sell.
SELECT s.id, s.no, s.name, s.business_no, s.representative, s.is_corporation, s.address, s.phone,
       s.business_type, s.business_item, s.district_code, s.bank_name, s.bank_account,
       s.bank_holder,
       (SELECT COUNT(*) FROM region g WHERE g.code = s.district_code AND g.in_city = 1) AS is_local
  FROM supplier s
 WHERE s.state = 'active' AND s.is_demo = 1
 ORDER BY s.id;

-- name: released_past_certificates
-- What firms are, the way a contract lists it.
SELECT c.supplier_id, c.kind, c.number, c.valid_from, c.valid_until, c.vulnerable_bp
  FROM certificate c
 WHERE c.state = 'verified'
 ORDER BY c.supplier_id, c.kind, c.id;

-- name: released_past_categories
-- Categories with the family that similar purchases are added up in.
SELECT c.code, COALESCE(c.parent_code, c.code) AS family, c.object FROM category c ORDER BY c.code;

-- name: released_past_offers
-- What is sold.
SELECT o.id, o.product_id, o.supplier_id, o.revision, p.category_code, p.title, o.unit, o.vat,
       o.price_won, o.quantity_min, o.lead_days, o.own_production
  FROM offer o
  JOIN product p ON p.id = o.product_id
 WHERE o.state = 'active'
 ORDER BY o.supplier_id, o.id;

-- name: released_past_purchase_add
-- A case that is paid.
INSERT INTO purchase (no, institution_id, department_id, supplier_id, officer_id, title, need,
                      budget_line, object, delivery_place, deliver_by, list_won, estimated_won,
                      price_won, supply_won, vat_won, path, state, choice_reason, content_hash,
                      requested_on, is_demo, created_at, moved_at, version)
VALUES (:no, :institution, :department, :supplier, :officer, :title, :need, :budget_line, :object,
        :delivery_place, :deliver_by, :list_won, :estimated_won, :price_won, :supply_won, :vat_won,
        :path, 'paid', :choice_reason, :content_hash, :requested_on, 1, :created_at, :moved_at, 12)
RETURNING id;

-- name: released_past_purchase_hash
-- Its content names its number and lines, so the hash comes after them.
UPDATE purchase SET content_hash = :content_hash WHERE id = :id;

-- name: released_past_line_add
-- A line of it, at the agreed price.
INSERT INTO purchase_line (purchase_id, seq, offer_id, offer_revision, product_id, category_code,
                           title, unit, vat, quantity, list_price_won, price_won)
VALUES (:purchase, :seq, :offer, :offer_revision, :product, :category_code, :title, :unit, :vat,
        :quantity, :list_price_won, :price_won)
RETURNING id;

-- name: released_past_request_add
-- The quote that was asked for, and chosen.
INSERT INTO quote_request (no, purchase_id, supplier_id, message, asked_at, closes_at, state, title,
                           object, delivery_place, deliver_by, version)
VALUES (:no, :purchase, :supplier, :message, :asked_at, :closes_at, 'chosen', :title, :object,
        :delivery_place, :deliver_by, 3)
RETURNING id;

-- name: released_past_request_line_add
-- A line of it.
INSERT INTO quote_request_line (quote_request_id, seq, purchase_line_id, title, unit, vat, quantity,
                                list_price_won)
VALUES (:request, :seq, :purchase_line, :title, :unit, :vat, :quantity, :list_price_won)
RETURNING id;

-- name: released_past_round_add
-- The approval of it.
INSERT INTO approval_round (purchase_id, round, content, content_hash, submitted_by, submitted_at,
                            state)
VALUES (:purchase, 1, :content, :content_hash, :account, :at, 'approved')
RETURNING id;

-- name: released_past_step_add
-- Its one step.
INSERT INTO approval_step (round_id, step, account_id, decided_by, state, opinion, split_confirmed,
                           decided_at)
VALUES (:round, 1, :account, :account, 'approved', '', :split_confirmed, :at);

-- name: released_past_contract_add
-- The contract, paid.
INSERT INTO contract (no, number, purchase_id, institution_id, supplier_id, kind, title, object,
                      price_won, supply_won, vat_won, estimated_won, security, security_won,
                      delay_ppm, delivery_place, contracted_on, starts_on, ends_on, ground, reason,
                      rule_ids, content, content_hash, state, is_demo, created_at, moved_at,
                      version)
VALUES (:no, :number, :purchase, :institution, :supplier, :kind, :title, :object, :price_won,
        :supply_won, :vat_won, :estimated_won, :security, :security_won, :delay_ppm,
        :delivery_place, :contracted_on, :contracted_on, :ends_on, :ground, :reason, :rule_ids,
        :content, :content_hash, 'paid', 1, :created_at, :moved_at, 7)
RETURNING id;

-- name: released_past_contract_line_add
-- A line of it.
INSERT INTO contract_line (contract_id, seq, purchase_line_id, product_id, category_code, title,
                           unit, quantity, price_won, amount_won)
VALUES (:contract, :seq, :purchase_line, :product, :category_code, :title, :unit, :quantity,
        :price_won, :amount_won)
RETURNING id;

-- name: released_past_delivery_add
-- The one delivery, accepted.
INSERT INTO delivery (no, contract_id, seq, delivered_on, place, remark, inspect_by,
                      inspect_article, state, account_id, noted_at, version)
VALUES (:no, :contract, 1, :delivered_on, :place, '', :inspect_by, :inspect_article, 'accepted',
        :account, :at, 2)
RETURNING id;

-- name: released_past_delivery_line_add
-- A line of it.
INSERT INTO delivery_line (delivery_id, contract_line_id, quantity)
VALUES (:delivery, :contract_line, :quantity)
RETURNING id;

-- name: released_past_inspection_add
-- Its inspection.
INSERT INTO inspection (no, delivery_id, inspector_id, arrived_on, inspected_on, method, result,
                        opinion, content, content_hash, confirmed_with, noted_at)
VALUES (:no, :delivery, :inspector, :arrived_on, :inspected_on, :method, 'accepted', :opinion,
        :content, :content_hash, 'code', :at)
RETURNING id;

-- name: released_past_inspection_line_add
-- All of a line passed.
INSERT INTO inspection_line (inspection_id, delivery_line_id, accepted, refused, reason)
VALUES (:inspection, :line, :quantity, 0, '');

-- name: released_past_claim_add
-- The claim, paid.
INSERT INTO claim (no, contract_id, seq, amount_won, delay_days, asked_days, excused_days,
                   excuse_reason, delay_won, cut_won, net_won, bank_name, bank_account, bank_holder,
                   claimed_on, pay_by, pay_article, state, account_id, claimed_at, version)
VALUES (:no, :contract, 1, :amount_won, :delay_days, 0, 0, '', :delay_won, :cut_won, :net_won,
        :bank_name, :bank_account, :bank_holder, :claimed_on, :pay_by, :pay_article, 'paid',
        :account, :at, 2)
RETURNING id;

-- name: released_past_proof_add
-- A proof of it, as the accountant left it.
INSERT INTO claim_proof (claim_id, kind, seq, label, state, reason, article, reference, issued_on,
                         valid_until, amount_won, supply_won, vat_won, by_inquiry, inquiry,
                         checked_by, checked_at)
VALUES (:claim, :kind, :seq, :label, :state, :reason, :article, :reference, :issued_on,
        :valid_until, :amount_won, :supply_won, :vat_won, :by_inquiry, :inquiry, :checked_by,
        :checked_at);

-- name: released_past_record_add
-- What it counts for.
INSERT INTO purchase_record (contract_id, institution_id, department_id, supplier_id, fiscal_year,
                             contracted_on, object, category_code, title, price_won, supply_won,
                             paid_won, district_code, channel, recorded_at)
VALUES (:contract, :institution, :department, :supplier, :year, :contracted_on, :object, :category,
        :title, :price, :supply, :paid, :district, 'platform', :at)
RETURNING id;

-- name: released_past_disclosure_add
-- Its line in public.
INSERT INTO disclosure (no, contract_id, institution_id, institution_name, department_name, title,
                        object, contracted_on, starts_on, ends_on, estimated_won, contract_won,
                        rate_bp, supplier_name, representative, address, district_code, ground,
                        reason, site, remarks, completed_on, paid_on, paid_won, keep_until, is_demo,
                        search_text, published_at)
VALUES (:no, :contract, :institution, :institution_name, :department_name, :title, :object,
        :contracted_on, :contracted_on, :ends_on, :estimated, :price, :rate, :supplier_name,
        :representative, :address, :district, :ground, :reason, :site, :remarks, :completed_on,
        :paid_on, :paid, :keep_until, 1, :search_text, :at)
RETURNING id;

-- name: released_past_number_set
-- How many contracts an institution has drawn in a year.
INSERT INTO contract_counter (institution_id, year, last_number)
VALUES (:institution, :year, :number);

-- name: released_past_words_gather @sqlite
-- How much of the words of the public list is gathered before it is written.
INSERT INTO disclosure_gram (disclosure_gram, rank) VALUES ('hashsize', :bytes);

-- name: released_past_sums
-- The records of a month, all of them.
INSERT INTO record_sum (institution_id, fiscal_year, month, object, tag, price_won, record_count)
SELECT r.institution_id, r.fiscal_year, CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT), r.object, '',
       CAST(SUM(r.price_won) AS BIGINT), COUNT(*)
  FROM purchase_record r
 GROUP BY r.institution_id, r.fiscal_year, CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT), r.object;

-- name: released_past_tag_sums
-- The same by what they count for.
INSERT INTO record_sum (institution_id, fiscal_year, month, object, tag, price_won, record_count)
SELECT r.institution_id, r.fiscal_year, CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT), r.object,
       t.tag, CAST(SUM(r.price_won) AS BIGINT), COUNT(*)
  FROM purchase_record r
  JOIN record_tag t ON t.record_id = r.id
 GROUP BY r.institution_id, r.fiscal_year, CAST(SUBSTR(r.contracted_on, 6, 2) AS BIGINT), r.object,
          t.tag;

-- name: released_past_district_sums
-- The same by the supplier's district.
INSERT INTO record_district_sum (institution_id, fiscal_year, district_code, price_won,
                                 record_count)
SELECT r.institution_id, r.fiscal_year, r.district_code, CAST(SUM(r.price_won) AS BIGINT), COUNT(*)
  FROM purchase_record r
 GROUP BY r.institution_id, r.fiscal_year, r.district_code;

-- name: released_past_year_sums
-- Of an institution's year.
INSERT INTO record_year_sum (fiscal_year, tag, institution_id, price_won, record_count)
SELECT fiscal_year, tag, institution_id, CAST(SUM(price_won) AS BIGINT),
       CAST(SUM(record_count) AS BIGINT)
  FROM record_sum
 GROUP BY fiscal_year, tag, institution_id;

-- name: released_past_city_sums
-- Of all institutions.
INSERT INTO record_city_sum (fiscal_year, part, month, object, tag, price_won, record_count)
SELECT fiscal_year, institution_id % 16, month, object, tag, CAST(SUM(price_won) AS BIGINT),
       CAST(SUM(record_count) AS BIGINT)
  FROM record_sum
 GROUP BY fiscal_year, institution_id % 16, month, object, tag;

-- name: released_past_disclosure_sums
-- What the public list comes to.
INSERT INTO disclosure_sum (month, part, district_code, row_count, price_won)
SELECT SUBSTR(contracted_on, 1, 7), institution_id % 16, district_code, COUNT(*),
       CAST(SUM(CASE WHEN voided_on IS NULL THEN contract_won ELSE 0 END) AS BIGINT)
  FROM disclosure
 GROUP BY SUBSTR(contracted_on, 1, 7), institution_id % 16, district_code;

-- name: released_past_buyers
-- Who bought what, once a contract.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
SELECT l.product_id, c.institution_id, COUNT(DISTINCT c.id), MAX(c.contracted_on)
  FROM contract c
  JOIN contract_line l ON l.contract_id = c.id
 WHERE c.contracted_on IS NOT NULL
 GROUP BY l.product_id, c.institution_id;
-- name: released_doctor_file
-- The engine's own opinion of its file.
SELECT integrity_check AS said FROM pragma_integrity_check(1) WHERE integrity_check <> 'ok';

-- name: released_doctor_file @postgres
-- PostgreSQL has no such question; its pages carry checksums.
SELECT '' AS said WHERE FALSE;

-- name: released_doctor_reference
-- The table that a row points to where nothing is; PostgreSQL cannot have one.
SELECT parent AS said FROM pragma_foreign_key_check LIMIT 1;

-- name: released_doctor_reference @postgres
-- None by construction.
SELECT '' AS said WHERE FALSE;

-- name: released_doctor_trigger
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
            UNION ALL SELECT 'support_read') t
     CROSS JOIN (SELECT '_stays' AS ending, 'UPDATE' AS deed
                 UNION ALL SELECT '_is_kept', 'DELETE') d)
SELECT COALESCE(due.name, there.name) AS said
  FROM due
  FULL JOIN (SELECT s.name, s.sql AS made FROM sqlite_master s WHERE s.type = 'trigger') there
    ON there.name = due.name AND there.made = due.made
 WHERE due.name IS NULL OR there.name IS NULL
 ORDER BY said
 LIMIT 1;

-- name: released_doctor_trigger @postgres
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
            UNION ALL SELECT 'support_read') t
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

-- name: released_doctor_tenant
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

-- name: released_doctor_offer
-- An offer that is not its newest revision.
SELECT '판매 조건 ' || CAST(o.no AS TEXT) AS said
  FROM offer o
  LEFT JOIN offer_revision r ON r.offer_id = o.id AND r.revision = o.revision
 WHERE r.offer_id IS NULL OR r.price_won <> o.price_won OR r.state <> o.state
    OR EXISTS (SELECT 1 FROM offer_revision n WHERE n.offer_id = o.id AND n.revision > o.revision)
 LIMIT 1;

-- name: released_doctor_decision
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

-- name: released_doctor_hands
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

-- name: released_doctor_money
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

-- name: released_doctor_chosen
-- A case whose price is not that of the quote that was chosen.
SELECT '구매 건 ' || CAST(p.no AS TEXT) AS said
  FROM purchase p
  JOIN quote_request r ON r.purchase_id = p.id AND r.state = 'chosen'
  JOIN quote q ON q.quote_request_id = r.id
       AND q.revision = (SELECT MAX(n.revision) FROM quote n WHERE n.quote_request_id = r.id)
 WHERE p.state NOT IN ('draft', 'cancelled')
   AND (p.price_won <> q.price_won OR p.supplier_id <> r.supplier_id)
 LIMIT 1;

-- name: released_doctor_round_hashes
-- The documents that were put to approval.
SELECT r.id, '구매 건 ' || CAST(p.no AS TEXT) || '의 ' || CAST(r.round AS TEXT) || '차 결재' AS said,
       r.content, r.content_hash
  FROM approval_round r
  JOIN purchase p ON p.id = r.purchase_id
 WHERE r.id > :after
 ORDER BY r.id
 LIMIT 100;

-- name: released_doctor_frozen
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

-- name: released_doctor_approved
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

-- name: released_doctor_contract_hashes
-- The documents that both sides sign.
SELECT c.id, '계약 ' || CAST(c.no AS TEXT) AS said, c.content, c.content_hash
  FROM contract c
 WHERE c.id > :after
 ORDER BY c.id
 LIMIT 100;

-- name: released_doctor_drawn
-- Contracts to be compared with their documents. Those that the store would not read are named by
-- doctor_money and doctor_signature.
SELECT c.id, c.institution_id
  FROM contract c
 WHERE c.id > :after AND c.price_won = c.supply_won + c.vat_won
   AND (c.state NOT IN ('offered', 'signed_supplier', 'void')) = (c.contracted_on IS NOT NULL)
 ORDER BY c.id
 LIMIT 100;

-- name: released_doctor_signature
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

-- name: released_doctor_pledge_hashes
-- What suppliers declared.
SELECT g.id, '계약 ' || CAST(c.no AS TEXT) || '의 서약' AS said, g.content, g.content_hash
  FROM contract_pledge g
  JOIN contract c ON c.id = g.contract_id
 WHERE g.id > :after
 ORDER BY g.id
 LIMIT 100;

-- name: released_doctor_inspection_hashes
-- What inspectors wrote.
SELECT i.id, '검사 ' || CAST(i.no AS TEXT) AS said, i.content, i.content_hash
  FROM inspection i
 WHERE i.id > :after
 ORDER BY i.id
 LIMIT 100;

-- name: released_doctor_delivered
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

-- name: released_doctor_paid
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

-- name: released_doctor_claims
-- Claims beside the hash that the chain of deeds keeps of what was claimed.
SELECT k.id, k.no, k.contract_id, k.amount_won, k.bank_name, k.bank_account, k.bank_holder,
       k.claimed_on, k.pay_by, e.after_hash
  FROM claim k
  JOIN audit_entry e ON e.after_hash <> ''
       AND e.id = (SELECT MAX(x.id) FROM audit_entry x
                    WHERE x.object = 'claim' AND x.object_id = k.id
                      AND x.act IN ('claim.claim', 'claim.reseal'))
 WHERE k.id > :after
 ORDER BY k.id
 LIMIT 100;

-- name: released_doctor_ledger
-- A posting whose debits and credits differ, or that has no lines.
SELECT p.kind || ' ' || CAST(p.object_id AS TEXT) AS said
  FROM ledger_posting p
  LEFT JOIN ledger_line l ON l.posting_id = p.id
 GROUP BY p.id, p.kind, p.object_id
HAVING COALESCE(SUM(l.debit_won), 0) <> COALESCE(SUM(l.credit_won), 0) OR COUNT(l.posting_id) = 0
 LIMIT 1;

-- name: released_doctor_record
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
                       r.price_won, 1 AS n
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

-- name: released_doctor_year_sum
-- A year's sum of an institution that is not the sum of its months.
SELECT i.name || ' ' || CAST(d.fiscal_year AS TEXT) || '년 ' || d.tag AS said
  FROM (SELECT x.institution_id, x.fiscal_year, x.tag
          FROM (SELECT s.institution_id, s.fiscal_year, s.tag, s.price_won, s.record_count AS n
                  FROM record_sum s
                UNION ALL
                SELECT y.institution_id, y.fiscal_year, y.tag, 0 - y.price_won, 0 - y.record_count
                  FROM record_year_sum y) x
         GROUP BY x.institution_id, x.fiscal_year, x.tag
        HAVING SUM(x.price_won) <> 0 OR SUM(x.n) <> 0) d
  JOIN institution i ON i.id = d.institution_id
 ORDER BY d.institution_id, d.fiscal_year, d.tag
 LIMIT 1;

-- name: released_doctor_city_sum
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

-- name: released_doctor_district
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

-- name: released_doctor_counted
-- A record of another amount, day or firm than its contract.
SELECT '계약 ' || CAST(c.no AS TEXT) || '의 실적' AS said
  FROM purchase_record r
  JOIN contract c ON c.id = r.contract_id
 WHERE r.price_won <> c.price_won OR r.contracted_on <> c.contracted_on
    OR r.supplier_id <> c.supplier_id
 LIMIT 1;

-- name: released_doctor_training
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

-- name: released_doctor_disclosure
-- A public line with another amount, or of another firm, than the contract.
SELECT '공개 ' || CAST(x.no AS TEXT) AS said
  FROM disclosure x
  JOIN contract c ON c.id = x.contract_id
 WHERE x.contract_won <> c.price_won OR c.state IN ('offered', 'signed_supplier')
    OR x.contracted_on <> c.contracted_on
 LIMIT 1;

-- name: released_doctor_published
-- What is public of contracts, in the words that were judged before.
SELECT id, '공개 ' || CAST(no AS TEXT) AS said, title, estimated_won, contract_won, supplier_name,
       ground, reason, site, remarks
  FROM disclosure
 WHERE id > :after
 ORDER BY id
 LIMIT 100;

-- name: released_doctor_disclosure_sum
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

-- name: released_doctor_waits
-- A case under way that nobody is asked for: it would lie for ever. What was handed over waits for
-- its result.
SELECT '구매 건 ' || CAST(p.no AS TEXT) || '의 단계 ' || p.state AS said
  FROM purchase p
 WHERE p.state NOT IN ('paid', 'cancelled')
   AND NOT EXISTS (SELECT 1 FROM todo t WHERE t.purchase_id = p.id AND t.closed_at IS NULL)
   AND NOT (p.state = 'handed_over'
            AND EXISTS (SELECT 1 FROM handover_result r WHERE r.purchase_id = p.id))
 LIMIT 1;

-- name: released_doctor_task
-- A task of a case that is over: what was handed over waits for its result.
SELECT '구매 건 ' || CAST(p.no AS TEXT) || '의 할 일 ' || t.kind AS said
  FROM todo t
  JOIN purchase p ON p.id = t.purchase_id
 WHERE t.closed_at IS NULL AND p.state IN ('paid', 'cancelled')
 LIMIT 1;
-- name: released_sweep_form_keys
-- Answers kept against a second click.
DELETE FROM form_key
 WHERE key IN (SELECT k.key FROM form_key k WHERE k.created_at < :before
                ORDER BY k.created_at LIMIT :count);

-- name: released_sweep_sessions
-- Sessions that ended, or were left to end by themselves.
DELETE FROM session
 WHERE id IN (SELECT s.id FROM session s WHERE COALESCE(s.ended_at, s.used_at) < :before
               ORDER BY s.id LIMIT :count);

-- name: released_sweep_recovery_codes
-- Codes that were used or ran out.
DELETE FROM recovery_code
 WHERE id IN (SELECT c.id FROM recovery_code c WHERE COALESCE(c.used_at, c.expires_at) < :before
               ORDER BY c.id LIMIT :count);

-- name: released_sweep_jobs
-- Jobs that were done. Dead letters stay.
DELETE FROM job
 WHERE id IN (SELECT j.id FROM job j WHERE j.state = 'done' AND j.finished_at < :before
               ORDER BY j.id LIMIT :count);

-- name: released_sweep_seals_again
-- A seal that came to nothing, once more: that of the hour when it runs, or nothing where there is one.
UPDATE job SET state = 'waiting', attempt = 0, not_before = :now
 WHERE state = 'dead' AND kind = 'audit.seal';

-- name: released_sweep_file_days
-- How much was handed in on days that are over.
DELETE FROM file_day
 WHERE (party, began_at) IN (SELECT d.party, d.began_at FROM file_day d WHERE d.began_at < :before
                              ORDER BY d.began_at, d.party LIMIT :count);

-- name: released_sweep_check_lanes
-- The chains of old verifications; what was found in all of them stays.
DELETE FROM audit_check_lane
 WHERE (check_id, lane) IN (SELECT l.check_id, l.lane
                              FROM audit_check_lane l
                              JOIN audit_check c ON c.id = l.check_id
                             WHERE c.checked_at < :before
                             ORDER BY l.check_id, l.lane
                             LIMIT :count);

-- name: released_sweep_passwords
-- Hashes of passwords people had before, beyond those that an institution of theirs asks for today:
-- its rule, or their role there, ended.
DELETE FROM account_password_old
 WHERE id IN (SELECT o.id
                FROM account_password_old o
               WHERE 1 + (SELECT COUNT(*) FROM account_password_old n
                           WHERE n.account_id = o.account_id AND n.id > o.id)
                     >= (SELECT COALESCE(MAX(p.value_count), 0)
                           FROM membership m
                           JOIN institution_policy p ON p.institution_id = m.institution_id
                                AND p.kind = 'password_last' AND p.first_day <= :today
                                AND (p.last_day IS NULL OR p.last_day >= :today)
                           LEFT JOIN institution_policy_end e ON e.policy_id = p.id
                          WHERE m.account_id = o.account_id AND m.first_day <= :today
                            AND (m.last_day IS NULL OR m.last_day >= :today)
                            AND (e.last_day IS NULL OR e.last_day >= :today))
               ORDER BY o.id
               LIMIT :count);

-- name: released_sweep_tries
-- Wrong tries to get in, of whatever was left alone for long.
DELETE FROM login_try
 WHERE mark IN (SELECT t.mark FROM login_try t WHERE t.failed_until < :before
                 ORDER BY t.failed_until LIMIT :count);

-- name: released_sweep_buckets
-- Networks that were quiet for long.
DELETE FROM login_bucket
 WHERE address IN (SELECT b.address FROM login_bucket b WHERE b.started_at < :before
                    ORDER BY b.started_at LIMIT :count);
-- name: released_privacy_list
-- Records of a span of time, the newest first, before a key; of one viewer, of one person seen.
SELECT e.id, e.no, e.at, COALESCE(a.name, '') AS name, COALESCE(a.no, 0) AS account_no,
       COALESCE(e.account_id, 0) AS account_id, e.role, e.address, e.act, e.reason, e.subject_count
  FROM access_entry e
  LEFT JOIN account a ON a.id = e.account_id
 WHERE e.at >= :from_at AND e.at < :to_at AND (e.at, e.id) < (:key_at, :key_n)
   AND (CAST(:account AS BIGINT) IS NULL OR e.account_id = :account)
   AND (CAST(:kind AS TEXT) IS NULL
        OR EXISTS (SELECT 1 FROM access_subject s
                    WHERE s.access_id = e.id AND s.kind = :kind AND s.subject_id = :subject))
 ORDER BY e.at DESC, e.id DESC
 LIMIT :count;

-- name: released_privacy_top
-- Who saw the most in a span of time, and what all saw together.
SELECT a.id, a.name, a.no, CAST(COUNT(*) AS BIGINT) AS entry_count,
       CAST(SUM(e.subject_count) AS BIGINT) AS person_count,
       CAST(SUM(COUNT(*)) OVER () AS BIGINT) AS all_entries,
       CAST(SUM(SUM(e.subject_count)) OVER () AS BIGINT) AS all_persons
  FROM access_entry e
  JOIN account a ON a.id = e.account_id
 WHERE e.at >= :from_at AND e.at < :to_at
 GROUP BY a.id, a.name, a.no
 ORDER BY person_count DESC, a.id
 LIMIT :count;

-- name: released_privacy_alarms
-- Who was shown more than is usual, or no more, in a span of time, the newest first.
SELECT a.id, a.name, a.no, l.day, l.kind, l.person_count
  FROM access_alarm l
  JOIN account a ON a.id = l.account_id
 WHERE l.raised_at >= :from_at AND l.raised_at < :to_at
 ORDER BY l.raised_at DESC, a.id, l.kind
 LIMIT :count;

-- name: released_privacy_subject_find
-- A person by log-in name or number, or a firm by its number or business number.
SELECT s.kind, s.id
  FROM (SELECT 'account' AS kind, a.id FROM account a WHERE a.email = :text OR a.no = :no
        UNION ALL
        SELECT 'supplier' AS kind, f.id FROM supplier f
         WHERE f.business_no = :digits OR f.no = :no) s
 ORDER BY s.kind
 LIMIT 1;

-- name: released_privacy_entry_find
-- One record.
SELECT e.id, e.no, e.at, COALESCE(a.name, '') AS name, COALESCE(a.no, 0) AS account_no,
       COALESCE(e.account_id, 0) AS account_id, e.role, e.address, e.act, e.reason, e.subject_count
  FROM access_entry e
  LEFT JOIN account a ON a.id = e.account_id
 WHERE e.no = :no;

-- name: released_privacy_subjects
-- Whose data a record is about.
SELECT s.kind, s.subject_id, COALESCE(a.name, f.name, '') AS name, COALESCE(a.no, f.no, 0) AS no
  FROM access_subject s
  LEFT JOIN account a ON s.kind = 'account' AND a.id = s.subject_id
  LEFT JOIN supplier f ON s.kind = 'supplier' AND f.id = s.subject_id
 WHERE s.access_id = :id
 ORDER BY s.kind, s.subject_id
 LIMIT :count;

-- name: released_privacy_review_find
-- How a month was reviewed, the last word.
SELECT l.at, l.reason, COALESCE(a.name, '') AS name
  FROM audit_entry l
  LEFT JOIN account a ON a.id = l.account_id
 WHERE l.object = 'access_month' AND l.object_id = :month AND l.act = 'access.review'
 ORDER BY l.id DESC
 LIMIT 1;
-- name: released_secret_bind_done
-- Was it done?
SELECT done_at FROM secret_step WHERE name = 'bound';

-- name: released_secret_bind_note
-- It is done.
INSERT INTO secret_step (name, done_at) VALUES ('bound', :now) ON CONFLICT (name) DO NOTHING;
-- name: released_secret_column_accounts
-- Secrets of authenticator apps.
SELECT id, id AS row_id, '계정 ' || CAST(id AS TEXT) || '의 인증 앱' AS said,
       totp_secret AS sealed
  FROM account
 WHERE id > :after AND totp_secret IS NOT NULL
 ORDER BY id
 LIMIT 100;

-- name: released_secret_column_account_save
-- One of them.
UPDATE account SET totp_secret = :sealed WHERE id = :id;

-- name: released_secret_column_suppliers
-- Accounts that money goes to.
SELECT id, id AS row_id, '기업 ' || CAST(no AS TEXT) || '의 계좌' AS said,
       bank_account AS sealed
  FROM supplier
 WHERE id > :after AND bank_account <> ''
 ORDER BY id
 LIMIT 100;

-- name: released_secret_column_supplier_save
-- One of them.
UPDATE supplier SET bank_account = :sealed WHERE id = :id;

-- name: released_secret_column_claims
-- Accounts of claims. One whose hash is in the chain of deeds was sealed for its row from the
-- beginning.
SELECT id, no AS row_id, '청구 ' || CAST(no AS TEXT) || '의 계좌' AS said,
       bank_account AS sealed
  FROM claim
 WHERE id > :after AND bank_account <> ''
 ORDER BY id
 LIMIT 100;

-- name: released_secret_column_claim_save
-- One of them.
UPDATE claim SET bank_account = :sealed WHERE id = :id;

-- name: released_secret_column_drafts
-- Accounts that were typed for a claim, by the number of the contract.
SELECT d.contract_id AS id, c.no AS row_id,
       '계약 ' || CAST(c.no AS TEXT) || '의 적어 둔 청구 계좌' AS said, d.bank_account AS sealed
  FROM claim_draft d
  JOIN contract c ON c.id = d.contract_id
 WHERE d.contract_id > :after AND d.bank_account <> ''
 ORDER BY d.contract_id
 LIMIT 100;

-- name: released_secret_column_draft_save
-- One of them.
UPDATE claim_draft SET bank_account = :sealed WHERE contract_id = :id;
-- name: released_secret_renew_note
-- The last time anything was sealed anew under this key.
INSERT INTO secret_step (name, done_at) VALUES (:name, :now)
ON CONFLICT (name) DO UPDATE SET done_at = excluded.done_at WHERE :moved = 1;

-- name: released_secret_renew_done
-- When was it?
SELECT done_at FROM secret_step WHERE name = :name;
-- name: released_catalog_buyer_add
-- Bought once more.
INSERT INTO product_buyer (product_id, institution_id, contract_count, last_on)
VALUES (:product, :institution, 1, :on)
ON CONFLICT (product_id, institution_id)
DO UPDATE SET contract_count = product_buyer.contract_count + 1, last_on = excluded.last_on;

-- name: released_catalog_buyer_change
-- All its offers show the number of buyers.
INSERT INTO search_change (offer_id)
SELECT o.id FROM offer o WHERE o.product_id = :product ORDER BY o.id;
-- name: released_region_set
-- A region, new or brought up to date.
INSERT INTO region (code, level, name, full_name, parent_code, in_city)
VALUES (:code, :level, :name, :full_name, :parent, :in_city)
ON CONFLICT (code) DO UPDATE SET level = excluded.level, name = excluded.name,
    full_name = excluded.full_name, parent_code = excluded.parent_code,
    in_city = excluded.in_city;

-- name: released_category_set
-- A category, new or brought up to date.
INSERT INTO category (code, parent_code, level, position, name, object, class_no, detail_no,
                      detail_name, vat, unit, is_green, direct_production)
VALUES (:code, :parent, :level, :position, :name, :object, :class_no, :detail_no, :detail_name,
        :vat, :unit, :is_green, :direct_production)
ON CONFLICT (code) DO UPDATE SET parent_code = excluded.parent_code, level = excluded.level,
    position = excluded.position, name = excluded.name, object = excluded.object,
    class_no = excluded.class_no, detail_no = excluded.detail_no,
    detail_name = excluded.detail_name, vat = excluded.vat, unit = excluded.unit,
    is_green = excluded.is_green, direct_production = excluded.direct_production;

-- name: released_attribute_set
-- An attribute of a category's template, new or brought up to date.
INSERT INTO attribute (category_code, key, position, name, kind, unit, words, is_required,
                       is_comparable)
VALUES (:category, :key, :position, :name, :kind, :unit, :words, :is_required, :is_comparable)
ON CONFLICT (category_code, key) DO UPDATE SET position = excluded.position,
    name = excluded.name, kind = excluded.kind, unit = excluded.unit, words = excluded.words,
    is_required = excluded.is_required, is_comparable = excluded.is_comparable;

-- name: released_synonym_set
-- A synonym, new or brought up to date.
INSERT INTO synonym (term, canonical, relation) VALUES (:term, :canonical, :relation)
ON CONFLICT (term) DO UPDATE SET canonical = excluded.canonical, relation = excluded.relation;
-- name: released_product_find
-- One product by its public number, with the categories above it and what was bought of it.
SELECT p.id, p.no, p.title, p.maker, p.model, p.origin, p.description, p.picture, p.picture_alt,
       c.code AS category_code, c.name AS category_name, c.object, c.detail_no, c.is_green,
       COALESCE(m.code, '') AS middle_code, COALESCE(m.name, '') AS middle_name,
       COALESCE(t.code, '') AS top_code, COALESCE(t.name, '') AS top_name,
       (SELECT COUNT(*) FROM product_buyer b WHERE b.product_id = p.id) AS buyer_count,
       (SELECT CAST(COALESCE(SUM(b.contract_count), 0) AS BIGINT) FROM product_buyer b
         WHERE b.product_id = p.id) AS contract_count
  FROM product p
  JOIN category c ON c.code = p.category_code
  LEFT JOIN category m ON m.code = c.parent_code
  LEFT JOIN category t ON t.code = m.parent_code
 WHERE p.no = :no;

-- name: released_product_offers
-- Who offers it, the cheapest first.
SELECT o.id, o.no, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       s.id AS supplier_id, s.no AS supplier_no, s.name AS supplier_name, s.representative,
       s.business_no, s.district_code, r.name AS district, s.address, s.phone, s.introduction
  FROM offer o
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
  LEFT JOIN region r ON r.code = s.district_code
 WHERE o.product_id = :product AND o.state = 'active'
 ORDER BY o.price_won, o.id
 LIMIT 24;

-- name: released_product_certificates
-- The certificates in force of all who offer it, each of whom does so once. From the offers on, and
-- not by the index of states: SQLite would walk over every certificate there is.
SELECT k.supplier_id, k.kind, k.number, k.issuer, k.valid_from, k.valid_until,
       COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp
  FROM offer o
 CROSS JOIN certificate k
 WHERE o.product_id = :product AND o.state = 'active' AND k.supplier_id = o.supplier_id
   AND k.state || '' = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
 ORDER BY k.supplier_id, k.id
 LIMIT 500;

-- name: released_product_values
-- What is known of it, in the order of its category's template.
SELECT a.name, a.kind, v.value, a.unit
  FROM product_attribute v
  JOIN product p ON p.id = v.product_id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE v.product_id = :product
 ORDER BY a.position
 LIMIT 64;

-- name: released_product_buyers
-- Who bought it, the most faithful first.
SELECT i.name, b.contract_count, b.last_on
  FROM product_buyer b
  JOIN institution i ON i.id = b.institution_id
 WHERE b.product_id = :product
 ORDER BY b.contract_count DESC, b.last_on DESC, i.id
 LIMIT 5;

-- name: released_institution_regime
-- Whose law binds the institution one acts for.
SELECT regime FROM institution WHERE id = :institution;
-- name: released_company_list
-- A page of suppliers by name, each with its certificates in force: a row a certificate, or one
-- row without. 25 suppliers: one more than a page holds.
SELECT s.id, s.no, s.name, s.business_item, s.district, s.introduction, s.opened_on,
       (SELECT COUNT(*) FROM offer o
         WHERE o.supplier_id = s.id AND o.state = 'active') AS offer_count,
       k.kind
  FROM (SELECT f.id, f.no, f.name, f.business_item, f.introduction, f.opened_on,
               COALESCE(r.name, '') AS district
          FROM supplier f
          LEFT JOIN region r ON r.code = f.district_code
         WHERE f.state = 'active'
           AND (CAST(:like AS TEXT) IS NULL OR f.name LIKE :like ESCAPE '!'
                OR f.business_item LIKE :like ESCAPE '!')
           AND (CAST(:district AS TEXT) IS NULL OR f.district_code = :district)
           AND (CAST(:kind AS TEXT) IS NULL OR EXISTS (
                SELECT 1 FROM certificate c
                 WHERE c.supplier_id = f.id AND c.kind = :kind AND c.state = 'verified'
                   AND c.valid_from <= :today
                   AND (c.valid_until IS NULL OR c.valid_until >= :today)))
           AND (CAST(:after AS BIGINT) IS NULL OR (f.name, f.id) >
                (SELECT a.name, a.id FROM supplier a WHERE a.no = :after))
         ORDER BY f.name, f.id
         LIMIT 25) s
  LEFT JOIN certificate k ON k.supplier_id = s.id AND k.state = 'verified'
       AND k.valid_from <= :today AND (k.valid_until IS NULL OR k.valid_until >= :today)
 ORDER BY s.name, s.id, k.id;

-- name: released_company_list_before
-- The page before a supplier: the 25 nearest to it, in the order of names.
SELECT s.id, s.no, s.name, s.business_item, s.district, s.introduction, s.opened_on,
       (SELECT COUNT(*) FROM offer o
         WHERE o.supplier_id = s.id AND o.state = 'active') AS offer_count,
       k.kind
  FROM (SELECT f.id, f.no, f.name, f.business_item, f.introduction, f.opened_on,
               COALESCE(r.name, '') AS district
          FROM supplier f
          LEFT JOIN region r ON r.code = f.district_code
         WHERE f.state = 'active'
           AND (CAST(:like AS TEXT) IS NULL OR f.name LIKE :like ESCAPE '!'
                OR f.business_item LIKE :like ESCAPE '!')
           AND (CAST(:district AS TEXT) IS NULL OR f.district_code = :district)
           AND (CAST(:kind AS TEXT) IS NULL OR EXISTS (
                SELECT 1 FROM certificate c
                 WHERE c.supplier_id = f.id AND c.kind = :kind AND c.state = 'verified'
                   AND c.valid_from <= :today
                   AND (c.valid_until IS NULL OR c.valid_until >= :today)))
           AND (f.name, f.id) < (SELECT a.name, a.id FROM supplier a WHERE a.no = :before)
         ORDER BY f.name DESC, f.id DESC
         LIMIT 25) s
  LEFT JOIN certificate k ON k.supplier_id = s.id AND k.state = 'verified'
       AND k.valid_from <= :today AND (k.valid_until IS NULL OR k.valid_until >= :today)
 ORDER BY s.name, s.id, k.id;

-- name: released_company_count
-- How many there are with these filters.
SELECT COUNT(*) AS total
  FROM supplier f
 WHERE f.state = 'active'
   AND (CAST(:like AS TEXT) IS NULL OR f.name LIKE :like ESCAPE '!'
        OR f.business_item LIKE :like ESCAPE '!')
   AND (CAST(:district AS TEXT) IS NULL OR f.district_code = :district)
   AND (CAST(:kind AS TEXT) IS NULL OR EXISTS (
        SELECT 1 FROM certificate c
         WHERE c.supplier_id = f.id AND c.kind = :kind AND c.state = 'verified'
           AND c.valid_from <= :today AND (c.valid_until IS NULL OR c.valid_until >= :today)));

-- name: released_company_districts
-- Where suppliers are.
SELECT r.code, r.name
  FROM region r
 WHERE r.level = 'sigungu' AND r.in_city = 1
 ORDER BY r.code;

-- name: released_company_find
-- One supplier by its public number.
SELECT s.id, s.no, s.name, s.business_no, s.representative, s.is_corporation, s.business_type,
       s.business_item, COALESCE(r.name, '') AS district, s.address, s.phone, s.introduction,
       s.opened_on, s.sanctioned_until,
       (SELECT COUNT(*) FROM offer o
         WHERE o.supplier_id = s.id AND o.state = 'active') AS offer_count
  FROM supplier s
  LEFT JOIN region r ON r.code = s.district_code
 WHERE s.no = :no AND s.state = 'active';

-- name: released_company_certificates
-- Its certificates that hold on a day.
SELECT supplier_id, kind, number, issuer, valid_from, valid_until,
       COALESCE(vulnerable_bp, -1) AS vulnerable_bp
  FROM certificate
 WHERE supplier_id = :supplier AND state = 'verified' AND valid_from <= :today
   AND (valid_until IS NULL OR valid_until >= :today)
 ORDER BY id
 LIMIT 50;

-- name: released_company_offers
-- What it offers, the newest first, from an offer on: one more than a page holds.
SELECT o.id, o.no, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, p.no AS product_no,
       p.title, p.picture, c.name AS category_name
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN category c ON c.code = p.category_code
 WHERE o.supplier_id = :supplier AND o.state = 'active'
   AND (CAST(:after AS BIGINT) IS NULL OR o.id < (SELECT a.id FROM offer a WHERE a.no = :after))
 ORDER BY o.id DESC
 LIMIT 25;
-- name: released_compare_offers
-- The offers that are for sale.
SELECT o.no, o.price_won, o.vat, o.unit, o.quantity_min, o.lead_days, o.own_production,
       p.id AS product_id, p.no AS product_no, p.title, p.maker, p.origin, p.picture,
       c.code AS category_code, c.name AS category_name, c.object,
       s.id AS supplier_id, s.no AS supplier_no, s.name AS supplier_name,
       COALESCE(r.name, '') AS district,
       (SELECT COUNT(*) FROM product_buyer b WHERE b.product_id = p.id) AS buyer_count
  FROM offer o
  JOIN product p ON p.id = o.product_id
  JOIN category c ON c.code = p.category_code
  JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
  LEFT JOIN region r ON r.code = s.district_code
 WHERE o.no IN (:a, :b, :c, :d, :e) AND o.state = 'active'
 LIMIT 5;

-- name: released_compare_certificates
-- The certificates in force of who offers them. From those on, and not by the index of states:
-- SQLite would walk over every certificate there is.
SELECT k.supplier_id, k.kind, k.number, k.issuer, k.valid_from, k.valid_until,
       COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp
  FROM (SELECT DISTINCT o.supplier_id FROM offer o WHERE o.no IN (:a, :b, :c, :d, :e)) f
 CROSS JOIN certificate k
 WHERE k.supplier_id = f.supplier_id AND k.state || '' = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
 ORDER BY k.supplier_id, k.id
 LIMIT 250;

-- name: released_compare_values
-- What can be compared of the products, in the order of their templates.
SELECT v.product_id, a.name, a.kind, a.unit, v.value
  FROM product_attribute v
  JOIN product p ON p.id = v.product_id
  JOIN attribute a ON a.category_code = p.category_code AND a.key = v.key
 WHERE a.is_comparable = 1
   AND v.product_id IN (SELECT o.product_id FROM offer o WHERE o.no IN (:a, :b, :c, :d, :e))
 ORDER BY a.position, v.product_id
 LIMIT 200;
-- name: released_certificate_add
-- A certificate is handed in.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until,
                         vulnerable_bp, file_id, state, created_at)
VALUES (:no, :supplier, :kind, :number, :issuer, :valid_from, :valid_until, :vulnerable_bp, :file,
        'unchecked', :now)
RETURNING id;

-- name: released_certificate_is_known
-- Has the firm this number of this kind waiting or verified?
SELECT COUNT(*) AS count
  FROM certificate
 WHERE supplier_id = :supplier AND kind = :kind AND number = :number
   AND state IN ('unchecked', 'verified');

-- name: released_certificate_list_own
-- All of a firm: those that count or wait first, the one that ends next on top; then the rest.
SELECT c.id, c.no, c.supplier_id, s.no AS supplier_no, s.name AS supplier_name, s.business_no,
       c.kind, c.number, c.issuer, c.valid_from, c.valid_until, c.vulnerable_bp, c.file_id,
       COALESCE(f.name, '') AS file_name, c.state, c.reason, c.created_at, c.checked_at, c.version
  FROM certificate c
  JOIN supplier s ON s.id = c.supplier_id
  LEFT JOIN file f ON f.id = c.file_id
 WHERE c.supplier_id = :supplier
 ORDER BY CASE WHEN c.state IN ('unchecked', 'verified')
                AND (c.valid_until IS NULL OR c.valid_until >= :today) THEN 0 ELSE 1 END,
          CASE WHEN c.valid_until IS NULL THEN 1 ELSE 0 END, c.valid_until, c.id
 LIMIT 100;

-- name: released_certificate_find
-- One certificate: of the firm that owns it, or (no firm given) for the operator.
SELECT c.id, c.no, c.supplier_id, s.no AS supplier_no, s.name AS supplier_name, s.business_no,
       c.kind, c.number, c.issuer, c.valid_from, c.valid_until, c.vulnerable_bp, c.file_id,
       COALESCE(f.name, '') AS file_name, c.state, c.reason, c.created_at, c.checked_at, c.version
  FROM certificate c
  JOIN supplier s ON s.id = c.supplier_id
  LEFT JOIN file f ON f.id = c.file_id
 WHERE c.no = :no AND (CAST(:supplier AS BIGINT) IS NULL OR c.supplier_id = :supplier);

-- name: released_certificate_set_state
-- It moves; who checked it and when stays with it.
UPDATE certificate
   SET state = :state, reason = :reason, version = version + 1,
       checked_by = CASE WHEN CAST(:checked_by AS BIGINT) IS NULL THEN checked_by
                         ELSE :checked_by END,
       checked_at = CASE WHEN CAST(:checked_by AS BIGINT) IS NULL THEN checked_at ELSE :now END
 WHERE id = :id AND version = :version;

-- name: released_certificate_list
-- The operator's list: those that wait first, the oldest of them first; the others from the newest.
SELECT x.id, x.no, x.supplier_id, x.supplier_no, x.supplier_name, x.business_no, x.kind, x.number,
       x.issuer, x.valid_from, x.valid_until, x.vulnerable_bp, x.file_id, '' AS file_name, x.state,
       x.reason, x.created_at, x.checked_at, x.version
  FROM (SELECT c.id, c.no, c.supplier_id, s.no AS supplier_no, s.name AS supplier_name,
               s.business_no, c.kind, c.number, c.issuer, c.valid_from, c.valid_until,
               c.vulnerable_bp, c.file_id, c.state, c.reason, c.created_at, c.checked_at, c.version,
               CASE WHEN c.state = 'unchecked' THEN 0 ELSE 1 END AS turn,
               CASE WHEN c.state = 'unchecked' THEN c.created_at ELSE -c.created_at END AS place,
               CASE WHEN c.state = 'unchecked' THEN c.id ELSE -c.id END AS twin
          FROM certificate c
          JOIN supplier s ON s.id = c.supplier_id
         WHERE (CAST(:state AS TEXT) IS NULL OR c.state = :state)
           AND (CAST(:name AS TEXT) IS NULL OR s.name LIKE :name ESCAPE '!'
                OR c.number LIKE :name ESCAPE '!')) x
 WHERE CAST(:after AS BIGINT) IS NULL
    OR (x.turn, x.place, x.twin) > (SELECT CASE WHEN b.state = 'unchecked' THEN 0 ELSE 1 END,
                                   CASE WHEN b.state = 'unchecked' THEN b.created_at ELSE -b.created_at END,
                                          CASE WHEN b.state = 'unchecked' THEN b.id ELSE -b.id END
                              FROM certificate b WHERE b.no = :after)
 ORDER BY x.turn, x.place, x.twin
 LIMIT :count;

-- name: released_certificate_counts
-- How many of those looked for stand where.
SELECT c.state, COUNT(*) AS count
  FROM certificate c
  JOIN supplier s ON s.id = c.supplier_id
 WHERE CAST(:name AS TEXT) IS NULL OR s.name LIKE :name ESCAPE '!'
    OR c.number LIKE :name ESCAPE '!'
 GROUP BY c.state
 ORDER BY c.state;
-- name: released_claim_find
-- One claim of this institution or supplier by its public number, or the newest of a contract: one
-- row for each proof, at least one.
SELECT c.id, c.no, c.seq, c.contract_id, k.no AS contract_no, k.number, k.title, k.object,
       i.regime, k.price_won, k.contracted_on, k.ends_on, k.delay_ppm, k.is_training,
       k.purchase_id, k.institution_id, i.name AS institution_name, i.head_title, k.supplier_id,
       s.name AS supplier_name, s.representative, s.business_no, s.address,
       s.bank_account AS profile_account, c.amount_won,
       c.delay_days, c.asked_days, c.excused_days, c.excuse_reason, c.excuse_opinion,
       COALESCE(x.name, '') AS excused_by, c.excused_at, c.delay_won, c.cut_won, c.net_won,
       c.bank_name, c.bank_account, c.bank_holder, c.claimed_on, c.pay_by, c.pay_article, c.state,
       c.return_reason, c.returned_on, a.name AS claimed_by, c.claimed_at, c.version,
       COALESCE((SELECT e.after_hash FROM audit_entry e
                  WHERE e.object = 'claim' AND e.object_id = c.id
                    AND e.act IN ('claim.claim', 'claim.reseal')
                  ORDER BY e.id DESC LIMIT 1), '') AS claimed_hash,
       p.kind, p.label, p.state AS proof_state, p.article, p.reason, p.reference, p.issued_on,
       p.valid_until, p.supply_won, p.vat_won, p.by_inquiry, p.inquiry, p.file_id,
       COALESCE(f.name, '') AS file_name, COALESCE(h.name, '') AS checked_by, p.checked_at
  FROM claim c
  JOIN contract k ON k.id = c.contract_id
  JOIN institution i ON i.id = k.institution_id
  JOIN supplier s ON s.id = k.supplier_id
  JOIN account a ON a.id = c.account_id
  LEFT JOIN account x ON x.id = c.excused_by
  LEFT JOIN claim_proof p ON p.claim_id = c.id
  LEFT JOIN file f ON f.id = p.file_id
  LEFT JOIN account h ON h.id = p.checked_by
 WHERE c.no = :no AND (k.institution_id = :institution OR k.supplier_id = :supplier)
 ORDER BY p.seq NULLS LAST
 LIMIT 16;

-- name: released_claim_no_of
-- The public number of a claim's row, for the machine.
SELECT c.no, k.institution_id FROM claim c JOIN contract k ON k.id = c.contract_id WHERE c.id = :id;

-- name: released_claim_basis
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

-- name: released_claim_turn_list
-- The claims of a contract, the first one first.
SELECT claimed_on, returned_on FROM claim WHERE contract_id = :contract ORDER BY seq LIMIT 51;

-- name: released_claim_invoice_used
-- Another contract of the firm on whose claim this number of an invoice stands.
SELECT k.id
  FROM claim_proof p
  JOIN claim c ON c.id = p.claim_id
  JOIN contract k ON k.id = c.contract_id
 WHERE p.reference = :reference AND p.kind IN ('tax_invoice', 'plain_invoice')
   AND k.supplier_id = :supplier AND k.id <> :contract AND c.state <> 'returned'
 LIMIT 1;

-- name: released_claim_add
-- A claim as it was made.
INSERT INTO claim (no, contract_id, seq, amount_won, delay_days, asked_days, excused_days,
                   excuse_reason, delay_won, cut_won, net_won, bank_name, bank_account, bank_holder,
                   claimed_on, pay_by, pay_article, state, account_id, claimed_at)
VALUES (:no, :contract, :seq, :amount_won, :delay_days, :asked_days, 0, :excuse_reason, :delay_won,
        :cut_won, :net_won, :bank_name, :bank_account, :bank_holder, :claimed_on, :pay_by,
        :pay_article, 'claimed', :account, :now)
RETURNING id;

-- name: released_claim_proof_add
-- An item of its checklist.
INSERT INTO claim_proof (claim_id, kind, seq, label, state, reason, article, reference, issued_on,
                         valid_until, amount_won, supply_won, vat_won, by_inquiry, file_id)
VALUES (:claim, :kind, :seq, :label, :state, :reason, :article, :reference, :issued_on,
        :valid_until, :amount_won, :supply_won, :vat_won, :by_inquiry, :file);

-- name: released_claim_save
-- What of a claim may change: where it stands, what the accountant granted, and what that costs.
UPDATE claim
   SET state = :state, delay_days = :delay_days, excused_days = :excused_days,
       excuse_opinion = :excuse_opinion,
       excused_by = COALESCE(:excused_by, excused_by), excused_at = :excused_at,
       delay_won = :delay_won, cut_won = :cut_won, net_won = :net_won,
       return_reason = :return_reason, returned_on = :returned_on, version = version + 1
 WHERE id = :id AND version = :version;

-- name: released_claim_proof_check
-- The accountant has looked at a proof; the first look counts.
UPDATE claim_proof
   SET state = 'checked', inquiry = :inquiry, checked_by = :account, checked_at = :now
 WHERE claim_id = :claim AND kind = :kind AND state = 'given';

-- name: released_claim_draft_find
-- What the supplier typed: one row for each proof, at least one.
SELECT d.asked_days, d.excuse_reason, d.bank_name, d.bank_account, d.bank_holder,
       p.kind, p.reference, p.issued_on, p.valid_until, p.supply_won, p.vat_won, p.by_inquiry,
       p.file_id, COALESCE(f.name, '') AS file_name
  FROM claim_draft d
  LEFT JOIN claim_draft_proof p ON p.contract_id = d.contract_id
  LEFT JOIN file f ON f.id = p.file_id
 WHERE d.contract_id = :contract
 LIMIT 16;

-- name: released_claim_draft_save
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

-- name: released_claim_draft_proof_save
-- One of its proofs.
INSERT INTO claim_draft_proof (contract_id, kind, reference, issued_on, valid_until, supply_won,
                               vat_won, by_inquiry, file_id)
VALUES (:contract, :kind, :reference, :issued_on, :valid_until, :supply_won, :vat_won, :by_inquiry,
        :file)
ON CONFLICT (contract_id, kind) DO UPDATE
   SET reference = excluded.reference, issued_on = excluded.issued_on,
       valid_until = excluded.valid_until, supply_won = excluded.supply_won,
       vat_won = excluded.vat_won, by_inquiry = excluded.by_inquiry, file_id = excluded.file_id;
-- name: released_contract_parties
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

-- name: released_contract_certificates
-- The supplier's certificates that hold on a day.
SELECT kind, number, valid_from, valid_until
  FROM certificate
 WHERE supplier_id = :supplier AND state = 'verified' AND valid_from <= :today
   AND (valid_until IS NULL OR valid_until >= :today)
 ORDER BY kind, id
 LIMIT 20;

-- name: released_contract_pledge_add
-- A pledge as it was signed.
INSERT INTO contract_pledge (contract_id, kind, content, content_hash, account_id, signed_at)
VALUES (:contract, :kind, :content, :content_hash, :account, :now);

-- name: released_contract_signature_add
-- A signature.
INSERT INTO contract_signature (contract_id, side, account_id, name, method, content_hash, signed_at)
VALUES (:contract, :side, :account, :name, :method, :content_hash, :now);

-- name: released_contract_lodged_add
-- What stands for the promise.
INSERT INTO contract_lodged (contract_id, issuer, number, amount_won, valid_from, valid_until,
                             account_id, lodged_at)
VALUES (:contract, :issuer, :number, :amount_won, :valid_from, :valid_until, :account, :now);

-- name: released_contract_paper_list
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
-- name: released_contract_find
-- One contract of this institution or supplier, by its public number or row.
SELECT c.id, c.no, c.number, c.purchase_id, p.no AS purchase_no, c.institution_id,
       i.name AS institution_name, i.regime, c.supplier_id, s.name AS supplier_name,
       s.state AS supplier_state, s.sanctioned_until, c.kind, c.title, c.object, c.price_won,
       c.supply_won, c.vat_won, c.estimated_won, c.security, c.security_won, c.delay_ppm,
       c.delivery_place, c.contracted_on, c.starts_on, c.ends_on, c.ground, c.reason, c.rule_ids,
       c.content, c.content_hash, c.state, c.is_training, c.is_demo, c.created_at, c.moved_at,
       c.version
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
  JOIN institution i ON i.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE (c.no = :no OR c.id = :id)
   AND (c.institution_id = :institution OR c.supplier_id = :supplier);

-- name: released_contract_find_of_purchase
-- The number of the contract that an institution drew for a case.
SELECT no FROM contract WHERE purchase_id = :purchase AND institution_id = :institution;

-- name: released_contract_add
-- An offered contract.
INSERT INTO contract (no, number, purchase_id, institution_id, supplier_id, kind, title, object,
                      price_won, supply_won, vat_won, estimated_won, security, security_won,
                      delay_ppm, delivery_place, ends_on, ground, reason, rule_ids, content,
                      content_hash, state, is_training, is_demo, created_at, moved_at)
VALUES (:no, :number, :purchase, :institution, :supplier, :kind, :title, :object, :price_won,
        :supply_won, :vat_won, :estimated_won, :security, :security_won, :delay_ppm,
        :delivery_place, :ends_on, :ground, :reason, :rule_ids, :content, :content_hash, 'offered',
        :is_training, :is_demo, :now, :now)
RETURNING id;

-- name: released_contract_number_next
-- The next running number of an institution and year; given back when the unit is not committed.
INSERT INTO contract_counter (institution_id, year, last_number)
VALUES (:institution, :year, 1)
ON CONFLICT (institution_id, year)
DO UPDATE SET last_number = contract_counter.last_number + 1
RETURNING last_number;

-- name: released_contract_line_add
-- A line as agreed.
INSERT INTO contract_line (contract_id, seq, purchase_line_id, product_id, category_code, title,
                           unit, quantity, price_won, amount_won)
VALUES (:contract, :seq, :purchase_line, :product, :category_code, :title, :unit, :quantity,
        :price_won, :amount_won);

-- name: released_contract_line_list
-- The lines in their order.
SELECT id, seq, purchase_line_id, product_id, category_code, title, unit, quantity, price_won,
       amount_won
  FROM contract_line
 WHERE contract_id = :contract
 ORDER BY seq
 LIMIT 100;

-- name: released_contract_save
-- What of a contract may change: where it stands. Its content never does.
UPDATE contract
   SET state = :state, contracted_on = :contracted_on, starts_on = :starts_on,
       moved_at = :moved_at, version = version + 1
 WHERE id = :id AND version = :version;

-- name: released_contract_list
-- Contracts of an institution or a supplier, the newest first, going on below `before`.
SELECT c.no, c.number, c.title, c.state, c.kind, c.price_won, c.ends_on, c.contracted_on,
       i.name AS institution_name, s.name AS supplier_name, d.name AS department_name,
       p.officer_id, c.object, c.delay_ppm, i.regime
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
  JOIN department d ON d.id = p.department_id
  JOIN institution i ON i.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE (c.institution_id = :institution OR c.supplier_id = :supplier)
   AND (CAST(:state AS TEXT) IS NULL OR c.state = :state)
   AND (CAST(:words AS TEXT) IS NULL OR c.title LIKE :words ESCAPE '!'
        OR c.number LIKE :words ESCAPE '!' OR s.name LIKE :words ESCAPE '!'
        OR i.name LIKE :words ESCAPE '!')
   AND (CAST(:before AS BIGINT) IS NULL
        OR c.id < (SELECT b.id FROM contract b
                    WHERE b.no = :before
                      AND (b.institution_id = :institution OR b.supplier_id = :supplier)))
 ORDER BY c.id DESC
 LIMIT :count;

-- name: released_contract_list_late
-- Those alone that should have been brought before a day. What runs is named on both sides, so that
-- each is found by an index of its own: of all contracts of a party few are on their way.
SELECT c.no, c.number, c.title, c.state, c.kind, c.price_won, c.ends_on, c.contracted_on,
       i.name AS institution_name, s.name AS supplier_name, d.name AS department_name,
       p.officer_id, c.object, c.delay_ppm, i.regime
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
  JOIN department d ON d.id = p.department_id
  JOIN institution i ON i.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE ((c.institution_id = :institution AND c.state = 'signed' AND c.ends_on < :late)
        OR (c.supplier_id = :supplier AND c.state = 'signed' AND c.ends_on < :late))
   AND (CAST(:words AS TEXT) IS NULL OR c.title LIKE :words ESCAPE '!'
        OR c.number LIKE :words ESCAPE '!' OR s.name LIKE :words ESCAPE '!'
        OR i.name LIKE :words ESCAPE '!')
 ORDER BY c.id DESC
 LIMIT :count;

-- name: released_contract_count
-- How many contracts of each state fit the words.
SELECT c.state, COUNT(*) AS count
  FROM contract c
  JOIN institution i ON i.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE (c.institution_id = :institution OR c.supplier_id = :supplier)
   AND (CAST(:words AS TEXT) IS NULL OR c.title LIKE :words ESCAPE '!'
        OR c.number LIKE :words ESCAPE '!' OR s.name LIKE :words ESCAPE '!'
        OR i.name LIKE :words ESCAPE '!')
 GROUP BY c.state;

-- name: released_contract_files
-- How many files the case of a contract has: of its deliveries and inspections, its claims, and
-- what is typed for the next claim. One that a claim took over from there counts once; those of a
-- claim that was sent back are replaced by better ones, and count no more.
SELECT COUNT(*) AS files
  FROM (SELECT f.file_id
          FROM delivery d
          JOIN delivery_file f ON f.delivery_id = d.id
         WHERE d.contract_id = :contract
        UNION
        SELECT p.file_id
          FROM claim k
          JOIN claim_proof p ON p.claim_id = k.id
         WHERE k.contract_id = :contract AND k.state <> 'returned' AND p.file_id IS NOT NULL
        UNION
        SELECT p.file_id
          FROM claim_draft_proof p
         WHERE p.contract_id = :contract AND p.file_id IS NOT NULL) x;
-- name: released_delivery_find
-- One delivery of this institution or supplier, with its inspection.
SELECT d.id, d.no, d.contract_id, c.no AS contract_no, c.number AS contract_number, c.purchase_id,
       p.state AS purchase_state, p.officer_id, c.title, c.object, c.institution_id,
       t.name AS institution_name, c.supplier_id,
       s.name AS supplier_name, d.seq, d.delivered_on, d.place, d.remark, d.inspect_by,
       d.inspect_article, d.state, a.id AS account_id, a.name AS noted_by, d.noted_at, d.version,
       i.id AS inspection_id, i.no AS inspection_no, i.inspector_id, b.name AS inspector_name,
       COALESCE(i.arrived_on, d.delivered_on) AS arrived_on, i.inspected_on, i.method, i.result,
       i.opinion, i.content, i.content_hash, i.noted_at AS inspection_noted_at
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
  JOIN purchase p ON p.id = c.purchase_id
  JOIN institution t ON t.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
  JOIN account a ON a.id = d.account_id
  LEFT JOIN inspection i ON i.delivery_id = d.id
  LEFT JOIN account b ON b.id = i.inspector_id
 WHERE d.no = :no AND (c.institution_id = :institution OR c.supplier_id = :supplier);

-- name: released_delivery_line_list
-- The lines of a contract in their order, each once for every delivery that brought some of it, or
-- once alone. An inspection has one row for each line of its delivery; the day that counts is the one
-- it says the goods came on.
SELECT l.id, l.seq, l.title, l.unit, l.price_won, l.quantity AS ordered,
       COALESCE(d.id, 0) AS delivery_id, COALESCE(d.seq, 0) AS part, COALESCE(d.state, '') AS state,
       COALESCE(i.arrived_on, d.delivered_on) AS arrived_on, i.inspected_on,
       COALESCE(b.id, 0) AS line_row, COALESCE(b.quantity, 0) AS brought,
       COALESCE(r.accepted, 0) AS accepted, COALESCE(r.refused, 0) AS refused,
       COALESCE(r.reason, '') AS reason
  FROM contract_line l
  LEFT JOIN delivery_line b ON b.contract_line_id = l.id
  LEFT JOIN delivery d ON d.id = b.delivery_id
  LEFT JOIN inspection i ON i.delivery_id = d.id
  LEFT JOIN inspection_line r ON r.inspection_id = i.id AND r.delivery_line_id = b.id
 WHERE l.contract_id = :contract
 ORDER BY l.seq, COALESCE(d.seq, 0);

-- name: released_delivery_part_list
-- The accepted parts of a contract, oldest first, with the days they came.
SELECT d.no, d.seq, COALESCE(i.arrived_on, d.delivered_on) AS arrived_on, i.no AS inspection_no,
       i.inspected_on,
       CAST(SUM(r.accepted * l.price_won) AS BIGINT) AS amount_won
  FROM delivery d
  JOIN inspection i ON i.delivery_id = d.id
  JOIN inspection_line r ON r.inspection_id = i.id
  JOIN delivery_line b ON b.id = r.delivery_line_id
  JOIN contract_line l ON l.id = b.contract_line_id
 WHERE d.contract_id = :contract AND i.result <> 'refused'
 GROUP BY d.no, d.seq, i.arrived_on, d.delivered_on, i.no, i.inspected_on
 ORDER BY d.seq
 LIMIT 200;

-- name: released_delivery_list
-- Deliveries of an institution or a supplier, the newest first, going on below `before`.
SELECT d.no, d.seq, c.number AS contract_number, c.title,
       CASE WHEN c.institution_id = :institution THEN s.name ELSE t.name END AS other_name,
       d.delivered_on, d.inspect_by, d.state
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
  JOIN institution t ON t.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE (c.institution_id = :institution OR c.supplier_id = :supplier)
   AND (CAST(:before AS BIGINT) IS NULL
        OR d.id < (SELECT x.id FROM delivery x JOIN contract y ON y.id = x.contract_id
                    WHERE x.no = :before
                      AND (y.institution_id = :institution OR y.supplier_id = :supplier)))
 ORDER BY d.id DESC
 LIMIT :count;

-- name: released_delivery_list_waiting
-- What an institution has to inspect, nearest term first.
SELECT d.no, d.seq, c.number AS contract_number, c.title, s.name AS other_name, d.delivered_on,
       d.inspect_by, d.state
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE c.institution_id = :institution AND d.state = 'delivered'
 ORDER BY d.inspect_by, d.id
 LIMIT :count;

-- name: released_delivery_list_inspected
-- What an institution has inspected, the newest first, going on below `before`.
SELECT d.no, d.seq, c.number AS contract_number, c.title, s.name AS other_name, d.delivered_on,
       d.inspect_by, d.state
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE c.institution_id = :institution AND d.state <> 'delivered'
   AND (CAST(:before AS BIGINT) IS NULL
        OR d.id < (SELECT x.id FROM delivery x JOIN contract y ON y.id = x.contract_id
                    WHERE x.no = :before AND y.institution_id = :institution))
 ORDER BY d.id DESC
 LIMIT :count;

-- name: released_delivery_count
-- How many deliveries an institution or a supplier has, and how many of them wait for inspection.
SELECT COUNT(*) AS all_count,
       COUNT(CASE WHEN d.state = 'delivered' THEN 1 END) AS waiting_count
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
 WHERE c.institution_id = :institution OR c.supplier_id = :supplier;

-- name: released_delivery_list_waits
-- What of a contract waits for inspection, oldest first.
SELECT no, seq, inspect_by, inspect_article
  FROM delivery
 WHERE contract_id = :contract AND state = 'delivered'
 ORDER BY seq
 LIMIT 200;

-- name: released_delivery_next_seq
-- The number of the next part.
SELECT COALESCE(MAX(seq), 0) + 1 AS seq FROM delivery WHERE contract_id = :contract;

-- name: released_delivery_add
-- A part was brought.
INSERT INTO delivery (no, contract_id, seq, delivered_on, place, remark, inspect_by,
                      inspect_article, state, account_id, noted_at)
VALUES (:no, :contract, :seq, :delivered_on, :place, :remark, :inspect_by, :inspect_article,
        'delivered', :account, :now)
RETURNING id;

-- name: released_delivery_line_add
-- So much of a line of the contract.
INSERT INTO delivery_line (delivery_id, contract_line_id, quantity)
VALUES (:delivery, :contract_line, :quantity);

-- name: released_delivery_settle
-- It was inspected: once only.
UPDATE delivery SET state = :state, version = version + 1
 WHERE id = :id AND version = :version AND state = 'delivered';

-- name: released_inspection_add
-- 검사조서.
INSERT INTO inspection (no, delivery_id, inspector_id, arrived_on, inspected_on, method, result,
                        opinion, content, content_hash, confirmed_with, noted_at)
VALUES (:no, :delivery, :inspector, :arrived_on, :inspected_on, :method, :result, :opinion, :content,
        :content_hash, :confirmed_with, :now)
RETURNING id;

-- name: released_inspection_line_add
-- What of a line passed and what failed.
INSERT INTO inspection_line (inspection_id, delivery_line_id, accepted, refused, reason)
VALUES (:inspection, :line, :accepted, :refused, :reason);

-- name: released_delivery_file_add
-- A photo or a paper.
INSERT INTO delivery_file (delivery_id, file_id, origin) VALUES (:delivery, :file, :origin);

-- name: released_delivery_file_list
-- The files of a delivery, as they came.
SELECT f.id, f.no, f.name, f.size, x.origin
  FROM delivery_file x
  JOIN file f ON f.id = x.file_id
 WHERE x.delivery_id = :delivery
 ORDER BY f.id
 LIMIT 20;

-- name: released_delivery_parties
-- What papers say of the two sides, for one of them.
SELECT s.business_no, s.representative, s.address, s.phone, t.head_title
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
  JOIN institution t ON t.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE d.id = :delivery AND (c.institution_id = :institution OR c.supplier_id = :supplier);
-- name: released_disclosure_contract_find
-- A contract as it would be published, in the officer's words where they were given, and the line
-- made of it if any. (A) is the sum at list price, VAT included: 추정금액.
SELECT c.institution_id, i.name AS institution_name, i.regime, t.name AS department_name,
       COALESCE(w.title, c.title) AS title, c.object, c.contracted_on, c.starts_on, c.ends_on,
       p.list_won, c.price_won, s.name AS supplier_name, s.representative, s.address,
       s.district_code, s.is_corporation, COALESCE(w.ground, c.ground) AS ground,
       COALESCE(w.reason, c.reason) AS reason, COALESCE(w.site, c.delivery_place) AS site,
       c.state, c.is_training, c.is_demo, p.path, p.officer_id, c.no AS contract_no,
       (SELECT MAX(n.inspected_on) FROM inspection n JOIN delivery v ON v.id = n.delivery_id
         WHERE v.contract_id = c.id AND n.result IN ('accepted', 'part_accepted')) AS inspected_on,
       (SELECT MAX(y.paid_on) FROM payment y JOIN claim k ON k.id = y.claim_id
         WHERE k.contract_id = c.id) AS paid_on,
       COALESCE((SELECT CAST(SUM(y.paid_won) AS BIGINT) FROM payment y
                   JOIN claim k ON k.id = y.claim_id WHERE k.contract_id = c.id), 0) AS paid_won,
       d.id AS disclosure_id, d.voided_on, f.codes AS refused_codes
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
  JOIN institution i ON i.id = c.institution_id
  JOIN department t ON t.id = p.department_id
  JOIN supplier s ON s.id = c.supplier_id
  LEFT JOIN disclosure_wording w ON w.contract_id = c.id
        AND NOT EXISTS (SELECT 1 FROM disclosure_wording n
                         WHERE n.contract_id = w.contract_id AND n.id > w.id)
  LEFT JOIN disclosure d ON d.contract_id = c.id
  LEFT JOIN disclosure_refusal f ON f.contract_id = c.id
 WHERE c.id = :contract;

-- name: released_disclosure_add
-- Publish a contract, once.
INSERT INTO disclosure (no, contract_id, institution_id, institution_name, department_name, title,
                        object, contracted_on, starts_on, ends_on, estimated_won, contract_won,
                        rate_bp, supplier_name, representative, address, district_code, ground,
                        reason, site, remarks, is_demo, search_text, published_at)
VALUES (:no, :contract, :institution, :institution_name, :department_name, :title, :object,
        :contracted_on, :starts_on, :ends_on, :estimated, :price, :rate, :supplier_name,
        :representative, :address, :district, :ground, :reason, :site, :remarks, :is_demo,
        :search_text, :now)
RETURNING id;

-- name: released_disclosure_sum_add
-- The list is longer by so many lines and comes to so much more.
INSERT INTO disclosure_sum (month, part, district_code, row_count, price_won)
VALUES (SUBSTR(CAST(:on AS TEXT), 1, 7), CAST(:institution AS BIGINT) % 16, :district, :count, :price)
ON CONFLICT (month, part, district_code)
DO UPDATE SET row_count = disclosure_sum.row_count + excluded.row_count,
              price_won = disclosure_sum.price_won + excluded.price_won;

-- name: released_disclosure_gram_add @sqlite
-- File it under the pairs of letters of its search_text; PostgreSQL's index does so itself.
INSERT INTO disclosure_gram (rowid, grams) VALUES (:disclosure, :grams);

-- name: released_disclosure_follow
-- What became of the contract since.
UPDATE disclosure
   SET completed_on = :completed_on, keep_until = :keep_until, paid_on = :paid_on, paid_won = :paid
 WHERE id = :disclosure;

-- name: released_disclosure_void
-- The contract was undone: the line stays and says so.
UPDATE disclosure SET voided_on = :today WHERE id = :disclosure AND voided_on IS NULL
RETURNING institution_id, contracted_on, district_code, contract_won;

-- name: released_disclosure_refuse
-- It waits, for these reasons.
INSERT INTO disclosure_refusal (contract_id, institution_id, codes, refused_at)
VALUES (:contract, :institution, :codes, :now)
ON CONFLICT (contract_id) DO UPDATE SET codes = excluded.codes, refused_at = excluded.refused_at;

-- name: released_disclosure_unrefuse
-- It waits no more.
DELETE FROM disclosure_refusal WHERE contract_id = :contract;

-- name: released_disclosure_wording_add
-- The officer's words for the public.
INSERT INTO disclosure_wording (contract_id, institution_id, title, ground, reason, site, account_id,
                                written_at)
VALUES (:contract, :institution, :title, :ground, :reason, :site, :account, :now);

-- name: released_disclosure_refusal_list
-- What waits: of one institution, or of all for the operator; the longest waiting first.
SELECT c.no AS contract_no, c.number, c.title, c.price_won, c.contracted_on, i.name AS institution_name,
       s.name AS supplier_name, f.codes, f.refused_at
  FROM disclosure_refusal f
  JOIN contract c ON c.id = f.contract_id
  JOIN institution i ON i.id = f.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE (CAST(:institution AS BIGINT) IS NULL OR f.institution_id = :institution)
 ORDER BY f.contract_id
 LIMIT :count;

-- name: released_disclosure_refusal_find
-- One that waits, of the institution's own.
SELECT c.id AS contract_id, c.number, COALESCE(w.title, c.title) AS title,
       COALESCE(w.ground, c.ground) AS ground, COALESCE(w.reason, c.reason) AS reason,
       COALESCE(w.site, c.delivery_place) AS site, f.codes, c.price_won, c.contracted_on,
       s.name AS supplier_name
  FROM contract c
  JOIN supplier s ON s.id = c.supplier_id
  LEFT JOIN disclosure_refusal f ON f.contract_id = c.id
  LEFT JOIN disclosure_wording w ON w.contract_id = c.id
        AND NOT EXISTS (SELECT 1 FROM disclosure_wording n
                         WHERE n.contract_id = w.contract_id AND n.id > w.id)
 WHERE c.no = :no AND c.institution_id = :institution AND f.contract_id IS NOT NULL;
-- name: released_disclosure_list
-- One page, the newest contract first, going on below `before`.
SELECT no, institution_id, institution_name, department_name, title, object, contracted_on, starts_on,
       ends_on, estimated_won, contract_won, rate_bp, supplier_name, representative, address,
       district_code, ground, reason, site, remarks, completed_on, paid_on, paid_won, keep_until,
       voided_on, is_demo, published_at
  FROM disclosure
 WHERE (CAST(:words AS TEXT) IS NULL OR search_text LIKE :words ESCAPE '!')
   AND (CAST(:institution AS BIGINT) IS NULL
        OR institution_id = (SELECT i.id FROM institution i WHERE i.no = :institution))
   AND contracted_on BETWEEN :from_day AND :to_day
   AND (CAST(:district AS TEXT) IS NULL OR district_code = :district)
   AND (CAST(:before AS BIGINT) IS NULL
        OR (contracted_on, id) < (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :before))
 ORDER BY contracted_on DESC, id DESC
 LIMIT :count;

-- name: released_disclosure_list_sum
-- All rows of the same list where neither words nor an institution were given, and the sum of those
-- that stand. The days are those of whole months.
SELECT CAST(COALESCE(SUM(row_count), 0) AS BIGINT) AS row_count,
       CAST(COALESCE(SUM(price_won), 0) AS BIGINT) AS price_won
  FROM disclosure_sum
 WHERE month BETWEEN SUBSTR(CAST(:from_day AS TEXT), 1, 7) AND SUBSTR(CAST(:to_day AS TEXT), 1, 7)
   AND (CAST(:district AS TEXT) IS NULL OR district_code = :district);

-- name: released_disclosure_list_total
-- The same from the rows, where an institution or a month leaves few to look at.
SELECT COUNT(*) AS row_count,
       CAST(COALESCE(SUM(CASE WHEN voided_on IS NULL THEN contract_won ELSE 0 END), 0) AS BIGINT) AS price_won
  FROM disclosure
 WHERE (CAST(:words AS TEXT) IS NULL OR search_text LIKE :words ESCAPE '!')
   AND (CAST(:institution AS BIGINT) IS NULL
        OR institution_id = (SELECT i.id FROM institution i WHERE i.no = :institution))
   AND contracted_on BETWEEN :from_day AND :to_day
   AND (CAST(:district AS TEXT) IS NULL OR district_code = :district);

-- name: released_disclosure_gram_count @sqlite
-- How many rows hold these pairs of letters, counted up to :most.
SELECT COUNT(*) AS row_count
  FROM (SELECT rowid FROM disclosure_gram WHERE disclosure_gram MATCH :grams LIMIT :most) m;

-- name: released_disclosure_gram_count @postgres
-- How many rows hold these pairs of letters, counted up to :most.
SELECT COUNT(*) AS row_count
  FROM (SELECT d.id FROM disclosure d
         WHERE disclosure_grams(d.search_text) @> string_to_array(CAST(:grams AS TEXT), ' ')
         LIMIT :most) m;

-- name: released_disclosure_list_few @sqlite
-- The page of disclosure_list where few rows hold the words: found by their pairs of letters.
SELECT no, institution_id, institution_name, department_name, title, object, contracted_on, starts_on,
       ends_on, estimated_won, contract_won, rate_bp, supplier_name, representative, address,
       district_code, ground, reason, site, remarks, completed_on, paid_on, paid_won, keep_until,
       voided_on, is_demo, published_at
  FROM disclosure
 WHERE id IN (SELECT rowid FROM disclosure_gram WHERE disclosure_gram MATCH :grams)
   AND search_text LIKE :words ESCAPE '!'
   AND (CAST(:institution AS BIGINT) IS NULL
        OR institution_id = (SELECT i.id FROM institution i WHERE i.no = :institution))
   AND contracted_on BETWEEN :from_day AND :to_day
   AND (CAST(:district AS TEXT) IS NULL OR district_code = :district)
   AND (CAST(:before AS BIGINT) IS NULL
        OR (contracted_on, id) < (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :before))
 ORDER BY contracted_on DESC, id DESC
 LIMIT :count;

-- name: released_disclosure_list_few @postgres
-- The page of disclosure_list where few rows hold the words: found by their pairs of letters.
SELECT no, institution_id, institution_name, department_name, title, object, contracted_on, starts_on,
       ends_on, estimated_won, contract_won, rate_bp, supplier_name, representative, address,
       district_code, ground, reason, site, remarks, completed_on, paid_on, paid_won, keep_until,
       voided_on, is_demo, published_at
  FROM disclosure
 WHERE id IN (SELECT m.id
                FROM (SELECT d.id FROM disclosure d
                       WHERE disclosure_grams(d.search_text) @> string_to_array(CAST(:grams AS TEXT), ' ')
                      OFFSET 0) m) -- this index, not the one of days
   AND search_text LIKE :words ESCAPE '!'
   AND (CAST(:institution AS BIGINT) IS NULL
        OR institution_id = (SELECT i.id FROM institution i WHERE i.no = :institution))
   AND contracted_on BETWEEN :from_day AND :to_day
   AND (CAST(:district AS TEXT) IS NULL OR district_code = :district)
   AND (CAST(:before AS BIGINT) IS NULL
        OR (contracted_on, id) < (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :before))
 ORDER BY contracted_on DESC, id DESC
 LIMIT :count;

-- name: released_disclosure_list_few_total @sqlite
-- All rows of that list, and the sum of those that stand.
SELECT COUNT(*) AS row_count,
       CAST(COALESCE(SUM(CASE WHEN voided_on IS NULL THEN contract_won ELSE 0 END), 0) AS BIGINT) AS price_won
  FROM disclosure
 WHERE id IN (SELECT rowid FROM disclosure_gram WHERE disclosure_gram MATCH :grams)
   AND search_text LIKE :words ESCAPE '!'
   AND (CAST(:institution AS BIGINT) IS NULL
        OR institution_id = (SELECT i.id FROM institution i WHERE i.no = :institution))
   AND contracted_on BETWEEN :from_day AND :to_day
   AND (CAST(:district AS TEXT) IS NULL OR district_code = :district);

-- name: released_disclosure_list_few_total @postgres
-- All rows of that list, and the sum of those that stand.
SELECT COUNT(*) AS row_count,
       CAST(COALESCE(SUM(CASE WHEN voided_on IS NULL THEN contract_won ELSE 0 END), 0) AS BIGINT) AS price_won
  FROM disclosure
 WHERE id IN (SELECT m.id
                FROM (SELECT d.id FROM disclosure d
                       WHERE disclosure_grams(d.search_text) @> string_to_array(CAST(:grams AS TEXT), ' ')
                      OFFSET 0) m) -- this index, not the one of days
   AND search_text LIKE :words ESCAPE '!'
   AND (CAST(:institution AS BIGINT) IS NULL
        OR institution_id = (SELECT i.id FROM institution i WHERE i.no = :institution))
   AND contracted_on BETWEEN :from_day AND :to_day
   AND (CAST(:district AS TEXT) IS NULL OR district_code = :district);

-- name: released_disclosure_find
-- One line, and whose law it was published by.
SELECT d.no, d.institution_id, d.institution_name, d.department_name, d.title, d.object,
       d.contracted_on, d.starts_on, d.ends_on, d.estimated_won, d.contract_won, d.rate_bp,
       d.supplier_name, d.representative, d.address, d.district_code, d.ground, d.reason, d.site,
       d.remarks, d.completed_on, d.paid_on, d.paid_won, d.keep_until, d.voided_on, d.is_demo,
       d.published_at, i.regime, i.no AS institution_no
  FROM disclosure d
  JOIN institution i ON i.id = d.institution_id
 WHERE d.no = :no;

-- name: released_disclosure_years
-- The first and the last day there is something of.
SELECT MIN(contracted_on) AS first_on, MAX(contracted_on) AS last_on FROM disclosure;

-- name: released_disclosure_districts
-- The districts to choose from: the city's.
SELECT code, name FROM region WHERE level = 'sigungu' AND in_city = 1 ORDER BY code;

-- name: released_disclosure_institution
-- What an institution is called.
SELECT name FROM institution WHERE no = :no;

-- name: released_disclosure_open_list
-- A month's contracts for the data file, going on below `before`, with the parties' numbers.
SELECT d.id, d.no, d.institution_id, d.institution_name, d.department_name, d.title, d.object,
       d.contracted_on, d.starts_on, d.ends_on, d.estimated_won, d.contract_won, d.rate_bp,
       d.supplier_name, d.representative, d.address, d.district_code, d.ground, d.reason, d.site,
       d.remarks, d.completed_on, d.paid_on, d.paid_won, d.keep_until, d.voided_on, d.is_demo,
       d.published_at, i.no AS institution_no, COALESCE(i.code, '') AS institution_code,
       s.no AS supplier_no, s.business_no, s.is_corporation
  FROM disclosure d
  JOIN institution i ON i.id = d.institution_id
  JOIN contract c ON c.id = d.contract_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE d.contracted_on BETWEEN :from_day AND :to_day
   AND (CAST(:before AS BIGINT) IS NULL
        OR (d.contracted_on, d.id) < (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :before))
 ORDER BY d.contracted_on DESC, d.id DESC
 LIMIT :count;

-- name: released_disclosure_open_items
-- What was bought by these contracts: the lines between two of the list's rows.
SELECT d.id, l.title, l.unit, l.quantity, l.price_won, l.category_code,
       COALESCE(k.class_no, '') AS class_no
  FROM disclosure d
  JOIN contract_line l ON l.contract_id = d.contract_id
  LEFT JOIN category k ON k.code = l.category_code
 WHERE d.contracted_on BETWEEN :from_day AND :to_day
   AND (d.contracted_on, d.id) <= (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :first)
   AND (d.contracted_on, d.id) >= (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :last)
 ORDER BY d.contracted_on DESC, d.id DESC, l.seq;

-- name: released_disclosure_open_payments
-- What was paid for them.
SELECT d.id, y.no, y.paid_on, y.paid_won
  FROM disclosure d
  JOIN claim k ON k.contract_id = d.contract_id
  JOIN payment y ON y.claim_id = k.id
 WHERE d.contracted_on BETWEEN :from_day AND :to_day
   AND (d.contracted_on, d.id) <= (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :first)
   AND (d.contracted_on, d.id) >= (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :last)
 ORDER BY d.contracted_on DESC, d.id DESC, y.id;
-- name: released_desk_todos
-- Open tasks of a person: their own, the approvals of whom they decide for today, and those of
-- whoever holds the right at their party; the nearest term first. Found by person and by party, so
-- that each comes by its own index.
SELECT COALESCE(a.name, '') AS acts_for, t.text, t.path, t.due_at, t.article, p.no AS purchase_no, p.title,
       COALESCE(s.name, '') AS supplier_name, i.name AS institution_name,
       CASE WHEN p.price_won > 0 THEN p.price_won ELSE p.list_won END AS amount_won
  FROM (SELECT o.id FROM todo o WHERE o.closed_at IS NULL AND o.account_id = :account
        UNION ALL
        SELECT o.id FROM delegation g
          JOIN todo o ON o.closed_at IS NULL AND o.account_id = g.from_account_id
           AND o.institution_id = g.institution_id AND o.kind = 'approval.decide'
          JOIN purchase c ON c.id = o.purchase_id AND c.officer_id <> g.to_account_id
         WHERE g.to_account_id = :account AND g.institution_id = :institution
           AND g.first_day <= :today AND g.last_day >= :today AND g.revoked_at IS NULL
           AND (o.right_needed & :rights) <> 0
        UNION ALL
        SELECT o.id FROM todo o
         WHERE o.closed_at IS NULL AND o.account_id IS NULL
           AND o.institution_id = :institution AND (o.right_needed & :rights) <> 0
        UNION ALL
        SELECT o.id FROM todo o
         WHERE o.closed_at IS NULL AND o.account_id IS NULL
           AND o.supplier_id = :supplier AND (o.right_needed & :rights) <> 0) mine
  JOIN todo t ON t.id = mine.id
  JOIN purchase p ON p.id = t.purchase_id
  JOIN institution i ON i.id = p.institution_id
  LEFT JOIN supplier s ON s.id = p.supplier_id
  LEFT JOIN account a ON a.id = t.account_id AND a.id <> :account
 ORDER BY CASE WHEN t.due_at = 0 THEN 1 ELSE 0 END, t.due_at, t.id
 LIMIT 50;

-- name: released_desk_buyer_figures
-- What runs at an institution, and what it has bought this year.
SELECT running.running_count, running.running_won, year.year_won, year.year_count,
       (SELECT COUNT(*) FROM contract c
         WHERE c.institution_id = :institution AND c.state IN ('signed', 'delivered')
           AND c.ends_on < :today) AS late_count,
       CASE WHEN EXISTS (SELECT 1 FROM department d
                          WHERE d.institution_id = :institution AND d.state = 'active')
            THEN 1 ELSE 0 END AS has_department,
       CASE WHEN EXISTS (SELECT 1 FROM membership m
                          WHERE m.institution_id = :institution AND m.role = 'officer'
                            AND (m.last_day IS NULL OR m.last_day >= :today))
            THEN 1 ELSE 0 END AS has_officer,
       CASE WHEN EXISTS (SELECT 1 FROM approval_line l
                          WHERE l.institution_id = :institution
                            AND (l.last_day IS NULL OR l.last_day >= :today))
            THEN 1 ELSE 0 END AS has_line
  FROM (SELECT COUNT(*) AS running_count,
               CAST(COALESCE(SUM(CASE WHEN p.price_won > 0 THEN p.price_won ELSE p.list_won END), 0)
                    AS BIGINT) AS running_won
          FROM purchase p
         WHERE p.institution_id = :institution
           AND p.state NOT IN ('paid', 'cancelled', 'handed_over') AND p.state <> 'draft') running,
       (SELECT CAST(COALESCE(SUM(r.price_won), 0) AS BIGINT) AS year_won,
               CAST(COALESCE(SUM(r.record_count), 0) AS BIGINT) AS year_count
          FROM record_sum r
         WHERE r.institution_id = :institution AND r.fiscal_year = :year AND r.tag = '') year;

-- name: released_desk_cases
-- The cases of an institution that run, the last moved first.
SELECT p.no, p.title, p.state, p.deliver_by,
       CASE WHEN p.price_won > 0 THEN p.price_won ELSE p.list_won END AS amount_won,
       s.name AS supplier_name, d.name AS department_name
  FROM purchase p
  JOIN supplier s ON s.id = p.supplier_id
  JOIN department d ON d.id = p.department_id
 WHERE p.institution_id = :institution
   AND p.state NOT IN ('paid', 'cancelled', 'handed_over')
 ORDER BY p.moved_at DESC, p.id DESC
 LIMIT 8;

-- name: released_desk_supplier_figures
-- What waits for a supplier, what is owed to it, what it sold this year, and its next certificate to
-- end.
SELECT (SELECT COUNT(*) FROM quote_request q
          JOIN purchase p ON p.id = q.purchase_id AND p.state IN ('asked', 'quoted')
         WHERE q.supplier_id = :supplier AND q.state = 'open') AS quote_count,
       (SELECT COUNT(*) FROM contract c
         WHERE c.supplier_id = :supplier AND c.state = 'offered') AS sign_count,
       (SELECT CAST(COALESCE(SUM(c.price_won), 0) AS BIGINT) FROM contract c
         WHERE c.supplier_id = :supplier AND c.state IN ('accepted', 'claimed')) AS due_won,
       (SELECT COUNT(*) FROM contract c
         WHERE c.supplier_id = :supplier AND c.state IN ('accepted', 'claimed')) AS due_count,
       (SELECT CAST(COALESCE(SUM(c.price_won), 0) AS BIGINT) FROM contract c
         WHERE c.supplier_id = :supplier AND c.contracted_on >= :year_from
           AND c.state <> 'void' AND c.is_training = 0) AS year_won,
       (SELECT MIN(k.valid_until) FROM certificate k
         WHERE k.supplier_id = :supplier AND k.state = 'verified' AND k.valid_until >= :today
           AND k.valid_until <= :soon) AS ends_on,
       CASE WHEN EXISTS (SELECT 1 FROM certificate k
                          WHERE k.supplier_id = :supplier AND k.state IN ('unchecked', 'verified'))
              OR EXISTS (SELECT 1 FROM contract c WHERE c.supplier_id = :supplier)
            THEN 1 ELSE 0 END AS has_begun, -- a firm may trade without any certificate
       CASE WHEN EXISTS (SELECT 1 FROM supplier s WHERE s.id = :supplier AND s.bank_account <> '')
            THEN 1 ELSE 0 END AS has_bank,
       CASE WHEN EXISTS (SELECT 1 FROM offer f WHERE f.supplier_id = :supplier AND f.state = 'active')
            THEN 1 ELSE 0 END AS has_goods,
       (SELECT s.no FROM supplier s WHERE s.id = :supplier) AS supplier_no;

-- name: released_desk_contracts
-- The contracts of a supplier that run, the nearest day first.
SELECT c.no, c.number, c.title, c.state, c.ends_on, c.price_won, i.name AS institution_name
  FROM contract c
  JOIN institution i ON i.id = c.institution_id
 WHERE c.supplier_id = :supplier AND c.state NOT IN ('paid', 'void')
 ORDER BY c.ends_on, c.id
 LIMIT 8;

-- name: released_desk_operator_figures
-- What waits for the operator, and how the machine does.
SELECT (SELECT COUNT(*) FROM supplier s WHERE s.state = 'applied') AS supplier_count,
       (SELECT COUNT(*) FROM institution i WHERE i.state = 'applied') AS institution_count,
       (SELECT COUNT(*) FROM certificate k WHERE k.state = 'unchecked') AS certificate_count,
       (SELECT COUNT(*) FROM job j WHERE j.state = 'dead') AS dead_count,
       (SELECT COUNT(*) FROM job j WHERE j.state = 'dead' AND j.kind = 'audit.seal') AS dead_seals,
       y.contract_count, y.contract_won
  FROM (SELECT COUNT(*) AS contract_count,
               CAST(COALESCE(SUM(c.price_won), 0) AS BIGINT) AS contract_won
          FROM contract c
         WHERE c.contracted_on >= :year_from AND c.state <> 'void' AND c.is_training = 0) y;

-- name: released_desk_applications
-- What waits for the operator, the longest waiting first.
SELECT x.kind, x.no, x.name, x.at
  FROM (SELECT 'supplier' AS kind, s.no, s.name,
               COALESCE((SELECT MAX(a.applied_at) FROM application a WHERE a.supplier_id = s.id),
                        s.created_at) AS at
          FROM supplier s
         WHERE s.state = 'applied'
        UNION ALL
        SELECT 'institution', i.no, i.name,
               COALESCE((SELECT MAX(a.applied_at) FROM application a WHERE a.institution_id = i.id),
                        i.created_at)
          FROM institution i
         WHERE i.state = 'applied'
        UNION ALL
        SELECT 'certificate', k.no, s.name, k.created_at
          FROM certificate k
          JOIN supplier s ON s.id = k.supplier_id
         WHERE k.state = 'unchecked') x
 ORDER BY x.at, x.no
 LIMIT 8;
-- name: released_law_change_version
-- The version of the law that holds now.
SELECT COALESCE(MAX(since), 0) AS version FROM law_change;

-- name: released_law_change_list
-- What was added to the packs since the log began, in order.
SELECT c.since, c.act, c.kind, c.row_id, c.line, c.last_day, c.added_at,
       COALESCE(p.no, 0) AS proposal_no
  FROM law_change c
  LEFT JOIN law_proposal p ON p.id = c.proposal_id
 WHERE c.since > 0
 ORDER BY c.since, c.id
 LIMIT 4000;

-- name: released_law_change_noted
-- The rows of packs that are noted.
SELECT row_id, kind, line FROM law_change WHERE act = 'pack' ORDER BY id;

-- name: released_law_change_add
-- One more; never changed afterwards.
INSERT INTO law_change (since, act, kind, row_id, line, last_day, proposal_id, added_at)
VALUES (:since, :act, :kind, :row_id, :line, :last_day, :proposal, :now);
-- name: released_notice_add
-- A line for a person's inbox.
INSERT INTO notice (no, account_id, kind, title, text, path, created_at)
VALUES (:no, :account, :kind, :title, :text, :path, :now)
RETURNING id;

-- name: released_notice_list
-- One page of an inbox, the newest first, going on below `before` (NULL: from the top).
SELECT no, kind, title, text, path, created_at, read_at
  FROM notice
 WHERE account_id = :account
   AND (CAST(:before AS BIGINT) IS NULL
        OR id < (SELECT b.id FROM notice b WHERE b.no = :before AND b.account_id = :account))
 ORDER BY id DESC
 LIMIT :count;

-- name: released_notice_find
-- One notice of its owner.
SELECT no, kind, title, text, path, created_at, read_at
  FROM notice
 WHERE no = :no AND account_id = :account;

-- name: released_notice_count
-- All notices of an inbox.
SELECT COUNT(*) AS count FROM notice WHERE account_id = :account;

-- name: released_notice_mark_read
-- The first reading counts.
UPDATE notice SET read_at = :now
 WHERE no = :no AND account_id = :account AND read_at IS NULL;

-- name: released_notice_mark_all_read
-- Everything in one inbox.
UPDATE notice SET read_at = :now WHERE account_id = :account AND read_at IS NULL;

-- name: released_message_add
-- What is to be carried, written down before it is sent.
INSERT INTO message (notice_id, account_id, channel, template, text, key, state, created_at)
VALUES (:notice, :account, :channel, :template, :text, :key, 'intended', :now)
RETURNING id;

-- name: released_message_find
-- A message with the phone it goes to.
SELECT m.channel, m.template, m.text, m.key, m.state, m.notice_id, a.phone
  FROM message m
  JOIN account a ON a.id = m.account_id
 WHERE m.id = :id;

-- name: released_message_settle
-- What the dealer made of it. A text that stands in no inbox was a secret: it goes when it is settled.
UPDATE message
   SET state = :state, dealer_id = :dealer,
       settled_at = CASE WHEN :state = 'unknown' THEN NULL ELSE CAST(:now AS BIGINT) END,
       text = CASE WHEN notice_id IS NULL AND :state <> 'unknown' THEN '' ELSE text END
 WHERE id = :id AND state IN ('intended', 'unknown');
-- name: released_account_find
-- One account by its row.
SELECT id, no, email, name, phone, state, version,
       CASE WHEN totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor
  FROM account
 WHERE id = :account;

-- name: released_account_find_by_email
-- One account by its log-in name.
SELECT id, no, email, name, phone, state, version,
       CASE WHEN totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor
  FROM account
 WHERE email = :email;

-- name: released_account_add
-- A new person.
INSERT INTO account (no, email, name, phone, password_hash, totp_secret, state, is_demo, created_at)
VALUES (:no, :email, :name, :phone, :hash, :totp, 'active', :is_demo, :now)
RETURNING id;

-- name: released_account_set_password
-- A new password.
UPDATE account SET password_hash = :hash, password_set_at = :now, version = version + 1
 WHERE id = :account AND state = 'active';

-- name: released_account_set_factor
-- A second factor; the step of the code that proved it is used up.
UPDATE account
   SET totp_secret = :secret, totp_last_step = :step, version = version + 1
 WHERE id = :account AND state = 'active';

-- name: released_account_set_contact
-- How the person is called and reached.
UPDATE account
   SET name = :name, phone = :phone, version = version + 1
 WHERE id = :account AND version = :version AND state = 'active';

-- name: released_account_set_state
-- The operator closes an account, or opens it again.
UPDATE account SET state = :state, version = version + 1 WHERE id = :account;

-- name: released_account_roles
-- The roles of a person, those of today first.
SELECT m.role, m.title, m.first_day, m.last_day, COALESCE(i.name, f.name, '') AS organisation,
       CASE WHEN m.first_day <= :today AND (m.last_day IS NULL OR m.last_day >= :today)
            THEN 1 ELSE 0 END AS holds
  FROM membership m
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 WHERE m.account_id = :account
 ORDER BY holds DESC, m.first_day DESC, m.id DESC
 LIMIT 50;

-- name: released_account_list
-- Every account with its roles of today, for the operator's terminal.
SELECT a.email, a.state, CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor,
       COALESCE(m.role, '') AS role,
       COALESCE(i.name, f.name, '') AS organisation
  FROM account a
  LEFT JOIN membership m ON m.account_id = a.id AND m.first_day <= :today
       AND (m.last_day IS NULL OR m.last_day >= :today)
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 ORDER BY a.email, m.id;

-- name: released_account_operators
-- Whom an alarm is told to.
SELECT DISTINCT m.account_id
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE m.role = 'operator' AND m.first_day <= :today
   AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY m.account_id;

-- name: released_account_end_sessions
-- All sessions of a person but one (0: none is spared).
UPDATE session SET ended_at = :now
 WHERE account_id = :account AND ended_at IS NULL AND id <> :spared;

-- name: released_recovery_close
-- Earlier codes of the person open nothing any more.
UPDATE recovery_code SET used_at = :now WHERE account_id = :account AND used_at IS NULL;

-- name: released_recovery_add
-- A code; only its hash is kept.
INSERT INTO recovery_code (account_id, code_hash, expires_at, created_at)
VALUES (:account, :hash, :expires_at, :now);

-- name: released_recovery_count
-- Codes made for the person since.
SELECT COUNT(*) AS count FROM recovery_code WHERE account_id = :account AND created_at > :since;

-- name: released_recovery_find
-- The code that may still open this account.
SELECT id, code_hash, tries
  FROM recovery_code
 WHERE account_id = :account AND used_at IS NULL AND expires_at > :now AND tries < :tries_max
 ORDER BY id DESC
 LIMIT 1;

-- name: released_recovery_try
-- One more wrong try.
UPDATE recovery_code SET tries = tries + 1 WHERE id = :code;

-- name: released_recovery_use
-- It worked once.
UPDATE recovery_code SET used_at = :now
 WHERE id = :code AND used_at IS NULL AND expires_at > :now AND tries < :tries_max;
-- name: released_login_bucket_find
-- What a bucket holds, if it was not begun long ago.
SELECT count FROM login_bucket WHERE address = :address AND started_at > :since;

-- name: released_login_bucket_add
-- One more; an old bucket begins anew.
INSERT INTO login_bucket (address, count, started_at) VALUES (:address, 1, :now)
ON CONFLICT (address) DO UPDATE
   SET count = CASE WHEN login_bucket.started_at > :since THEN login_bucket.count + 1 ELSE 1 END,
       started_at = CASE WHEN login_bucket.started_at > :since THEN login_bucket.started_at
                         ELSE excluded.started_at END
RETURNING count;
-- name: released_institution_search
-- Known institutions by a part of the name: who is called just so, who begins so, the others.
SELECT x.no, x.name, x.kind, x.state, COALESCE(p.name, '') AS parent_name,
       COALESCE(r.name, '') AS district_name
  FROM (SELECT i.id, i.no, i.name, i.kind, i.state, i.parent_id, i.district_code,
               CASE WHEN i.name = CAST(:text AS TEXT) THEN 0
                    WHEN SUBSTR(i.name, 1, LENGTH(CAST(:text AS TEXT))) = :text THEN 1
                    ELSE 2 END AS turn
          FROM institution i
         WHERE i.name LIKE :name ESCAPE '!') x
  LEFT JOIN institution p ON p.id = x.parent_id
  LEFT JOIN region r ON r.code = x.district_code
 WHERE CAST(:after AS BIGINT) IS NULL
    OR (x.turn, x.name, x.id) > (SELECT CASE WHEN b.name = CAST(:text AS TEXT) THEN 0
                                             WHEN SUBSTR(b.name, 1, LENGTH(CAST(:text AS TEXT)))
                                                  = :text THEN 1
                                             ELSE 2 END, b.name, b.id
                                   FROM institution b WHERE b.no = :after)
 ORDER BY x.turn, x.name, x.id
 LIMIT :count;

-- name: released_institution_search_total
-- How many there are.
SELECT COUNT(*) AS total FROM institution WHERE name LIKE :name ESCAPE '!';

-- name: released_institution_find
-- One institution: by its number, or of its own people by its row.
SELECT i.id, i.no, COALESCE(i.code, '') AS code, i.name, i.kind, i.regime, i.business_no, i.address,
       i.phone, i.head_title, i.state, i.created_at, i.version, COALESCE(p.name, '') AS parent_name,
       COALESCE(r.name, '') AS district_name
  FROM institution i
  LEFT JOIN institution p ON p.id = i.parent_id
  LEFT JOIN region r ON r.code = i.district_code
 WHERE i.id = COALESCE((SELECT b.id FROM institution b WHERE b.no = :no), :id);

-- name: released_institution_set_facts
-- What the applicant says of it.
UPDATE institution
   SET business_no = :business_no, address = :address, phone = :phone, head_title = :head_title,
       version = version + 1
 WHERE id = :id AND version = :version;

-- name: released_institution_set_state
-- A move of the sign-up.
UPDATE institution SET state = :state, version = version + 1
 WHERE id = :id AND version = :version;

-- name: released_institution_set_regime
-- Whose law binds it, as the operator found.
UPDATE institution SET regime = :regime, version = version + 1
 WHERE id = :id AND version = :version;

-- name: released_department_add_first
-- The department an institution joins with, unless it has one of that name.
INSERT INTO department (no, institution_id, name)
SELECT :no, i.id, :name FROM institution i
 WHERE i.id = :institution
   AND NOT EXISTS (SELECT 1 FROM department d WHERE d.institution_id = i.id AND d.name = :name);

-- name: released_institution_list
-- The operator's list: those that wait first; then those that joined, then the merely known.
SELECT x.no, x.name, x.kind, x.regime, x.state, x.district_name, x.applied_at
  FROM (SELECT i.id, i.no, i.name, i.kind, i.regime, i.state,
               COALESCE(r.name, '') AS district_name,
               CASE i.state WHEN 'applied' THEN 0 WHEN 'listed' THEN 2 ELSE 1 END AS turn,
               (SELECT MAX(a.applied_at) FROM application a WHERE a.institution_id = i.id)
                   AS applied_at
          FROM institution i
          LEFT JOIN region r ON r.code = i.district_code
         WHERE (CAST(:state AS TEXT) IS NULL OR i.state = :state)
           AND (CAST(:name AS TEXT) IS NULL OR i.name LIKE :name ESCAPE '!')) x
 WHERE CAST(:after AS BIGINT) IS NULL
    OR (x.turn, x.id) > (SELECT CASE b.state WHEN 'applied' THEN 0 WHEN 'listed' THEN 2 ELSE 1 END,
                                b.id
                           FROM institution b WHERE b.no = :after)
 ORDER BY x.turn, x.id
 LIMIT :count;

-- name: released_institution_counts
-- How many of those looked for stand where.
SELECT state, COUNT(*) AS count
  FROM institution
 WHERE CAST(:name AS TEXT) IS NULL OR name LIKE :name ESCAPE '!'
 GROUP BY state
 ORDER BY state;
-- name: released_member_add
-- A role is given.
INSERT INTO membership (no, account_id, institution_id, supplier_id, department_id, role, title,
                        first_day, last_day, granted_by, granted_at, grant_reason)
VALUES (:no, :account, :institution, :supplier, :department, :role, :title, :first_day, :last_day,
        :granted_by, :now, :reason)
RETURNING id;

-- name: released_member_list
-- Roles at one party: those that hold or will, then those that ended; going on after a row.
SELECT x.no, x.account_id, x.name, x.email, x.phone, x.account_state, x.role, x.title,
       x.department_name, x.first_day, x.last_day, x.grant_reason, x.end_reason,
       x.has_second_factor, x.turn
  FROM (SELECT m.id, m.no, m.account_id, a.name, a.email, a.phone, a.state AS account_state, m.role,
               m.title, COALESCE(d.name, '') AS department_name, m.first_day, m.last_day,
               m.grant_reason, m.end_reason,
               CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor,
               CASE WHEN m.last_day IS NULL OR m.last_day >= :today THEN 0 ELSE 1 END AS turn
          FROM membership m
          JOIN account a ON a.id = m.account_id
          LEFT JOIN department d ON d.id = m.department_id
         WHERE (m.institution_id = :institution OR m.supplier_id = :supplier)
           AND (CAST(:name AS TEXT) IS NULL OR a.name LIKE :name ESCAPE '!'
                OR a.email LIKE :name ESCAPE '!')) x
 WHERE CAST(:after AS BIGINT) IS NULL
    OR (x.turn, x.id) > (SELECT CASE WHEN b.last_day IS NULL OR b.last_day >= :today THEN 0
                                     ELSE 1 END, b.id
                           FROM membership b
                          WHERE b.no = :after
                            AND (b.institution_id = :institution OR b.supplier_id = :supplier))
 ORDER BY x.turn, x.id
 LIMIT :count;

-- name: released_member_count
-- Roles at one party that hold or will.
SELECT COUNT(*) AS count
  FROM membership m
 WHERE (m.institution_id = :institution OR m.supplier_id = :supplier)
   AND (m.last_day IS NULL OR m.last_day >= :today);

-- name: released_member_find
-- One role at one party.
SELECT m.id, m.no, m.account_id, a.name, a.email, a.phone, a.state AS account_state, m.role, m.title,
       COALESCE(d.name, '') AS department_name, m.first_day, m.last_day, m.grant_reason,
       m.end_reason, CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor,
       CASE WHEN m.last_day IS NULL OR m.last_day >= :today THEN 0 ELSE 1 END AS turn
  FROM membership m
  JOIN account a ON a.id = m.account_id
  LEFT JOIN department d ON d.id = m.department_id
 WHERE m.no = :no AND (m.institution_id = :institution OR m.supplier_id = :supplier);

-- name: released_member_overlaps
-- Does the person hold this role at the party (an operator: at all) on any day of a time already?
SELECT COUNT(*) AS count
  FROM membership m
 WHERE m.account_id = :account AND m.role = :role
   AND (m.institution_id = :institution OR m.supplier_id = :supplier OR m.role = 'operator')
   AND (m.last_day IS NULL OR m.last_day >= :first_day)
   AND (CAST(:last_day AS TEXT) IS NULL OR m.first_day <= :last_day);

-- name: released_member_others
-- Others who hold a role at the party today without a last day: whoever remains when one goes.
SELECT COUNT(*) AS count
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE m.role = :role AND m.id <> :member
   AND (m.institution_id = :institution OR m.supplier_id = :supplier)
   AND m.first_day <= :today AND m.last_day IS NULL;

-- name: released_member_end
-- A role gets its last day, or an earlier one.
UPDATE membership
   SET last_day = :last_day, ended_by = :ended_by, ended_at = :now, end_reason = :reason
 WHERE id = :member AND (last_day IS NULL OR last_day > :last_day);

-- name: released_member_end_all
-- Everybody's roles at a party that have not ended: an earlier applicant's, when another applies.
UPDATE membership
   SET last_day = :last_day, ended_at = :now, end_reason = :reason
 WHERE (institution_id = :institution OR supplier_id = :supplier)
   AND (last_day IS NULL OR last_day > :last_day);

-- name: released_member_end_sessions
-- Sessions of one person at one party.
UPDATE session SET ended_at = :now
 WHERE account_id = :account AND ended_at IS NULL
   AND (institution_id = :institution OR supplier_id = :supplier);

-- name: released_member_end_party_sessions
-- Everybody's sessions at one party.
UPDATE session SET ended_at = :now
 WHERE ended_at IS NULL AND (institution_id = :institution OR supplier_id = :supplier);
-- name: released_department_list
-- All of an institution, those at work first.
SELECT d.id, d.no, d.name, d.state, d.version,
       (SELECT COUNT(*) FROM membership m
         WHERE m.department_id = d.id AND m.first_day <= :today
           AND (m.last_day IS NULL OR m.last_day >= :today)) AS people
  FROM department d
 WHERE d.institution_id = :institution
 ORDER BY CASE WHEN d.state = 'active' THEN 0 ELSE 1 END, d.name
 LIMIT 300;

-- name: released_department_find
-- One of an institution.
SELECT d.id, d.no, d.name, d.state, d.version,
       (SELECT COUNT(*) FROM membership m
         WHERE m.department_id = d.id AND m.first_day <= :today
           AND (m.last_day IS NULL OR m.last_day >= :today)) AS people
  FROM department d
 WHERE d.no = :no AND d.institution_id = :institution;

-- name: released_department_is_known
-- Is there another of this name?
SELECT COUNT(*) AS count
  FROM department
 WHERE institution_id = :institution AND name = :name AND id <> :id;

-- name: released_department_add
-- A new one.
INSERT INTO department (no, institution_id, name) VALUES (:no, :institution, :name) RETURNING id;

-- name: released_department_save
-- Its name and whether it is at work.
UPDATE department SET name = :name, state = :state, version = version + 1
 WHERE id = :id AND version = :version AND institution_id = :institution;

-- name: released_line_list
-- The approval lines of an institution: in force or to come first, then those that ended.
SELECT l.id, l.no, l.department_id, COALESCE(d.name, '') AS department_name, l.step, l.account_id,
       a.name, l.from_won, l.first_day, l.last_day,
       CASE WHEN a.state = 'active'
             AND EXISTS (SELECT 1 FROM membership m
                          WHERE m.account_id = l.account_id
                            AND m.institution_id = l.institution_id AND m.role = 'approver'
                            AND m.first_day <= :today
                            AND (m.last_day IS NULL OR m.last_day >= :today))
            THEN 1 ELSE 0 END AS approves
  FROM approval_line l
  JOIN account a ON a.id = l.account_id
  LEFT JOIN department d ON d.id = l.department_id
 WHERE l.institution_id = :institution
   AND (CAST(:no AS BIGINT) IS NULL OR l.no = :no)
 ORDER BY CASE WHEN l.last_day IS NULL OR l.last_day >= :today THEN 0 ELSE 1 END,
          CASE WHEN l.department_id IS NULL THEN 0 ELSE 1 END, d.name NULLS FIRST, l.step,
          l.from_won, l.first_day, l.id
 LIMIT 300;

-- name: released_line_is_taken
-- Is that step of that department from that price taken on any day of a time?
SELECT COUNT(*) AS count
  FROM approval_line l
 WHERE l.institution_id = :institution
   AND l.department_id IS NOT DISTINCT FROM CAST(:department AS BIGINT)
   AND l.step = :step AND l.from_won = :from_won
   AND (l.last_day IS NULL OR l.last_day >= :first_day)
   AND (CAST(:last_day AS TEXT) IS NULL OR l.first_day <= :last_day);

-- name: released_line_add
-- Who approves from a price on.
INSERT INTO approval_line (no, institution_id, department_id, step, account_id, from_won, first_day,
                           last_day)
VALUES (:no, :institution, :department, :step, :account, :from_won, :first_day, :last_day)
RETURNING id;

-- name: released_line_end
-- Its last day, or an earlier one.
UPDATE approval_line SET last_day = :last_day
 WHERE id = :id AND institution_id = :institution AND (last_day IS NULL OR last_day > :last_day);

-- name: released_approver_list
-- Who holds the role 결재자 at an institution on a day or after.
SELECT DISTINCT a.id, a.no, a.name, a.email
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE m.institution_id = :institution AND m.role = 'approver'
   AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY a.name, a.id
 LIMIT 300;

-- name: released_delegation_list
-- Delegations of an institution, of one person or of all: those that hold or will first.
SELECT d.id, d.no, d.from_account_id, f.name AS from_name, d.to_account_id, t.name AS to_name,
       d.first_day, d.last_day, d.reason, d.revoked_at
  FROM delegation d
  JOIN account f ON f.id = d.from_account_id
  JOIN account t ON t.id = d.to_account_id
 WHERE d.institution_id = :institution
   AND (CAST(:account AS BIGINT) IS NULL OR d.from_account_id = :account)
   AND (CAST(:no AS BIGINT) IS NULL OR d.no = :no)
 ORDER BY CASE WHEN d.revoked_at IS NULL AND d.last_day >= :today THEN 0 ELSE 1 END,
          d.first_day DESC, d.id DESC
 LIMIT 100;

-- name: released_delegation_overlaps
-- Has the person one that holds on any day of a time?
SELECT COUNT(*) AS count
  FROM delegation d
 WHERE d.institution_id = :institution AND d.from_account_id = :account AND d.revoked_at IS NULL
   AND d.first_day <= :last_day AND d.last_day >= :first_day;

-- name: released_delegation_add
-- Another person for a time.
INSERT INTO delegation (no, institution_id, from_account_id, to_account_id, first_day, last_day,
                        reason, created_at)
VALUES (:no, :institution, :from, :to, :first_day, :last_day, :reason, :now)
RETURNING id;

-- name: released_delegation_revoke
-- From now on the person decides again.
UPDATE delegation SET revoked_at = :now
 WHERE id = :id AND institution_id = :institution AND revoked_at IS NULL;
-- name: released_password_rules
-- Rules in force today of every institution where the person holds a role today.
SELECT p.kind, MIN(p.value_count) AS least, MAX(p.value_count) AS most
  FROM membership m
  JOIN institution_policy p ON p.institution_id = m.institution_id AND p.value_count > 0
       AND p.first_day <= :today AND (p.last_day IS NULL OR p.last_day >= :today)
  LEFT JOIN institution_policy_end e ON e.policy_id = p.id
 WHERE m.account_id = :account
   AND m.first_day <= :today AND (m.last_day IS NULL OR m.last_day >= :today)
   AND (e.last_day IS NULL OR e.last_day >= :today)
 GROUP BY p.kind
 ORDER BY p.kind;

-- name: released_password_recent
-- The one in use and those before it, the newest first.
SELECT w.hash
  FROM (SELECT a.password_hash AS hash, 1 AS is_now, a.id AS row_id
          FROM account a WHERE a.id = :account
        UNION ALL
        SELECT o.hash, 0 AS is_now, o.id AS row_id
          FROM account_password_old o WHERE o.account_id = :account) w
 ORDER BY w.is_now DESC, w.row_id DESC
 LIMIT :count;

-- name: released_password_set_at
-- When the one in use was set.
SELECT CASE WHEN password_set_at = 0 THEN created_at ELSE password_set_at END AS set_at
  FROM account
 WHERE id = :account;

-- name: released_password_keep_old
-- The one in use is about to be replaced.
INSERT INTO account_password_old (account_id, hash)
SELECT a.id, a.password_hash FROM account a WHERE a.id = :account;

-- name: released_password_forget_old
-- All but the newest :kept.
DELETE FROM account_password_old
 WHERE account_id = :account
   AND id NOT IN (SELECT o.id FROM account_password_old o WHERE o.account_id = :account
                   ORDER BY o.id DESC LIMIT :kept);

-- name: released_password_no_longer_due
-- The session opens everything again.
UPDATE session SET password_due = 0 WHERE id = :session;
-- name: released_policy_list
-- Its policies, the newest first.
SELECT p.id, p.no, p.kind, p.value_won, p.value_count, p.first_day, p.last_day, p.reason,
       a.name AS by_name, e.last_day AS ended_on, COALESCE(e.reason, '') AS end_reason
  FROM institution_policy p
  JOIN account a ON a.id = p.account_id
  LEFT JOIN institution_policy_end e ON e.policy_id = p.id
 WHERE p.institution_id = :institution
   AND (CAST(:no AS BIGINT) IS NULL OR p.no = :no)
 ORDER BY p.id DESC
 LIMIT 200;

-- name: released_policy_add
-- One more; never changed afterwards.
INSERT INTO institution_policy (no, institution_id, kind, value_won, value_count, first_day, last_day,
                                reason, account_id, added_at)
VALUES (:no, :institution, :kind, :value_won, :value_count, :first_day, :last_day, :reason, :account, :now)
RETURNING id;

-- name: released_policy_end
-- Its last day, once.
INSERT INTO institution_policy_end (policy_id, last_day, reason, account_id, ended_at)
VALUES (:policy, :last_day, :reason, :account, :now);
-- name: released_review_add
-- A decision.
INSERT INTO review (institution_id, supplier_id, decision, reason, account_id, decided_at)
VALUES (:institution, :supplier, :decision, :reason, :account, :now);

-- name: released_review_list
-- Applications and decisions about a party, the newest first.
SELECT x.at, x.decision, x.reason, x.name, x.file_name
  FROM (SELECT v.decided_at AS at, v.decision, v.reason, a.name, '' AS file_name
          FROM review v
          JOIN account a ON a.id = v.account_id
         WHERE v.institution_id = :institution OR v.supplier_id = :supplier
        UNION ALL
        SELECT p.applied_at, 'applied', p.department_name, a.name, f.name
          FROM application p
          JOIN account a ON a.id = p.account_id
          JOIN file f ON f.id = p.file_id
         WHERE p.institution_id = :institution OR p.supplier_id = :supplier) x
 ORDER BY x.at DESC
 LIMIT 50;

-- name: released_application_add
-- A person applies, with papers and consent.
INSERT INTO application (account_id, institution_id, supplier_id, department_name, file_id,
                         terms_version, applied_at)
VALUES (:account, :institution, :supplier, :department_name, :file, :terms, :now);

-- name: released_application_newest
-- Who applied last, with what.
SELECT p.account_id, a.name, a.email, a.phone, p.department_name, p.file_id, f.name AS file_name,
       p.terms_version, p.applied_at,
       COALESCE((SELECT m.title FROM membership m
                  WHERE m.account_id = p.account_id
                    AND (m.institution_id = p.institution_id OR m.supplier_id = p.supplier_id)
                  ORDER BY m.id DESC LIMIT 1), '') AS title
  FROM application p
  JOIN account a ON a.id = p.account_id
  JOIN file f ON f.id = p.file_id
 WHERE p.institution_id = :institution OR p.supplier_id = :supplier
 ORDER BY p.id DESC
 LIMIT 1;
-- name: released_session_actor
-- The person behind a live session, a row for each role held today at the party acted for.
SELECT s.id AS session_id, s.account_id, s.institution_id, s.supplier_id, s.csrf, s.confirmed_at,
       s.used_at, s.idle_s, s.created_at, s.password_due, a.name, m.role, m.department_id,
       COALESCE(i.name, f.name, '') AS organisation,
       COALESCE(i.state, f.state, 'active') AS party_state,
       CASE WHEN a.totp_secret IS NULL THEN 0 ELSE 1 END AS has_second_factor
  FROM session s
  JOIN account a ON a.id = s.account_id AND a.state = 'active'
  JOIN membership m ON m.account_id = a.id
       AND m.institution_id IS NOT DISTINCT FROM s.institution_id
       AND m.supplier_id IS NOT DISTINCT FROM s.supplier_id
       AND m.first_day <= :today AND (m.last_day IS NULL OR m.last_day >= :today)
  LEFT JOIN institution i ON i.id = s.institution_id
  LEFT JOIN supplier f ON f.id = s.supplier_id
 WHERE s.token_hash = :token_hash AND s.ended_at IS NULL
   AND s.created_at > :begun_after
 ORDER BY m.id;

-- name: released_session_counts
-- What waits for this person: open tasks by right, of them the approvals, unread notices, lines in the
-- basket. The tasks are counted by person, by whom one decides for today and by party, so that each
-- is found by its own index.
SELECT deputy.task_count + (SELECT COUNT(*) FROM todo t WHERE t.closed_at IS NULL AND t.account_id = :account)
       + (SELECT COUNT(*) FROM todo t
           WHERE t.closed_at IS NULL AND t.account_id IS NULL
             AND t.institution_id = :institution AND (t.right_needed & :rights) <> 0)
       + (SELECT COUNT(*) FROM todo t
           WHERE t.closed_at IS NULL AND t.account_id IS NULL
             AND t.supplier_id = :supplier AND (t.right_needed & :rights) <> 0) AS todo_count,
       deputy.task_count
       + (SELECT COUNT(*) FROM todo t
           WHERE t.closed_at IS NULL AND t.account_id = :account AND t.kind = 'approval.decide')
           AS approval_count,
       (SELECT COUNT(*) FROM notice n WHERE n.account_id = :account AND n.read_at IS NULL)
           AS notice_count,
       (SELECT COUNT(*) FROM basket_line b WHERE b.account_id = :account) AS cart_count,
       (SELECT COUNT(*) FROM site_fact f WHERE f.key = 'demo') AS demo_count,
       (SELECT COALESCE(MAX(l.since), 0) FROM law_change l) AS law_version
  FROM (SELECT COUNT(*) AS task_count
          FROM delegation g
          JOIN todo t ON t.closed_at IS NULL AND t.account_id = g.from_account_id
           AND t.institution_id = g.institution_id AND t.kind = 'approval.decide'
          JOIN purchase p ON p.id = t.purchase_id AND p.officer_id <> g.to_account_id
         WHERE g.to_account_id = :account AND g.institution_id = :institution
           AND g.first_day <= :today AND g.last_day >= :today AND g.revoked_at IS NULL
           AND (t.right_needed & :rights) <> 0) deputy;

-- name: released_session_add
-- A new session; only the hash of its cookie is kept.
INSERT INTO session (token_hash, account_id, institution_id, supplier_id, csrf, address,
                     created_at, used_at, confirmed_at, idle_s, password_due)
VALUES (:token_hash, :account, :institution, :supplier, :csrf, :address, :now, :now, :now, :idle_s,
        :password_due)
RETURNING id;

-- name: released_session_copy
-- The same person goes on at another party: a new cookie, the old beginning. Not by a cookie that was
-- replaced, or who stole it could go on with a new one.
INSERT INTO session (token_hash, account_id, institution_id, supplier_id, csrf, address,
                     created_at, used_at, confirmed_at, idle_s, password_due)
SELECT :token_hash, s.account_id, :institution, :supplier, :csrf, s.address, s.created_at, :now,
       s.confirmed_at, :idle_s, s.password_due
  FROM session s
 WHERE s.id = :session AND s.token_hash = :shown_hash AND s.ended_at IS NULL
RETURNING id;

-- name: released_session_known_address
-- Did the person log in from this address of late?
SELECT COUNT(*) AS count
  FROM session
 WHERE account_id = :account AND address = :address AND created_at > :since;

-- name: released_session_touch
-- The session was used.
UPDATE session SET used_at = :now WHERE id = :session AND ended_at IS NULL;

-- name: released_session_turned
-- The session whose cookie this was before the person was asked again.
SELECT token_hash, turned_at
  FROM session
 WHERE old_token_hash = :token_hash AND turned_at > :since AND ended_at IS NULL;

-- name: released_session_confirm
-- The person showed the password or a code again: a new cookie, unless the one shown is the old one.
UPDATE session
   SET confirmed_at = :now,
       token_hash = CASE WHEN token_hash = :shown_hash THEN :token_hash ELSE token_hash END,
       old_token_hash = CASE WHEN token_hash = :shown_hash THEN :shown_hash
                             ELSE old_token_hash END,
       turned_at = CASE WHEN token_hash = :shown_hash THEN :now ELSE turned_at END
 WHERE id = :session AND ended_at IS NULL
RETURNING token_hash;

-- name: released_session_end
-- Log out: dead for every worker at once.
UPDATE session SET ended_at = :now WHERE id = :session AND ended_at IS NULL;

-- name: released_account_by_email
-- What the log-in needs to know of an account.
SELECT id, name, password_hash, totp_secret, totp_last_step, is_demo
  FROM account
 WHERE email = :email AND state = 'active';

-- name: released_account_secret
-- The secrets of the person who acts, for asking again before a deed.
SELECT id, name, password_hash, totp_secret, totp_last_step, is_demo
  FROM account
 WHERE id = :account AND state = 'active';

-- name: released_account_succeeded
-- The right code: its step is used up.
UPDATE account SET totp_last_step = :totp_step
 WHERE id = :account AND totp_last_step < :totp_step;

-- name: released_account_rehash
-- The same password at the cost of today, unless another was set meanwhile.
UPDATE account SET password_hash = :hash WHERE id = :account AND password_hash = :before;

-- name: released_account_parties
-- The parties a person may act for today, with the roles held there.
SELECT m.institution_id, m.supplier_id, m.role, COALESCE(i.no, f.no) AS party_no,
       COALESCE(i.name, f.name, '') AS organisation,
       COALESCE(i.state, f.state, 'active') AS party_state
  FROM membership m
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 WHERE m.account_id = :account AND m.first_day <= :today
   AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY m.id;

-- name: released_demo_accounts
-- The demo's accounts, one for each role, for the log-in page of a demo; every operator, since it
-- takes two of them to change a rule.
SELECT a.id, a.email, a.name, a.totp_secret, m.role, COALESCE(i.name, f.name, '') AS organisation
  FROM (SELECT m2.role, MIN(m2.id) AS membership_id
          FROM membership m2
          JOIN account a2 ON a2.id = m2.account_id AND a2.is_demo = 1
         GROUP BY m2.role, CASE WHEN m2.role = 'operator' THEN m2.id ELSE 0 END) first_one
  JOIN membership m ON m.id = first_one.membership_id
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
  LEFT JOIN institution i ON i.id = m.institution_id
  LEFT JOIN supplier f ON f.id = m.supplier_id
 ORDER BY m.id;

-- name: released_site_is_demo
-- Does the installation carry demo data, and which version of the law holds?
SELECT (SELECT COUNT(*) FROM site_fact f WHERE f.key = 'demo') AS demo_count,
       (SELECT COALESCE(MAX(l.since), 0) FROM law_change l) AS law_version;
-- name: released_party_holders
-- The roles people hold today at one party.
SELECT m.account_id, m.role
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE (m.institution_id = :institution OR m.supplier_id = :supplier)
   AND m.first_day <= :today AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY m.account_id, m.id
 LIMIT 500;
-- name: released_supplier_add
-- A firm that applies.
INSERT INTO supplier (no, name, business_no, corporate_no, representative, is_corporation,
                      business_type, business_item, district_code, address, phone, email,
                      introduction, opened_on, license_file_id, state, is_demo, created_at)
VALUES (:no, :name, :business_no, :corporate_no, :representative, :is_corporation, :business_type,
        :business_item, :district, :address, :phone, :email, :introduction, :opened_on, :license,
        'applied', :is_demo, :now)
RETURNING id;

-- name: released_supplier_is_known
-- Is there a firm of this business number?
SELECT COUNT(*) AS count FROM supplier WHERE business_no = :business_no;

-- name: released_supplier_find
-- One firm: of the operator by its number, of its own people by its row.
SELECT s.id, s.no, s.name, s.business_no, s.corporate_no, s.representative, s.is_corporation,
       s.business_type, s.business_item, s.district_code, COALESCE(r.name, '') AS district_name,
       s.address, s.phone, s.email, s.introduction, s.opened_on, s.bank_name, s.bank_account,
       s.bank_holder, s.license_file_id, s.state, s.sanctioned_until, s.created_at, s.activated_at,
       s.version
  FROM supplier s
  LEFT JOIN region r ON r.code = s.district_code
 WHERE s.id = COALESCE((SELECT b.id FROM supplier b WHERE b.no = :no), :id);

-- name: released_supplier_set_facts
-- What the licence says, as the firm mends it.
UPDATE supplier
   SET name = :name, corporate_no = :corporate_no, representative = :representative,
       is_corporation = :is_corporation, business_type = :business_type,
       business_item = :business_item, district_code = :district, address = :address,
       phone = :phone, email = :email, introduction = :introduction, opened_on = :opened_on,
       license_file_id = :license, version = version + 1
 WHERE id = :id AND version = :version;

-- name: released_supplier_set_bank
-- Where the firm is paid; the number is sealed.
UPDATE supplier
   SET bank_name = :bank, bank_account = :account, bank_holder = :holder, version = version + 1
 WHERE id = :id AND version = :version;

-- name: released_supplier_set_state
-- A move of the sign-up. The first approval is remembered.
UPDATE supplier
   SET state = :state, version = version + 1,
       activated_at = CASE WHEN :state = 'active' AND activated_at IS NULL THEN :now
                           ELSE activated_at END
 WHERE id = :id AND version = :version;

-- name: released_supplier_list
-- The operator's list: those that wait first, the oldest of them first; the others from the newest.
SELECT x.id, x.no, x.name, x.business_no, x.representative, x.state, x.district_name, x.created_at,
       x.applied_at, x.waiting_certificates
  FROM (SELECT s.id, s.no, s.name, s.business_no, s.representative, s.state, s.created_at,
               COALESCE(r.name, '') AS district_name,
               CASE WHEN s.state = 'applied' THEN 0 ELSE 1 END AS turn,
               CASE WHEN s.state = 'applied' THEN s.id ELSE -s.id END AS place,
               (SELECT MAX(a.applied_at) FROM application a WHERE a.supplier_id = s.id)
                   AS applied_at,
               (SELECT COUNT(*) FROM certificate c
                 WHERE c.supplier_id = s.id AND c.state = 'unchecked') AS waiting_certificates
          FROM supplier s
          LEFT JOIN region r ON r.code = s.district_code
         WHERE (CAST(:state AS TEXT) IS NULL OR s.state = :state)
           AND (CAST(:name AS TEXT) IS NULL OR s.name LIKE :name ESCAPE '!'
                OR s.business_no LIKE :digits ESCAPE '!')) x
 WHERE CAST(:after AS BIGINT) IS NULL
    OR (x.turn, x.place) > (SELECT CASE WHEN b.state = 'applied' THEN 0 ELSE 1 END,
                                   CASE WHEN b.state = 'applied' THEN b.id ELSE -b.id END
                              FROM supplier b WHERE b.no = :after)
 ORDER BY x.turn, x.place
 LIMIT :count;

-- name: released_supplier_counts
-- How many of those looked for stand where.
SELECT state, COUNT(*) AS count
  FROM supplier
 WHERE CAST(:name AS TEXT) IS NULL OR name LIKE :name ESCAPE '!'
    OR business_no LIKE :digits ESCAPE '!'
 GROUP BY state
 ORDER BY state;

-- name: released_supplier_reindex
-- What a firm sells is to be found anew: its name, its state or a certificate changed.
INSERT INTO search_change (offer_id)
SELECT id FROM offer WHERE supplier_id = :supplier ORDER BY id;

-- name: released_party_districts
-- The districts of the city.
SELECT code, name FROM region WHERE level = 'sigungu' AND in_city = 1 ORDER BY code;
-- name: released_support_add
-- An operator begins to look.
INSERT INTO support_view (no, institution_id, account_id, reason, begun_at, ends_at)
VALUES (:no, :institution, :account, :reason, :now, :ends_at)
RETURNING id;

-- name: released_support_end
-- Sooner than by itself.
UPDATE support_view SET ended_at = :now
 WHERE id = :view AND ended_at IS NULL AND ends_at > :now;

-- name: released_support_list
-- Views, the newest first: of one institution, of one operator, by number, or those that are open,
-- where they are given.
SELECT v.id, v.no, v.institution_id, i.no AS institution_no, i.name AS institution_name,
       v.account_id, a.name AS by_name, v.reason, v.begun_at,
       COALESCE(v.ended_at, v.ends_at) AS ends_at,
       (SELECT COUNT(*) FROM support_read r WHERE r.view_id = v.id) AS read_count
  FROM support_view v
  JOIN institution i ON i.id = v.institution_id
  JOIN account a ON a.id = v.account_id
 WHERE (CAST(:institution AS BIGINT) IS NULL OR v.institution_id = :institution)
   AND (CAST(:account AS BIGINT) IS NULL OR v.account_id = :account)
   AND (CAST(:no AS BIGINT) IS NULL OR v.no = :no)
   AND (CAST(:open_at AS BIGINT) IS NULL OR COALESCE(v.ended_at, v.ends_at) > :open_at)
 ORDER BY v.id DESC
 LIMIT 50;

-- name: released_support_read_add
-- Something was looked at.
INSERT INTO support_read (view_id, page, purchase_id, read_at)
VALUES (:view, :page, :purchase, :now)
RETURNING id;

-- name: released_support_read_list
-- What was looked at in one view, the newest first.
SELECT r.read_at, r.page, COALESCE(p.no, 0) AS case_no, COALESCE(p.title, '') AS case_title
  FROM support_read r
  LEFT JOIN purchase p ON p.id = r.purchase_id
 WHERE r.view_id = :view
 ORDER BY r.id DESC
 LIMIT 200;

-- name: released_support_admins
-- Whom an institution lets see to it: its administrators of today.
SELECT DISTINCT m.account_id
  FROM membership m
  JOIN account a ON a.id = m.account_id AND a.state = 'active'
 WHERE m.institution_id = :institution AND m.role = 'admin' AND m.first_day <= :today
   AND (m.last_day IS NULL OR m.last_day >= :today)
 ORDER BY m.account_id
 LIMIT 50;
-- name: released_try_find
-- Those at a mark.
SELECT failed_count, failed_until FROM login_try WHERE mark = :mark;

-- name: released_try_set
-- One more, or none any more.
INSERT INTO login_try (mark, failed_count, failed_until)
VALUES (:mark, :failed_count, :failed_until)
ON CONFLICT (mark) DO UPDATE
   SET failed_count = excluded.failed_count, failed_until = excluded.failed_until;
-- name: released_ledger_posting_add
-- One posting a deed: a second one is none.
INSERT INTO ledger_posting (institution_id, kind, object_id, claim_id, posted_on, text, posted_at)
VALUES (:institution, :kind, :object, :claim, :posted_on, :text, :now)
ON CONFLICT (kind, object_id) DO NOTHING
RETURNING id;

-- name: released_ledger_line_add
-- A line of it.
INSERT INTO ledger_line (posting_id, seq, account, debit_won, credit_won)
VALUES (:posting, :seq, :account, :debit_won, :credit_won);

-- name: released_ledger_sum
-- Debits and credits of an institution by account: of a month, and from the beginning to its end.
SELECT l.account,
       CAST(SUM(CASE WHEN p.posted_on >= :first_day THEN l.debit_won ELSE 0 END) AS BIGINT)
           AS debit_won,
       CAST(SUM(CASE WHEN p.posted_on >= :first_day THEN l.credit_won ELSE 0 END) AS BIGINT)
           AS credit_won,
       CAST(SUM(l.debit_won) AS BIGINT) AS debit_all_won,
       CAST(SUM(l.credit_won) AS BIGINT) AS credit_all_won
  FROM ledger_posting p
  JOIN ledger_line l ON l.posting_id = p.id
 WHERE p.institution_id = :institution AND p.posted_on <= :last_day
 GROUP BY l.account
 ORDER BY l.account;

-- name: released_ledger_list
-- Lines of an institution's month, the newest posting first, going on below the posting of a deed
-- on the claim `before`.
SELECT p.posted_on, p.kind, p.text, l.seq, l.account, l.debit_won, l.credit_won, c.no AS claim_no
  FROM ledger_posting p
  JOIN ledger_line l ON l.posting_id = p.id
  JOIN claim c ON c.id = p.claim_id
 WHERE p.institution_id = :institution AND p.posted_on >= :first_day AND p.posted_on <= :last_day
   AND (CAST(:account AS TEXT) IS NULL OR l.account = :account)
   AND (CAST(:before AS BIGINT) IS NULL
        OR p.id < (SELECT b.id
                     FROM ledger_posting b
                     JOIN claim d ON d.id = b.claim_id
                    WHERE d.no = :before AND b.kind = :deed AND b.institution_id = :institution))
 ORDER BY p.id DESC, l.seq
 LIMIT :count;
-- name: released_payment_add
-- A transfer of the treasury; a reference pays once in an institution.
INSERT INTO payment (no, claim_id, institution_id, paid_won, late_days, paid_on, reference,
                     account_id, noted_at)
VALUES (:no, :claim, :institution, :paid_won, :late_days, :paid_on, :reference, :account, :now)
RETURNING id;

-- name: released_payment_find
-- The payment of a claim.
SELECT p.id, p.no, p.institution_id, p.paid_won, p.late_days, p.paid_on, p.reference,
       a.name AS paid_by, p.noted_at
  FROM payment p
  JOIN account a ON a.id = p.account_id
 WHERE p.claim_id = :claim;

-- name: released_payment_reference_used
-- Has a payment of the institution this reference?
SELECT id FROM payment WHERE institution_id = :institution AND reference = :reference;

-- name: released_payment_list_waiting
-- Claims that wait for their money, the nearest term first, going on below `before`.
SELECT c.no, k.number, k.title, i.name AS institution_name, s.name AS supplier_name, c.net_won,
       c.delay_won, c.claimed_on, c.pay_by, c.state, c.returned_on, NULL AS paid_on, 0 AS late_days
  FROM claim c
  JOIN contract k ON k.id = c.contract_id
  JOIN institution i ON i.id = k.institution_id
  JOIN supplier s ON s.id = k.supplier_id
 WHERE c.state = 'claimed' AND (k.institution_id = :institution OR k.supplier_id = :supplier)
   AND (CAST(:before AS BIGINT) IS NULL
        OR (c.pay_by, c.id) > (SELECT b.pay_by, b.id
                                     FROM claim b
                                     JOIN contract n ON n.id = b.contract_id
                                    WHERE b.no = :before
                                      AND (n.institution_id = :institution
                                           OR n.supplier_id = :supplier)))
 ORDER BY c.pay_by, c.id
 LIMIT :count;

-- name: released_payment_list_over
-- Claims that were paid or sent back, the newest first, going on below `before`.
SELECT c.no, k.number, k.title, i.name AS institution_name, s.name AS supplier_name, c.net_won,
       c.delay_won, c.claimed_on, c.pay_by, c.state, c.returned_on, p.paid_on,
       COALESCE(p.late_days, 0) AS late_days
  FROM claim c
  JOIN contract k ON k.id = c.contract_id
  JOIN institution i ON i.id = k.institution_id
  JOIN supplier s ON s.id = k.supplier_id
  LEFT JOIN payment p ON p.claim_id = c.id
 WHERE c.state = :state AND (k.institution_id = :institution OR k.supplier_id = :supplier)
   AND (CAST(:before AS BIGINT) IS NULL
        OR c.id < (SELECT b.id
                     FROM claim b
                     JOIN contract n ON n.id = b.contract_id
                    WHERE b.no = :before
                      AND (n.institution_id = :institution OR n.supplier_id = :supplier)))
 ORDER BY c.id DESC
 LIMIT :count;

-- name: released_payment_count
-- The figures at the top of both desks.
SELECT COUNT(CASE WHEN c.state = 'claimed' THEN 1 END) AS waiting_count,
       CAST(COALESCE(SUM(CASE WHEN c.state = 'claimed' THEN c.net_won END), 0) AS BIGINT)
           AS waiting_won,
       COUNT(CASE WHEN c.state = 'claimed' AND c.pay_by = :today THEN 1 END) AS today_count,
       COUNT(CASE WHEN c.state = 'claimed' AND c.pay_by < :today THEN 1 END) AS late_count,
       COUNT(CASE WHEN c.state = 'returned' THEN 1 END) AS returned_count,
       COUNT(p.id) AS paid_count,
       COUNT(CASE WHEN p.paid_on >= :month THEN 1 END) AS month_count,
       CAST(COALESCE(SUM(CASE WHEN p.paid_on >= :month THEN p.paid_won END), 0) AS BIGINT)
           AS month_won
  FROM claim c
  JOIN contract k ON k.id = c.contract_id
  LEFT JOIN payment p ON p.claim_id = c.id
 WHERE k.institution_id = :institution OR k.supplier_id = :supplier;

-- name: released_payment_list_claimable
-- Contracts of a supplier whose money can be claimed.
SELECT k.no, k.number, k.title, i.name AS institution_name, k.price_won, k.moved_at
  FROM contract k
  JOIN institution i ON i.id = k.institution_id
 WHERE k.supplier_id = :supplier AND k.state = 'accepted'
 ORDER BY k.moved_at, k.id
 LIMIT 50;
-- name: released_approval_row_list
-- The line of a department in force on a day, with who of it may decide and who acts for them: the
-- newest delegation in force counts, when the delegate may decide.
SELECT l.step, CASE WHEN l.department_id IS NULL THEN 0 ELSE 1 END AS is_department, l.from_won,
       l.account_id, a.name,
       CASE WHEN a.state = 'active'
             AND EXISTS (SELECT 1 FROM membership m
                          WHERE m.account_id = l.account_id
                            AND m.institution_id = l.institution_id AND m.role = 'approver'
                            AND m.first_day <= :today
                            AND (m.last_day IS NULL OR m.last_day >= :today))
            THEN 1 ELSE 0 END AS approves,
       b.id AS delegate_id, COALESCE(b.name, '') AS delegate_name
  FROM approval_line l
  JOIN account a ON a.id = l.account_id
  LEFT JOIN delegation g ON g.id = (
           SELECT MAX(d.id) FROM delegation d
            WHERE d.from_account_id = l.account_id AND d.institution_id = l.institution_id
              AND d.first_day <= :today AND d.last_day >= :today AND d.revoked_at IS NULL)
  LEFT JOIN account b ON b.id = g.to_account_id AND b.state = 'active'
        AND EXISTS (SELECT 1 FROM membership m
                     WHERE m.account_id = b.id AND m.institution_id = l.institution_id
                       AND m.role = 'approver' AND m.first_day <= :today
                       AND (m.last_day IS NULL OR m.last_day >= :today))
 WHERE l.institution_id = :institution
   AND (l.department_id IS NULL OR l.department_id = :department)
   AND l.first_day <= :today AND (l.last_day IS NULL OR l.last_day >= :today)
 ORDER BY l.step, l.from_won, l.id
 LIMIT 100;

-- name: released_approval_round_add
-- The content as it goes to the approvers, in the next round of the case.
INSERT INTO approval_round (purchase_id, round, content, content_hash, submitted_by, submitted_at,
                            state)
SELECT :purchase, COALESCE(MAX(r.round), 0) + 1, CAST(:content AS TEXT), CAST(:hash AS TEXT),
       :account, :now, 'open'
  FROM approval_round r
 WHERE r.purchase_id = :purchase
RETURNING id;

-- name: released_approval_step_add
-- Whose turn it will be.
INSERT INTO approval_step (round_id, step, account_id, state)
VALUES (:round, :step, :account, 'waiting');

-- name: released_approval_sheet
-- The newest round of a case with its steps, who acts for each today, what was sent back before it,
-- and the law's newest answer.
SELECT COALESCE(k.round, 0) AS back_round, COALESCE(k.content, '') AS back_content,
       COALESCE(l.opinion, '') AS back_opinion, r.id AS round_id, r.round, r.content, r.content_hash, r.submitted_by,
       w.name AS submitter, r.submitted_at, r.state AS round_state,
       s.id AS step_id, s.step, s.account_id, a.name, s.state, s.opinion,
       s.split_confirmed, s.decided_by,
       COALESCE(c.name, '') AS decider, s.decided_at AS settled_at,
       g.to_account_id AS delegate_id, COALESCE(b.name, '') AS delegate_name,
       e.judged_on, e.question, e.answer, e.path, e.rule_ids, e.ground, e.confidence,
       e.similar_won, e.split_reason, e.confirm_reason, e.proofs, e.decided_at
  FROM approval_round r
  JOIN purchase p ON p.id = r.purchase_id
  JOIN account w ON w.id = r.submitted_by
  JOIN approval_step s ON s.round_id = r.id
  JOIN account a ON a.id = s.account_id
  LEFT JOIN account c ON c.id = s.decided_by
  LEFT JOIN delegation g ON g.id = (
           SELECT MAX(d.id) FROM delegation d
            WHERE d.from_account_id = s.account_id AND d.institution_id = p.institution_id
              AND d.first_day <= :today AND d.last_day >= :today AND d.revoked_at IS NULL)
  LEFT JOIN account b ON b.id = g.to_account_id
  LEFT JOIN approval_round k ON k.id = (
           SELECT MAX(y.id) FROM approval_round y
            WHERE y.purchase_id = r.purchase_id AND y.round < r.round AND y.state = 'returned')
  LEFT JOIN approval_step l ON l.round_id = k.id AND l.state = 'returned'
  LEFT JOIN law_decision e ON e.id = (
           SELECT MAX(n.id) FROM law_decision n WHERE n.purchase_id = p.id)
 WHERE r.purchase_id = :purchase AND p.institution_id = :institution
   AND r.id = (SELECT MAX(x.id) FROM approval_round x WHERE x.purchase_id = r.purchase_id)
 ORDER BY s.step
 LIMIT 5;

-- name: released_approval_step_decide
-- Somebody decides a step that still waits.
UPDATE approval_step
   SET state = :state, decided_by = :account, opinion = :opinion,
       split_confirmed = :split_confirmed, decided_at = :now
 WHERE id = :id AND state = 'waiting';

-- name: released_approval_round_end
-- The round is over.
UPDATE approval_round SET state = :state WHERE id = :id AND state = 'open';

-- name: released_approval_case_list
-- Cases of a person at an institution: `mine` wait for them, `for` wait for somebody they act for
-- today, `done` they decided. Those that wait the oldest first, the others the newest.
SELECT x.no, x.title, x.price_won, x.supplier_name, x.department_name, x.officer_name, x.named,
       x.step, x.step_state, x.round_state, x.submitted_at, x.settled_at, x.due_at
  FROM (SELECT s.id, p.no, p.title, p.price_won, f.name AS supplier_name,
               d.name AS department_name, o.name AS officer_name, a.name AS named, s.step,
               s.state AS step_state, r.state AS round_state, r.submitted_at,
               s.decided_at AS settled_at,
               COALESCE((SELECT MIN(t.due_at) FROM todo t
                          WHERE t.purchase_id = p.id AND t.closed_at IS NULL
                            AND t.kind = 'approval.decide'), 0) AS due_at,
               CASE WHEN CAST(:bucket AS TEXT) = 'done' THEN -s.id ELSE s.id END AS place
          FROM approval_step s
          JOIN approval_round r ON r.id = s.round_id
          JOIN purchase p ON p.id = r.purchase_id
          JOIN supplier f ON f.id = p.supplier_id
          JOIN department d ON d.id = p.department_id
          JOIN account o ON o.id = p.officer_id
          JOIN account a ON a.id = s.account_id
         WHERE p.institution_id = :institution
           AND ((CAST(:bucket AS TEXT) = 'done'
                 AND s.id = (SELECT MAX(y.id) FROM approval_step y
                               JOIN approval_round z ON z.id = y.round_id
                              WHERE z.purchase_id = p.id AND y.decided_by = :account))
                OR (CAST(:bucket AS TEXT) <> 'done' AND s.state = 'waiting' AND r.state = 'open'
                    AND p.officer_id <> :account
                    AND NOT EXISTS (SELECT 1 FROM approval_step y
                                     WHERE y.round_id = s.round_id AND y.state = 'waiting'
                                       AND y.step < s.step)
                    AND ((CAST(:bucket AS TEXT) = 'mine' AND s.account_id = :account)
                         OR (CAST(:bucket AS TEXT) = 'for'
                             AND :account = (SELECT g.to_account_id FROM delegation g
                                              WHERE g.id = (SELECT MAX(h.id) FROM delegation h
                                                             WHERE h.from_account_id = s.account_id
                                                               AND h.institution_id = :institution
                                                               AND h.first_day <= :today
                                                               AND h.last_day >= :today
                                                               AND h.revoked_at IS NULL))))))) x
 WHERE CAST(:after AS BIGINT) IS NULL
    OR x.place > (SELECT CASE WHEN CAST(:bucket AS TEXT) = 'done' THEN -MAX(s.id) ELSE MAX(s.id) END
                    FROM approval_step s
                    JOIN approval_round r ON r.id = s.round_id
                    JOIN purchase p ON p.id = r.purchase_id
                   WHERE p.no = :after AND p.institution_id = :institution
                     AND (CAST(:bucket AS TEXT) <> 'done' OR s.decided_by = :account)
                     AND (CAST(:bucket AS TEXT) = 'done' OR s.state = 'waiting'))
 ORDER BY x.place
 LIMIT :count;

-- name: released_approval_case_count
-- How many there are of each.
SELECT (SELECT COUNT(*)
          FROM approval_step s
          JOIN approval_round r ON r.id = s.round_id
          JOIN purchase p ON p.id = r.purchase_id
         WHERE p.institution_id = :institution AND s.account_id = :account
           AND s.state = 'waiting' AND r.state = 'open' AND p.officer_id <> :account
           AND NOT EXISTS (SELECT 1 FROM approval_step y
                            WHERE y.round_id = s.round_id AND y.state = 'waiting'
                              AND y.step < s.step)) AS mine,
       (SELECT COUNT(*)
          FROM approval_step s
          JOIN approval_round r ON r.id = s.round_id
          JOIN purchase p ON p.id = r.purchase_id
         WHERE p.institution_id = :institution
           AND s.state = 'waiting' AND r.state = 'open' AND p.officer_id <> :account
           AND NOT EXISTS (SELECT 1 FROM approval_step y
                            WHERE y.round_id = s.round_id AND y.state = 'waiting'
                              AND y.step < s.step)
           AND :account = (SELECT g.to_account_id FROM delegation g
                            WHERE g.id = (SELECT MAX(h.id) FROM delegation h
                                           WHERE h.from_account_id = s.account_id
                                             AND h.institution_id = :institution
                                             AND h.first_day <= :today AND h.last_day >= :today
                                             AND h.revoked_at IS NULL))) AS for_others,
       (SELECT COUNT(DISTINCT r.purchase_id)
          FROM approval_step s
          JOIN approval_round r ON r.id = s.round_id
          JOIN purchase p ON p.id = r.purchase_id
         WHERE p.institution_id = :institution AND s.decided_by = :account) AS done;
-- name: released_basket_offer
-- An offer that can be put into a basket: active, of an active supplier.
SELECT f.id, f.quantity_min, s.no AS supplier_no
  FROM offer f
  JOIN supplier s ON s.id = f.supplier_id AND s.state = 'active'
 WHERE f.no = :offer AND f.state = 'active';

-- name: released_basket_put
-- So many of it; what lies there already is replaced.
INSERT INTO basket_line (account_id, offer_id, quantity, added_at)
VALUES (:account, :offer, :quantity, :now)
ON CONFLICT (account_id, offer_id) DO UPDATE SET quantity = excluded.quantity;

-- name: released_basket_remove
-- Out of the basket.
DELETE FROM basket_line
 WHERE account_id = :account AND offer_id = (SELECT f.id FROM offer f WHERE f.no = :offer);

-- name: released_basket_clear
-- What went into a case leaves the basket.
DELETE FROM basket_line
 WHERE account_id = :account
   AND offer_id IN (SELECT f.id FROM offer f WHERE f.supplier_id = :supplier);

-- name: released_basket_list
-- What lies in a person's basket, a supplier after the other; of one supplier only where asked.
SELECT f.id AS offer_id, f.no AS offer_no, f.revision, f.product_id, f.price_won, f.vat, f.unit,
       f.quantity_min, f.lead_days, f.state AS offer_state, b.quantity, p.no AS product_no,
       p.title, p.picture, p.category_code, c.object, s.id AS supplier_id, s.no AS supplier_no,
       s.name AS supplier_name, s.state AS supplier_state
  FROM basket_line b
  JOIN offer f ON f.id = b.offer_id
  JOIN product p ON p.id = f.product_id
  JOIN category c ON c.code = p.category_code
  JOIN supplier s ON s.id = f.supplier_id
 WHERE b.account_id = :account
   AND (CAST(:supplier AS BIGINT) IS NULL OR s.no = :supplier)
 ORDER BY s.name, s.id, b.added_at, f.id
 LIMIT 100;

-- name: released_basket_departments
-- The departments of an institution that a case may be of.
SELECT id, no, name FROM department
 WHERE institution_id = :institution AND state = 'active'
 ORDER BY name, id
 LIMIT 500;
-- name: released_handover_add
-- Handed over.
INSERT INTO handover (purchase_id, system, handed_at, account_id)
VALUES (:purchase, :system, :now, :account);

-- name: released_handover_find
-- Of one case.
SELECT h.system, h.handed_at, a.name AS person
  FROM handover h
  JOIN account a ON a.id = h.account_id
 WHERE h.purchase_id = :purchase;

-- name: released_handover_results
-- What came of one case, with what was corrected.
SELECT r.id, r.outcome, r.number, r.result_on, r.name, r.won, r.supply_won, r.note, r.written_at,
       a.name AS person
  FROM handover_result r
  JOIN account a ON a.id = r.account_id
 WHERE r.purchase_id = :purchase
 ORDER BY r.id DESC
 LIMIT 100;

-- name: released_handover_add_result
-- What came of it; each row is corrected once.
INSERT INTO handover_result (purchase_id, corrects, outcome, number, result_on, name, won,
                             supply_won, note, account_id, written_at)
VALUES (:purchase, :corrects, :outcome, :number, :on, :name, :won, :supply_won, :note, :account,
        :now)
ON CONFLICT (purchase_id, corrects) DO NOTHING;
-- name: released_purchase_path_supplier
-- What the supplier of a case is, by certificates that hold on a day (a row without one when there is
-- none), whether it may be traded with, and whether a line is of goods it neither makes nor does
-- itself; and the limits of the institution's own, the lowest of those that hold on the day.
SELECT c.kind, c.vulnerable_bp, s.state, s.sanctioned_until,
       CASE WHEN EXISTS (SELECT 1 FROM purchase_line l
                           JOIN offer f ON f.id = l.offer_id
                          WHERE l.purchase_id = :purchase AND f.own_production = 0)
            THEN 1 ELSE 0 END AS resells,
       (SELECT CAST(MIN(o.value_won) AS BIGINT)
          FROM institution_policy o
          JOIN purchase p ON p.institution_id = o.institution_id AND p.id = :purchase
          LEFT JOIN institution_policy_end e ON e.policy_id = o.id
         WHERE o.kind = 'one_quote' AND o.first_day <= :today
           AND (o.last_day IS NULL OR o.last_day >= :today)
           AND (e.last_day IS NULL OR e.last_day >= :today)) AS one_quote_cap,
       (SELECT CAST(MIN(o.value_won) AS BIGINT)
          FROM institution_policy o
          JOIN purchase p ON p.institution_id = o.institution_id AND p.id = :purchase
          LEFT JOIN institution_policy_end e ON e.policy_id = o.id
         WHERE o.kind = 'ceiling' AND o.first_day <= :today
           AND (o.last_day IS NULL OR o.last_day >= :today)
           AND (e.last_day IS NULL OR e.last_day >= :today)) AS ceiling_cap
  FROM supplier s
  LEFT JOIN certificate c ON c.supplier_id = s.id AND c.state = 'verified'
        AND c.valid_from <= :today AND (c.valid_until IS NULL OR c.valid_until >= :today)
 WHERE s.id = :supplier
 ORDER BY c.id
 LIMIT 100;

-- name: released_purchase_path_similar
-- Other cases of the department up to a day whose lines are of the same families of categories: what
-- has been asked for or bought, or was handed over (at its result, once that is known). A draft that
-- nobody asked for is no purchase, nor is what was cancelled or what the firm declined: that goes on
-- only by asking again, and is judged anew then. The sums are of all, however many are listed.
SELECT x.no, x.title, x.state, x.counted_won, x.requested_on, x.supplier_name,
       COUNT(*) OVER () AS all_count,
       CAST(SUM(x.in_year) OVER () AS BIGINT) AS year_count,
       CAST(SUM(x.in_year * x.counted_won) OVER () AS BIGINT) AS year_won,
       CAST(SUM(x.in_twelve) OVER () AS BIGINT) AS twelve_count,
       CAST(SUM(x.in_twelve * x.counted_won) OVER () AS BIGINT) AS twelve_won
  FROM (SELECT p.id, p.no, p.title, p.state, p.requested_on, s.name AS supplier_name,
               COALESCE(h.supply_won, p.estimated_won) AS counted_won,
               CASE WHEN p.requested_on >= :year_from THEN 1 ELSE 0 END AS in_year,
               CASE WHEN p.requested_on >= :twelve_from THEN 1 ELSE 0 END AS in_twelve
          FROM purchase p
          JOIN supplier s ON s.id = p.supplier_id
          LEFT JOIN handover_result h ON h.purchase_id = p.id
               AND h.id = (SELECT MAX(r.id) FROM handover_result r WHERE r.purchase_id = p.id)
         WHERE p.department_id = :department AND p.institution_id = :institution
           AND p.id <> :purchase AND p.requested_on IS NOT NULL
           AND p.requested_on >= CASE WHEN CAST(:year_from AS TEXT) < CAST(:twelve_from AS TEXT)
                                      THEN CAST(:year_from AS TEXT) ELSE CAST(:twelve_from AS TEXT) END
           AND p.requested_on <= :on AND p.state NOT IN ('cancelled', 'declined')
           AND p.is_training = :is_training
           AND COALESCE(h.outcome, 'contracted') = 'contracted'
           AND EXISTS (SELECT 1
                         FROM purchase_line l
                         JOIN category c ON c.code = l.category_code
                         JOIN purchase_line mine ON mine.purchase_id = :purchase
                         JOIN category m ON m.code = mine.category_code
                        WHERE l.purchase_id = p.id
                          AND COALESCE(c.parent_code, c.code) = COALESCE(m.parent_code, m.code))) x
 ORDER BY x.requested_on DESC, x.id DESC
 LIMIT 200;

-- name: released_purchase_path_add
-- An answer; the newest counts.
INSERT INTO law_decision (purchase_id, judged_on, question, answer, path, rule_ids, ground,
                          confidence, similar_won, split_reason, confirm_reason, proofs, account_id,
                          decided_at, law_version)
VALUES (:purchase, :judged_on, :question, :answer, :path, :rule_ids, :ground, :confidence,
        :similar_won, :split_reason, :confirm_reason, :proofs, :account, :now, :law_version);

-- name: released_purchase_path_find
-- The newest answer about a case.
SELECT judged_on, question, answer, path, rule_ids, ground, confidence, similar_won, split_reason,
       confirm_reason, proofs, decided_at
  FROM law_decision
 WHERE purchase_id = :purchase
 ORDER BY id DESC
 LIMIT 1;
-- name: released_purchase_add
-- A new draft.
INSERT INTO purchase (no, institution_id, department_id, supplier_id, officer_id, title, need,
                      budget_line, object, delivery_place, deliver_by, list_won, estimated_won,
                      state, is_training, is_demo, created_at, moved_at)
VALUES (:no, :institution, :department, :supplier, :officer, :title, :need, :budget_line, :object,
        :delivery_place, :deliver_by, :list_won, :estimated_won, 'draft', :is_training, :is_demo,
        :now, :now)
RETURNING id;

-- name: released_purchase_find
-- One case of an institution, or of a supplier once it was asked, by its public number or row.
SELECT p.id, p.no, p.institution_id, i.name AS institution_name, i.regime, p.department_id,
       d.name AS department_name, p.supplier_id, s.no AS supplier_no, s.name AS supplier_name,
       p.officer_id, a.name AS officer_name, p.title, p.need, p.budget_line, p.object,
       p.delivery_place, p.deliver_by, p.list_won, p.estimated_won, p.price_won, p.supply_won,
       p.vat_won, p.path, p.state, p.choice_reason, p.content_hash, p.requested_on, p.is_training,
       p.is_demo, p.created_at, p.moved_at, p.version
  FROM purchase p
  JOIN institution i ON i.id = p.institution_id
  JOIN department d ON d.id = p.department_id
  JOIN supplier s ON s.id = p.supplier_id
  JOIN account a ON a.id = p.officer_id
 WHERE (p.no = :no OR p.id = :id)
   AND (p.institution_id = :institution OR (p.supplier_id = :supplier AND p.requested_on IS NOT NULL));

-- name: released_purchase_hands
-- What a person has done on a case, for the institution and for the supplier, and whether they
-- belong or ever belonged to the supplier; and whether the institution keeps approving and inspecting
-- apart on the day.
SELECT CASE WHEN p.officer_id = :account
              OR EXISTS (SELECT 1 FROM approval_round r
                          WHERE r.purchase_id = p.id AND r.submitted_by = :account)
            THEN 1 ELSE 0 END AS asked,
       (SELECT COUNT(*)
          FROM approval_round r
         CROSS JOIN approval_step s -- in this order: an approver has decided a year's cases
         WHERE r.purchase_id = p.id AND s.round_id = r.id AND s.decided_by = :account) AS decided,
       (SELECT COUNT(*)
          FROM approval_round r
         CROSS JOIN approval_step s
         WHERE r.purchase_id = p.id AND s.round_id = r.id AND r.state = 'approved'
           AND s.state = 'approved' AND s.decided_by = :account) AS approved,
       (SELECT COUNT(*)
          FROM inspection i
          JOIN delivery d ON d.id = i.delivery_id
          JOIN contract k ON k.id = d.contract_id
         WHERE k.purchase_id = p.id AND i.inspector_id = :account) AS inspected,
       (SELECT COUNT(*)
          FROM claim c
          JOIN contract k ON k.id = c.contract_id
          LEFT JOIN claim_proof f ON f.claim_id = c.id AND f.checked_by = :account
          LEFT JOIN payment y ON y.claim_id = c.id AND y.account_id = :account
         WHERE k.purchase_id = p.id
           AND (c.excused_by = :account OR f.claim_id IS NOT NULL OR y.id IS NOT NULL)) AS handled,
       (SELECT COUNT(*)
          FROM contract_signature g
          JOIN contract k ON k.id = g.contract_id
         WHERE k.purchase_id = p.id AND g.side = 'institution'
           AND g.account_id = :account) AS signed,
       (SELECT COUNT(*)
          FROM quote q
          JOIN quote_request r ON r.id = q.quote_request_id
         WHERE r.purchase_id = p.id AND q.account_id = :account) AS answered,
       (SELECT COUNT(*)
          FROM contract k
          LEFT JOIN contract_signature g ON g.contract_id = k.id AND g.side = 'supplier'
                AND g.account_id = :account
          LEFT JOIN delivery d ON d.contract_id = k.id AND d.account_id = :account
          LEFT JOIN claim c ON c.contract_id = k.id AND c.account_id = :account
         WHERE k.purchase_id = p.id
           AND (g.id IS NOT NULL OR d.id IS NOT NULL OR c.id IS NOT NULL)) AS fulfilled,
       (SELECT COUNT(*)
          FROM membership m
         WHERE m.account_id = :account AND m.supplier_id = p.supplier_id) AS memberships,
       (SELECT COUNT(*)
          FROM institution_policy o
          LEFT JOIN institution_policy_end e ON e.policy_id = o.id
         WHERE o.institution_id = p.institution_id AND o.kind = 'approver_inspects'
           AND o.first_day <= :today AND (o.last_day IS NULL OR o.last_day >= :today)
           AND (e.last_day IS NULL OR e.last_day >= :today)) AS keeps_apart
  FROM purchase p
 WHERE p.id = :purchase;

-- name: released_purchase_save
-- Everything of a case that may change.
UPDATE purchase
   SET title = :title, need = :need, budget_line = :budget_line, object = :object,
       delivery_place = :delivery_place, deliver_by = :deliver_by, list_won = :list_won,
       estimated_won = :estimated_won, price_won = :price_won, supply_won = :supply_won,
       vat_won = :vat_won, path = :path, state = :state, choice_reason = :choice_reason,
       content_hash = :content_hash, requested_on = :requested_on, moved_at = :moved_at,
       version = version + 1
 WHERE id = :id AND version = :version;

-- name: released_purchase_line_add
-- A line as the officer saw the offer.
INSERT INTO purchase_line (purchase_id, seq, offer_id, offer_revision, product_id, category_code,
                           title, unit, vat, quantity, list_price_won, price_won)
VALUES (:purchase, :seq, :offer, :offer_revision, :product, :category_code, :title, :unit, :vat,
        :quantity, :list_price_won, :price_won);

-- name: released_purchase_line_list
-- The lines in their order, each with what its category is an object of and the least its supplier
-- sells at once today; on a day :beside_on the lowest price at which the same could be bought of
-- another firm: in the same unit, so few of it, and of one that may be contracted with.
SELECT l.id, l.seq, l.offer_id, l.offer_revision, l.product_id, l.category_code,
       COALESCE(c.object, '') AS object, l.title, l.unit, l.vat, l.quantity, o.quantity_min,
       l.list_price_won, l.price_won,
       CASE WHEN CAST(:beside_on AS TEXT) IS NOT NULL
            THEN COALESCE((SELECT MIN(b.price_won)
                             FROM offer b
                             JOIN purchase p ON p.id = l.purchase_id
                             JOIN supplier s ON s.id = b.supplier_id AND s.state = 'active'
                            WHERE b.product_id = l.product_id AND b.supplier_id <> p.supplier_id
                              AND b.state = 'active' AND b.unit = l.unit
                              AND b.quantity_min <= l.quantity
                              AND (s.sanctioned_until IS NULL
                                   OR s.sanctioned_until < :beside_on)), 0)
            ELSE 0 END AS beside_won
  FROM purchase_line l
  JOIN offer o ON o.id = l.offer_id
  LEFT JOIN category c ON c.code = l.category_code
 WHERE l.purchase_id = :purchase
 ORDER BY l.seq
 LIMIT 100;

-- name: released_purchase_line_save
-- What of a line may change: how many, and the agreed price.
UPDATE purchase_line SET quantity = :quantity, price_won = :price_won
 WHERE id = :id AND purchase_id = :purchase;

-- name: released_purchase_line_remove
-- Out of the draft.
DELETE FROM purchase_line WHERE id = :id AND purchase_id = :purchase;

-- name: released_purchase_list
-- Cases of an institution, the newest first, going on below `before`.
SELECT p.no, p.title, p.state, p.price_won, p.list_won, p.deliver_by, p.created_at, p.moved_at,
       s.name AS supplier_name, d.name AS department_name, a.name AS officer_name
  FROM purchase p
  JOIN supplier s ON s.id = p.supplier_id
  JOIN department d ON d.id = p.department_id
  JOIN account a ON a.id = p.officer_id
 WHERE p.institution_id = :institution
   AND (CAST(:state AS TEXT) IS NULL OR p.state = :state)
   AND (CAST(:officer AS BIGINT) IS NULL OR p.officer_id = :officer)
   AND (CAST(:words AS TEXT) IS NULL OR p.title LIKE :words ESCAPE '!'
        OR s.name LIKE :words ESCAPE '!')
   AND (CAST(:before AS BIGINT) IS NULL
        OR p.id < (SELECT b.id FROM purchase b
                    WHERE b.no = :before AND b.institution_id = :institution))
 ORDER BY p.id DESC
 LIMIT :count;

-- name: released_purchase_count
-- How many cases there are of each state.
SELECT state, COUNT(*) AS count FROM purchase WHERE institution_id = :institution GROUP BY state;

-- name: released_purchase_event_add
-- A line of the timeline.
INSERT INTO purchase_event (purchase_id, at, account_id, actor, organisation, kind, text, path,
                            is_internal)
VALUES (:purchase, :now, :account, :actor, :organisation, :kind, :text, :path, :is_internal);

-- name: released_purchase_event_list
-- The timeline, the newest first.
SELECT at, actor, organisation, kind, text, path
  FROM purchase_event
 WHERE purchase_id = :purchase AND (is_internal = 0 OR CAST(:internal AS BIGINT) = 1)
 ORDER BY id DESC
 LIMIT 100;

-- name: released_purchase_task_add
-- Somebody must act.
INSERT INTO todo (purchase_id, kind, institution_id, supplier_id, account_id, right_needed, text,
                  path, due_at, article, opened_at)
VALUES (:purchase, :kind, :institution, :supplier, :account, :rights, :text, :path, :due_at,
        :article, :now);

-- name: released_purchase_task_close
-- Done, or no longer to be done. No kind: all of the case.
UPDATE todo SET closed_at = :now
 WHERE purchase_id = :purchase AND closed_at IS NULL
   AND (CAST(:kind AS TEXT) IS NULL OR kind = :kind);

-- name: released_purchase_task_list
-- Who must act on a case now, the nearest term first; of an approval also who may decide today for
-- the person it was asked of.
SELECT t.kind, t.institution_id, t.supplier_id, t.account_id, t.right_needed, t.text, t.path,
       t.due_at, t.article, COALESCE(a.name, '') AS person,
       COALESCE(i.name, f.name, '') AS organisation, COALESCE(g.to_account_id, 0) AS deputy_id
  FROM todo t
  JOIN purchase p ON p.id = t.purchase_id
  LEFT JOIN delegation g ON t.kind = 'approval.decide' AND g.to_account_id <> p.officer_id
       AND g.id = (SELECT MAX(d.id) FROM delegation d
                    WHERE d.from_account_id = t.account_id AND d.institution_id = t.institution_id
                      AND d.first_day <= :today AND d.last_day >= :today
                      AND d.revoked_at IS NULL)
  LEFT JOIN account a ON a.id = t.account_id
  LEFT JOIN institution i ON i.id = t.institution_id
  LEFT JOIN supplier f ON f.id = t.supplier_id
 WHERE t.purchase_id = :purchase AND t.closed_at IS NULL
 ORDER BY CASE WHEN t.due_at = 0 THEN 1 ELSE 0 END, t.due_at, t.id
 LIMIT 20;
-- name: released_support_cases
-- Its cases, the newest first, before an id.
SELECT p.id, p.no, p.title, p.state, p.moved_at, p.officer_id, a.name AS officer_name,
       d.name AS department_name
  FROM purchase p
  JOIN account a ON a.id = p.officer_id
  JOIN department d ON d.id = p.department_id
 WHERE p.institution_id = :institution AND p.id < :before
 ORDER BY p.id DESC
 LIMIT 51;

-- name: released_support_happenings
-- What happened to one, with who did it, the newest first.
SELECT e.at, e.account_id, e.actor, e.organisation, e.kind, e.text
  FROM purchase_event e
  JOIN purchase p ON p.id = e.purchase_id
 WHERE p.institution_id = :institution AND p.id = :purchase
 ORDER BY e.id DESC
 LIMIT 200;
-- name: released_quote_request_add
-- A request as it goes to the supplier.
INSERT INTO quote_request (no, purchase_id, supplier_id, message, asked_at, closes_at, state, title,
                           object, delivery_place, deliver_by)
VALUES (:no, :purchase, :supplier, :message, :now, :closes_at, 'open', :title, :object,
        :delivery_place, :deliver_by)
RETURNING id;

-- name: released_quote_request_line_add
-- What is asked, line by line.
INSERT INTO quote_request_line (quote_request_id, seq, purchase_line_id, title, unit, vat, quantity,
                                list_price_won)
VALUES (:request, :seq, :purchase_line, :title, :unit, :vat, :quantity, :list_price_won);

-- name: released_quote_request_find
-- A request of an institution or of a supplier, by its number; or the newest of a case.
SELECT r.id, r.no, r.purchase_id, p.no AS purchase_no, p.state AS purchase_state, p.officer_id,
       a.name AS officer_name, p.institution_id, i.name AS institution_name,
       i.phone AS institution_phone, d.name AS department_name, r.supplier_id, s.name AS supplier_name, r.title, r.object,
       r.delivery_place, r.deliver_by, r.message, r.asked_at, r.closes_at, r.state, r.version,
       (SELECT MAX(n.id) FROM quote_request n WHERE n.purchase_id = r.purchase_id) AS newest_id
  FROM quote_request r
  JOIN purchase p ON p.id = r.purchase_id
  JOIN institution i ON i.id = p.institution_id
  JOIN department d ON d.id = p.department_id
  JOIN supplier s ON s.id = r.supplier_id
  JOIN account a ON a.id = p.officer_id
 WHERE (r.no = :no OR r.purchase_id = :purchase)
   AND (p.institution_id = :institution OR r.supplier_id = :supplier)
 ORDER BY r.id DESC
 LIMIT 1;

-- name: released_quote_request_of_job
-- Whose request a job of the platform is about.
SELECT r.no, p.institution_id
  FROM quote_request r
  JOIN purchase p ON p.id = r.purchase_id
 WHERE r.id = :id;

-- name: released_quote_request_save
-- Its state moved.
UPDATE quote_request SET state = :state, version = version + 1
 WHERE id = :id AND version = :version;

-- name: released_quote_request_take
-- The supplier answered or declined: the moment decides, in the same statement.
UPDATE quote_request SET state = :state, version = version + 1
 WHERE id = :id AND version = :version AND supplier_id = :supplier AND closes_at > :now
   AND state IN ('open', 'answered');

-- name: released_quote_item_list
-- The lines of a request, with the answer to each when one is asked for.
SELECT l.id, l.seq, l.purchase_line_id, l.title, l.unit, l.vat, l.quantity, l.list_price_won,
       q.price_won, q.deliver_by
  FROM quote_request_line l
  LEFT JOIN quote_line q ON q.quote_request_line_id = l.id AND q.quote_id = :quote
 WHERE l.quote_request_id = :request
 ORDER BY l.seq
 LIMIT 100;

-- name: released_quote_add
-- An answer. A second one with the same revision is refused by the table.
INSERT INTO quote (no, quote_request_id, revision, price_won, supply_won, vat_won, deliver_by,
                   valid_until, remark, decline_reason, account_id, given_at, content_hash)
VALUES (:no, :request, :revision, :price_won, :supply_won, :vat_won, :deliver_by, :valid_until,
        :remark, :decline_reason, :account, :now, :content_hash)
RETURNING id;

-- name: released_quote_line_add
-- The answer to a line.
INSERT INTO quote_line (quote_id, quote_request_line_id, price_won, deliver_by)
VALUES (:quote, :item, :price_won, :deliver_by);

-- name: released_quote_list
-- The answers to a request, the newest first.
SELECT q.id, q.no, q.revision, q.price_won, q.supply_won, q.vat_won, q.deliver_by, q.valid_until,
       q.remark, q.decline_reason, q.account_id, a.name AS account_name, q.given_at, q.content_hash
  FROM quote q
  JOIN account a ON a.id = q.account_id
 WHERE q.quote_request_id = :request
 ORDER BY q.revision DESC
 LIMIT 50;

-- name: released_quote_row_list
-- Requests of an institution or a supplier in one bucket: `open` by the nearest deadline, the others
-- the newest first; going on after a request.
SELECT x.no, x.title, x.state, x.purchase_state, x.asked_at, x.closes_at, x.institution_name,
       x.department_name, x.supplier_name, x.officer_name, x.price_won, x.valid_until, x.line_count,
       f.title AS first_title, f.unit AS first_unit, f.quantity AS first_quantity,
       (SELECT CAST(SUM(l.quantity * l.list_price_won) AS BIGINT) FROM quote_request_line l
         WHERE l.quote_request_id = x.id) AS list_won
  FROM (SELECT r.id, r.no, r.title, r.state, p.state AS purchase_state, r.asked_at, r.closes_at,
               i.name AS institution_name, d.name AS department_name, s.name AS supplier_name,
               a.name AS officer_name,
               COALESCE(q.price_won, 0) AS price_won, q.valid_until,
               (SELECT COUNT(*) FROM quote_request_line l WHERE l.quote_request_id = r.id)
                   AS line_count,
               CASE WHEN r.state = 'open' AND p.state <> 'cancelled' AND r.closes_at > :now
                    THEN 'open'
                    WHEN r.state IN ('answered', 'chosen') AND p.state <> 'cancelled' THEN 'given'
                    ELSE 'over' END AS bucket,
               CASE WHEN CAST(:bucket AS TEXT) = 'open' THEN r.closes_at ELSE -r.id END AS place
          FROM quote_request r
          JOIN purchase p ON p.id = r.purchase_id
          JOIN institution i ON i.id = p.institution_id
          JOIN department d ON d.id = p.department_id
          JOIN supplier s ON s.id = r.supplier_id
          JOIN account a ON a.id = p.officer_id
          LEFT JOIN quote q ON q.quote_request_id = r.id
               AND q.revision = (SELECT MAX(n.revision) FROM quote n
                                  WHERE n.quote_request_id = r.id)
         WHERE r.id IN (SELECT m.id FROM quote_request m WHERE m.supplier_id = :supplier
                        UNION ALL
                        SELECT n.id FROM purchase k JOIN quote_request n ON n.purchase_id = k.id
                         WHERE k.institution_id = :institution)) x
  JOIN quote_request_line f ON f.quote_request_id = x.id
       AND f.seq = (SELECT MIN(g.seq) FROM quote_request_line g WHERE g.quote_request_id = x.id)
 WHERE x.bucket = CAST(:bucket AS TEXT)
   AND (CAST(:after AS BIGINT) IS NULL
        OR (x.place, x.id) > (SELECT CASE WHEN CAST(:bucket AS TEXT) = 'open' THEN b.closes_at
                                          ELSE -b.id END, b.id
                                FROM quote_request b WHERE b.no = :after))
 ORDER BY x.place, x.id
 LIMIT :count;

-- name: released_quote_bucket_count
-- How many there are of each.
SELECT x.bucket, COUNT(*) AS count
  FROM (SELECT CASE WHEN r.state = 'open' AND p.state <> 'cancelled' AND r.closes_at > :now
                    THEN 'open'
                    WHEN r.state IN ('answered', 'chosen') AND p.state <> 'cancelled' THEN 'given'
                    ELSE 'over' END AS bucket
          FROM quote_request r
          JOIN purchase p ON p.id = r.purchase_id
         WHERE r.id IN (SELECT m.id FROM quote_request m WHERE m.supplier_id = :supplier
                        UNION ALL
                        SELECT n.id FROM purchase k JOIN quote_request n ON n.purchase_id = k.id
                         WHERE k.institution_id = :institution)) x
 GROUP BY x.bucket;

-- name: released_quote_firm_state
-- May the supplier of a case trade at all?
SELECT s.state
  FROM purchase p
  JOIN supplier s ON s.id = p.supplier_id
 WHERE p.id = :purchase AND p.institution_id = :institution;

-- name: released_quote_moved_offers
-- Lines whose offer is not what the officer saw, or is no longer there.
SELECT COUNT(*) AS count
  FROM purchase_line l
  JOIN offer o ON o.id = l.offer_id
 WHERE l.purchase_id = :purchase AND (o.revision <> l.offer_revision OR o.state <> 'active');

-- name: released_quote_rival_list
-- The cheapest of those who sell what a line asks for: in the same unit, so few of it, and may be
-- contracted with; of equal ones the one that offered it first.
SELECT x.id, x.price_won, x.offer_no, x.product_no, x.supplier_name
  FROM (SELECT l.id, o.price_won, o.no AS offer_no, g.no AS product_no, s.name AS supplier_name,
               ROW_NUMBER() OVER (PARTITION BY l.id ORDER BY o.price_won, o.id) AS place
          FROM quote_request_line l
          JOIN quote_request r ON r.id = l.quote_request_id
          JOIN purchase_line p ON p.id = l.purchase_line_id
          JOIN product g ON g.id = p.product_id
          JOIN offer o ON o.product_id = p.product_id AND o.supplier_id <> r.supplier_id
          JOIN supplier s ON s.id = o.supplier_id AND s.state = 'active'
         WHERE l.quote_request_id = :request AND o.state = 'active' AND o.unit = l.unit
           AND o.quantity_min <= l.quantity
           AND (s.sanctioned_until IS NULL OR s.sanctioned_until < :today)) x
 WHERE x.place = 1;
-- name: released_record_contract_find
-- What a contract counts for, as the record will keep it, and the record made of it if any.
SELECT c.institution_id, p.department_id, c.supplier_id, c.title, c.object, c.price_won, c.supply_won,
       c.contracted_on, c.state, c.is_training, p.path, i.regime, s.district_code,
       (SELECT COUNT(*) FROM region g WHERE g.code = s.district_code AND g.in_city = 1) AS is_local,
       COALESCE((SELECT l.category_code FROM contract_line l WHERE l.contract_id = c.id
                  ORDER BY l.amount_won DESC, l.seq LIMIT 1), '') AS category_code,
       COALESCE((SELECT CAST(SUM(y.paid_won) AS BIGINT) FROM payment y
                   JOIN claim k ON k.id = y.claim_id WHERE k.contract_id = c.id), 0) AS paid_won,
       r.id AS record_id, r.paid_won AS recorded_paid_won, r.voided_on
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
  JOIN institution i ON i.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
  LEFT JOIN purchase_record r ON r.contract_id = c.id
 WHERE c.id = :contract;

-- name: released_record_certificates
-- The verified certificates of a supplier; which of them hold on a day is asked of the rules.
SELECT kind, number, valid_from, valid_until
  FROM certificate
 WHERE supplier_id = :supplier AND state = 'verified'
 ORDER BY kind, id;

-- name: released_record_add
-- A contract becomes a record, once.
INSERT INTO purchase_record (contract_id, institution_id, department_id, supplier_id, fiscal_year,
                             contracted_on, object, category_code, title, price_won, supply_won,
                             paid_won, district_code, channel, recorded_at)
VALUES (:contract, :institution, :department, :supplier, :year, :contracted_on, :object, :category,
        :title, :price, :supply, :paid, :district, :channel, :now)
RETURNING id;

-- name: released_record_tag_add
-- What it counts for.
INSERT INTO record_tag (record_id, tag, number, valid_from, valid_until)
VALUES (:record, :tag, :number, :valid_from, :valid_until);

-- name: released_record_tags
-- What a record counts for.
SELECT tag, number, valid_from, valid_until FROM record_tag WHERE record_id = :record ORDER BY tag;

-- name: released_record_sum_add
-- A record more, or less, in the sum of its month, object and tag.
INSERT INTO record_sum (institution_id, fiscal_year, month, object, tag, price_won, record_count)
VALUES (:institution, :year, :month, :object, :tag, :price, :count)
ON CONFLICT (institution_id, fiscal_year, month, object, tag)
DO UPDATE SET price_won = record_sum.price_won + excluded.price_won,
              record_count = record_sum.record_count + excluded.record_count;

-- name: released_record_year_sum_add
-- The same in the institution's year.
INSERT INTO record_year_sum (fiscal_year, tag, institution_id, price_won, record_count)
VALUES (:year, :tag, :institution, :price, :count)
ON CONFLICT (fiscal_year, tag, institution_id)
DO UPDATE SET price_won = record_year_sum.price_won + excluded.price_won,
              record_count = record_year_sum.record_count + excluded.record_count;

-- name: released_record_city_sum_add
-- The same in the city's month.
INSERT INTO record_city_sum (fiscal_year, part, month, object, tag, price_won, record_count)
VALUES (:year, CAST(:institution AS BIGINT) % 16, :month, :object, :tag, :price, :count)
ON CONFLICT (fiscal_year, part, month, object, tag)
DO UPDATE SET price_won = record_city_sum.price_won + excluded.price_won,
              record_count = record_city_sum.record_count + excluded.record_count;

-- name: released_record_district_sum_add
-- The same by the supplier's district.
INSERT INTO record_district_sum (institution_id, fiscal_year, district_code, price_won, record_count)
VALUES (:institution, :year, :district, :price, :count)
ON CONFLICT (institution_id, fiscal_year, district_code)
DO UPDATE SET price_won = record_district_sum.price_won + excluded.price_won,
              record_count = record_district_sum.record_count + excluded.record_count;

-- name: released_record_void
-- The contract was undone: the row stays and counts no more. What it counted in is given back.
UPDATE purchase_record SET voided_on = :today
 WHERE id = :record AND voided_on IS NULL
RETURNING institution_id, fiscal_year, contracted_on, object, price_won, district_code;

-- name: released_record_pay
-- What has been paid so far.
UPDATE purchase_record SET paid_won = :paid WHERE id = :record;

-- name: released_record_institution
-- The institution whose records are shown.
SELECT name, regime FROM institution WHERE id = :institution;

-- name: released_record_years
-- The years an institution has records of, the newest first.
SELECT DISTINCT fiscal_year FROM record_sum WHERE institution_id = :institution
 ORDER BY fiscal_year DESC
 LIMIT 10;

-- name: released_record_sums
-- All sums of an institution's year.
SELECT month, object, tag, price_won, record_count
  FROM record_sum
 WHERE institution_id = :institution AND fiscal_year = :year
 ORDER BY month, object, tag;

-- name: released_record_paid
-- What was paid for the records of a year.
SELECT CAST(COALESCE(SUM(paid_won), 0) AS BIGINT) AS paid_won
  FROM purchase_record
 WHERE institution_id = :institution AND fiscal_year = :year AND voided_on IS NULL;

-- name: released_record_districts
-- A year by the supplier's district: each of the city, and others bought from.
SELECT g.code, g.name, COALESCE(d.price_won, 0) AS price_won,
       COALESCE(d.record_count, 0) AS record_count
  FROM region g
  LEFT JOIN record_district_sum d ON d.district_code = g.code
        AND d.institution_id = :institution AND d.fiscal_year = :year
 WHERE g.level = 'sigungu' AND (g.in_city = 1 OR d.record_count > 0)
UNION ALL
SELECT d.district_code, d.district_code, d.price_won, d.record_count
  FROM record_district_sum d
 WHERE d.institution_id = :institution AND d.fiscal_year = :year AND d.record_count > 0
   AND NOT EXISTS (SELECT 1 FROM region g WHERE g.code = d.district_code AND g.level = 'sigungu')
 ORDER BY code;

-- name: released_record_targets
-- The institution's own targets of a year: the newest of each category.
SELECT t.tag, t.target_bp
  FROM record_target t
 WHERE t.institution_id = :institution AND t.fiscal_year = :year
   AND NOT EXISTS (SELECT 1 FROM record_target n
                    WHERE n.institution_id = t.institution_id AND n.fiscal_year = t.fiscal_year
                      AND n.tag = t.tag AND n.set_at > t.set_at)
 ORDER BY t.tag;

-- name: released_record_target_add
-- An own target; earlier ones stay as they were.
INSERT INTO record_target (institution_id, fiscal_year, tag, target_bp, account_id, set_at)
VALUES (:institution, :year, :tag, :target, :account, :now);

-- name: released_performance_years
-- The years anybody has records of, the newest first.
SELECT DISTINCT fiscal_year FROM record_city_sum ORDER BY fiscal_year DESC LIMIT 10;

-- name: released_performance_sums
-- A year of all institutions by month, object and tag.
SELECT month, object, tag, CAST(SUM(price_won) AS BIGINT) AS price_won,
       CAST(SUM(record_count) AS BIGINT) AS record_count
  FROM record_city_sum
 WHERE fiscal_year = :year
 GROUP BY month, object, tag
 ORDER BY month, object, tag;

-- name: released_performance_districts
-- A year of all institutions by the supplier's district.
SELECT g.code, g.name, COALESCE(d.price_won, 0) AS price_won,
       COALESCE(d.record_count, 0) AS record_count
  FROM region g
  LEFT JOIN (SELECT x.district_code, CAST(SUM(x.price_won) AS BIGINT) AS price_won,
                    CAST(SUM(x.record_count) AS BIGINT) AS record_count
               FROM record_district_sum x WHERE x.fiscal_year = :year
              GROUP BY x.district_code) d ON d.district_code = g.code
 WHERE g.level = 'sigungu' AND (g.in_city = 1 OR d.record_count > 0)
UNION ALL
SELECT x.district_code, x.district_code, CAST(SUM(x.price_won) AS BIGINT),
       CAST(SUM(x.record_count) AS BIGINT)
  FROM record_district_sum x
 WHERE x.fiscal_year = :year
   AND NOT EXISTS (SELECT 1 FROM region g WHERE g.code = x.district_code AND g.level = 'sigungu')
 GROUP BY x.district_code
 ORDER BY code;

-- name: released_performance_institutions
-- Institutions by what they bought in a year, going on below `before`.
SELECT i.no, i.name, t.price_won, t.record_count, t.sme_won, t.local_won, t.women_won
  FROM (SELECT institution_id,
               CAST(SUM(CASE WHEN tag = '' THEN price_won ELSE 0 END) AS BIGINT) AS price_won,
               CAST(SUM(CASE WHEN tag = '' THEN record_count ELSE 0 END) AS BIGINT) AS record_count,
               CAST(SUM(CASE WHEN tag = 'sme' THEN price_won ELSE 0 END) AS BIGINT) AS sme_won,
               CAST(SUM(CASE WHEN tag = 'local' THEN price_won ELSE 0 END) AS BIGINT) AS local_won,
               CAST(SUM(CASE WHEN tag = 'women' THEN price_won ELSE 0 END) AS BIGINT) AS women_won
          FROM record_year_sum
         WHERE fiscal_year = :year AND tag IN ('', 'sme', 'local', 'women')
         GROUP BY institution_id) t
  JOIN institution i ON i.id = t.institution_id
 WHERE t.record_count > 0
   AND (CAST(:words AS TEXT) IS NULL OR i.name LIKE :words ESCAPE '!')
   AND (CAST(:before AS BIGINT) IS NULL
        OR (t.price_won, t.institution_id)
           < (CAST(:before_won AS BIGINT), (SELECT b.id FROM institution b WHERE b.no = :before)))
 ORDER BY t.price_won DESC, t.institution_id DESC
 LIMIT :count;

-- name: released_performance_institution_count
-- How many institutions bought in a year.
SELECT COUNT(*) AS count
  FROM record_year_sum x
  JOIN institution i ON i.id = x.institution_id
 WHERE x.fiscal_year = :year AND x.tag = '' AND x.record_count > 0
   AND (CAST(:words AS TEXT) IS NULL OR i.name LIKE :words ESCAPE '!');

-- name: released_performance_institution
-- One institution in public: what anybody may see of its sums.
SELECT id, name, regime FROM institution WHERE no = :no AND state IN ('active', 'suspended');
-- name: released_record_list
-- One page of an institution's records, the newest contract first, going on below `before`; each
-- row once per tag.
SELECT r.id, r.contract_no, r.number, r.title, r.supplier_name, r.contracted_on, r.object,
       r.price_won, r.supply_won, r.paid_won, r.voided_on, COALESCE(g.name, r.district_code) AS district_name,
       d.name AS department_name, COALESCE(k.name, '') AS category_name, r.business_no, r.channel,
       COALESCE(t.tag, '') AS tag, COALESCE(t.number, '') AS tag_number, t.valid_from, t.valid_until
  FROM (SELECT x.id, c.no AS contract_no, c.number, x.title, s.name AS supplier_name,
               s.business_no, x.contracted_on, x.object, x.price_won, x.supply_won, x.paid_won,
               x.voided_on, x.district_code, x.department_id, x.category_code, x.channel
          FROM purchase_record x
          JOIN contract c ON c.id = x.contract_id
          JOIN supplier s ON s.id = x.supplier_id
         WHERE x.institution_id = :institution AND x.fiscal_year = :year
           AND (CAST(:from_day AS TEXT) IS NULL OR x.contracted_on BETWEEN :from_day AND :to_day)
           AND (CAST(:object AS TEXT) IS NULL OR x.object = :object)
           AND (CAST(:but_object AS TEXT) IS NULL OR x.object <> :but_object)
           AND (CAST(:tag AS TEXT) IS NULL
                OR EXISTS (SELECT 1 FROM record_tag f WHERE f.record_id = x.id AND f.tag = :tag))
           AND (CAST(:district AS TEXT) IS NULL OR x.district_code = :district)
           AND (CAST(:words AS TEXT) IS NULL OR x.title LIKE :words ESCAPE '!'
                OR s.name LIKE :words ESCAPE '!')
           AND (CAST(:before AS BIGINT) IS NULL
                OR (x.contracted_on, x.id) < (SELECT b.contracted_on, b.id FROM purchase_record b
                                               JOIN contract bc ON bc.id = b.contract_id
                                              WHERE bc.no = :before AND b.institution_id = :institution))
         ORDER BY x.contracted_on DESC, x.id DESC
         LIMIT :count) r
  JOIN department d ON d.id = r.department_id
  LEFT JOIN category k ON k.code = r.category_code
  LEFT JOIN region g ON g.code = r.district_code
  LEFT JOIN record_tag t ON t.record_id = r.id
 ORDER BY r.contracted_on DESC, r.id DESC, t.tag NULLS FIRST;

-- name: released_record_list_total
-- All rows of the same list, and the sum of those that count.
SELECT COUNT(*) AS row_count,
       CAST(COALESCE(SUM(CASE WHEN x.voided_on IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS record_count,
       CAST(COALESCE(SUM(CASE WHEN x.voided_on IS NULL THEN x.price_won ELSE 0 END), 0) AS BIGINT) AS price_won
  FROM purchase_record x
  JOIN supplier s ON s.id = x.supplier_id
 WHERE x.institution_id = :institution AND x.fiscal_year = :year
   AND (CAST(:from_day AS TEXT) IS NULL OR x.contracted_on BETWEEN :from_day AND :to_day)
   AND (CAST(:object AS TEXT) IS NULL OR x.object = :object)
   AND (CAST(:but_object AS TEXT) IS NULL OR x.object <> :but_object)
   AND (CAST(:tag AS TEXT) IS NULL
        OR EXISTS (SELECT 1 FROM record_tag f WHERE f.record_id = x.id AND f.tag = :tag))
   AND (CAST(:district AS TEXT) IS NULL OR x.district_code = :district)
   AND (CAST(:words AS TEXT) IS NULL OR x.title LIKE :words ESCAPE '!'
        OR s.name LIKE :words ESCAPE '!');
-- name: released_rule_reach_list
-- Cases that no contract binds yet, with the newest question, the newest first, below a key.
SELECT p.id, p.no, p.state, p.requested_on, d.question
  FROM purchase p
  JOIN law_decision d ON d.purchase_id = p.id
 WHERE p.id < :below
   AND p.state IN ('draft', 'asked', 'quoted', 'declined', 'chosen', 'submitted', 'returned',
                   'approved', 'contracting')
   AND d.id = (SELECT MAX(x.id) FROM law_decision x WHERE x.purchase_id = p.id)
 ORDER BY p.id DESC
 LIMIT :most;
-- name: released_rule_replay_list
-- Answers, the newest first, before an id; of one institution and of one case where they are given.
SELECT d.id, d.question, d.answer, d.law_version, d.judged_on, d.decided_at, d.path, p.no, i.name,
       i.no AS institution_no, p.id AS purchase_id, p.institution_id, p.officer_id
  FROM law_decision d
  JOIN purchase p ON p.id = d.purchase_id
  JOIN institution i ON i.id = p.institution_id
 WHERE d.id < :before
   AND (CAST(:institution AS BIGINT) IS NULL OR p.institution_id = :institution)
   AND (CAST(:case_no AS BIGINT) IS NULL OR p.no = :case_no)
 ORDER BY d.id DESC
 LIMIT 51;

-- name: released_rule_replay_walk
-- Every answer in order, after an id: for the doctor.
SELECT d.id, d.question, d.answer, d.law_version, d.judged_on, d.decided_at, d.path, p.no, i.name,
       i.no AS institution_no, p.id AS purchase_id, p.institution_id, p.officer_id
  FROM law_decision d
  JOIN purchase p ON p.id = d.purchase_id
  JOIN institution i ON i.id = p.institution_id
 WHERE d.id > :after
 ORDER BY d.id
 LIMIT 100;
-- name: released_rule_count
-- How many were ever proposed, and how many wait to end this row.
SELECT COUNT(*) AS count,
       CAST(COALESCE(SUM(CASE WHEN p.act = 'end' AND p.row_id = :row_id AND v.proposal_id IS NULL
                              THEN 1 ELSE 0 END), 0) AS BIGINT) AS ends
  FROM law_proposal p
  LEFT JOIN law_verdict v ON v.proposal_id = p.id;

-- name: released_rule_add
-- A proposal; never changed afterwards.
INSERT INTO law_proposal (no, act, kind, row_id, made_of, line, last_day, reason, source,
                          account_id, proposed_at)
VALUES (:no, :act, :kind, :row_id, :made_of, :line, :last_day, :reason, :source, :account, :now)
RETURNING id;

-- name: released_rule_find
-- One proposal with what became of it.
SELECT p.id, p.no, p.act, p.kind, p.row_id, p.made_of, p.line, p.last_day, p.reason, p.source,
       p.account_id, a.name AS proposer_name, p.proposed_at,
       COALESCE(v.verdict, 'waiting') AS state, COALESCE(d.name, '') AS decider_name,
       COALESCE(v.word, '') AS word, v.decided_at
  FROM law_proposal p
  JOIN account a ON a.id = p.account_id
  LEFT JOIN law_verdict v ON v.proposal_id = p.id
  LEFT JOIN account d ON d.id = v.account_id
 WHERE p.no = :no;

-- name: released_rule_list
-- Proposals, those that wait or those that are decided, the newest first, before an id.
SELECT p.id, p.no, p.act, p.kind, p.row_id, p.made_of, p.line, p.last_day, p.reason, p.source,
       p.account_id, a.name AS proposer_name, p.proposed_at,
       COALESCE(v.verdict, 'waiting') AS state, COALESCE(d.name, '') AS decider_name,
       COALESCE(v.word, '') AS word, v.decided_at,
       COUNT(*) OVER () AS left_count
  FROM law_proposal p
  JOIN account a ON a.id = p.account_id
  LEFT JOIN law_verdict v ON v.proposal_id = p.id
  LEFT JOIN account d ON d.id = v.account_id
 WHERE (CASE WHEN v.proposal_id IS NULL THEN 1 ELSE 0 END) = :waiting AND p.id < :before
 ORDER BY p.id DESC
 LIMIT 51;

-- name: released_rule_decide
-- What a second operator said, or the proposer who takes it back.
INSERT INTO law_verdict (proposal_id, proposer_id, account_id, verdict, word, decided_at)
VALUES (:proposal, :proposer, :account, :verdict, :word, :now);
-- name: released_search_newest_change
-- How far the catalogue has moved.
SELECT COALESCE(MAX(id), 0) AS change_id FROM search_change;

-- name: released_search_source_changed
-- Which offers changed after a place.
SELECT DISTINCT offer_id FROM search_change
 WHERE id > :after
 ORDER BY offer_id
 LIMIT :count;

-- name: released_search_source_tags
-- The certificates of suppliers that hold on a day.
SELECT supplier_id, kind, COALESCE(vulnerable_bp, -1) AS vulnerable_bp
  FROM certificate
 WHERE state = 'verified' AND valid_from <= :today
   AND (valid_until IS NULL OR valid_until >= :today)
 ORDER BY supplier_id, id;

-- name: released_search_source_tags_of
-- Those of the suppliers whose offers changed after a place; one row at least for each.
SELECT x.supplier_id, COALESCE(k.kind, '') AS kind, COALESCE(k.vulnerable_bp, -1) AS vulnerable_bp
  FROM (SELECT DISTINCT o.supplier_id
          FROM search_change c
          JOIN offer o ON o.id = c.offer_id
         WHERE c.id > :after) x
  LEFT JOIN certificate k
    ON k.supplier_id = x.supplier_id AND k.state = 'verified' AND k.valid_from <= :today
   AND (k.valid_until IS NULL OR k.valid_until >= :today)
 ORDER BY x.supplier_id, k.id;

-- name: released_search_source_names
-- The tree of categories, in the order of the pages, and the city's districts.
SELECT 'category' AS kind, c.code, c.name, c.level, c.object, c.position
  FROM category c
UNION ALL
SELECT 'district' AS kind, r.code, r.name, 0 AS level, '' AS object, 0 AS position
  FROM region r
 WHERE r.level = 'sigungu' AND r.in_city = 1
 ORDER BY kind, position, code;

-- name: released_search_columns @sqlite
-- Everything that is filtered, counted and sorted by.
SELECT id, category_code, district_code, price_won, supplier_id, lead_days, quantity_min, buyer_count
  FROM search_doc
 ORDER BY id;

-- name: released_search_columns_of @sqlite
-- The same of the offers listed as a JSON array of ids.
SELECT d.id, d.category_code, d.district_code, d.price_won, d.supplier_id, d.lead_days,
       d.quantity_min, d.buyer_count
  FROM json_each(:ids) j
  JOIN search_doc d ON d.id = j.value;
-- name: released_search_source
-- The offers changed after a place, oldest change first, as they are now.
SELECT c.id AS change_id, o.id AS offer_id, o.no AS offer_no, o.price_won, o.vat, o.unit,
       o.quantity_min, o.lead_days, o.own_production, o.state AS offer_state, p.no AS product_no,
       p.title, p.maker, p.model, p.picture, p.category_code, k.object,
       k.name AS category_name, COALESCE(m.name, '') AS middle_name, COALESCE(t.name, '') AS top_name,
       s.id AS supplier_id, s.no AS supplier_no, s.name AS supplier_name, s.district_code,
       s.state AS supplier_state,
       (SELECT COUNT(*) FROM product_buyer b WHERE b.product_id = p.id) AS buyer_count,
       (SELECT CAST(COALESCE(SUM(b.contract_count), 0) AS BIGINT) FROM product_buyer b
         WHERE b.product_id = p.id) AS contract_count
  FROM search_change c
  JOIN offer o ON o.id = c.offer_id
  JOIN product p ON p.id = o.product_id
  JOIN category k ON k.code = p.category_code
  LEFT JOIN category m ON m.code = k.parent_code
  LEFT JOIN category t ON t.code = m.parent_code
  JOIN supplier s ON s.id = o.supplier_id
 WHERE c.id > :after
 ORDER BY c.id
 LIMIT 2000;

-- name: released_search_source_synonyms
-- What people also call things.
SELECT term, canonical FROM synonym ORDER BY term;

-- name: released_search_position @sqlite
-- How far this copy has read.
SELECT change_id, generation FROM search_position WHERE one = 1;

-- name: released_search_position_set @sqlite
-- It has read further.
UPDATE search_position SET change_id = :change_id, generation = generation + 1 WHERE one = 1;

-- name: released_search_doc_find @sqlite
-- What an offer is filed under; the index must be told it to forget it.
SELECT title_tok, tok, title, supplier_name, supplier_no FROM search_doc WHERE id = :id;

-- name: released_search_fts_remove @sqlite
-- Forget an offer's tokens.
INSERT INTO search_fts (search_fts, rowid, title_tok, tok)
VALUES ('delete', :id, :title_tok, :tok);

-- name: released_search_doc_remove @sqlite
-- Forget what is shown of it.
DELETE FROM search_doc WHERE id = :id;

-- name: released_search_doc_add @sqlite
-- File an offer.
INSERT INTO search_doc (id, title_tok, tok, offer_no, product_no, title, maker, picture,
                        category_code, object, supplier_id, supplier_no, supplier_name,
                        district_code, price_won, vat, unit, quantity_min, lead_days,
                        own_production, buyer_count, contract_count)
VALUES (:id, :title_tok, :tok, :offer_no, :product_no, :title, :maker, :picture, :category, :object,
        :supplier_id, :supplier_no, :supplier, :district, :price, :vat, :unit, :quantity_min,
        :lead_days, :own, :buyers, :contracts);

-- name: released_search_fts_add @sqlite
-- File its tokens.
INSERT INTO search_fts (rowid, title_tok, tok) VALUES (:id, :title_tok, :tok);

-- name: released_search_word_add @sqlite
-- A word that may be suggested, once more or once less.
INSERT INTO search_word (key, kind, term, target, within, weight)
VALUES (:key, :kind, :term, :target, :within, :weight)
ON CONFLICT (key, kind, term, target) DO UPDATE SET weight = weight + excluded.weight;

-- name: released_search_word_forget @sqlite
-- It stands nowhere any more.
DELETE FROM search_word
 WHERE key = :key AND kind = :kind AND term = :term AND target = :target AND weight <= 0;

-- name: released_search_word_clear @sqlite
-- Begin the words of the set-up data anew.
DELETE FROM search_word WHERE kind IN ('category', 'synonym');
-- name: released_search_word_known @sqlite
-- Names of categories and products, and with their key what people also call them; the weightiest
-- of a kind first.
SELECT term, kind, CASE WHEN kind = 'synonym' THEN key ELSE '' END AS key, MAX(weight) AS weight
  FROM search_word
 WHERE within = 0 AND kind <> 'supplier'
 GROUP BY term, kind, CASE WHEN kind = 'synonym' THEN key ELSE '' END
 ORDER BY kind, weight DESC, term, key;
-- name: released_search_match @sqlite
-- The offers a match expression finds.
SELECT rowid AS id FROM search_fts WHERE search_fts MATCH :match;

-- name: released_search_card @sqlite
-- What is shown of the offers listed as a JSON array of ids.
SELECT d.id, d.offer_no, d.product_no, d.title, d.maker, d.picture, d.category_code, d.object,
       d.supplier_no, d.supplier_name, d.district_code, d.price_won, d.vat, d.unit, d.quantity_min,
       d.lead_days, d.own_production, d.buyer_count, d.contract_count
  FROM json_each(:ids) j
  JOIN search_doc d ON d.id = j.value
 ORDER BY j.key;
-- name: released_search_word_list @sqlite
-- Words with a key that begins so: those that begin with it first, then the weightiest.
SELECT term, kind, target, MIN(within) AS within, MAX(weight) AS weight
  FROM search_word
 WHERE key >= :from AND key < :to
 GROUP BY term, kind, target
 ORDER BY within, weight DESC, term
 LIMIT 40;

-- name: released_search_word_synonym @sqlite
-- What a word is also called.
SELECT term FROM search_word WHERE key = :key AND kind = 'synonym' AND within = 0 LIMIT 1;
-- name: released_backup_heads
-- Where each audit chain stands.
SELECT lane, seq, hash FROM audit_head WHERE lane > :after ORDER BY lane LIMIT 500;

-- name: released_backup_files
-- The kept files, in the order they came; the same bytes may have come twice.
SELECT id, size, sha256 FROM file WHERE id > :after ORDER BY id LIMIT 500;

-- name: released_backup_line
-- The hash of one line of a chain.
SELECT hash FROM audit_entry WHERE lane = :lane AND seq = :seq;
-- name: released_copy_place @sqlite
-- Where the tables lie; one file is one place.
SELECT '' AS place;

-- name: released_copy_place @postgres
-- The schema searched first; empty when the address names one that is not there.
SELECT CAST(COALESCE(current_schema(), '') AS TEXT) AS place;

-- name: released_copy_object_count @postgres
-- Tables, views, sequences and functions of that schema.
SELECT (SELECT COUNT(*) FROM pg_class c
         WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')) +
       (SELECT COUNT(*) FROM pg_proc f WHERE f.pronamespace = n.oid) AS object_count
  FROM pg_namespace n
 WHERE n.nspname = current_schema();

-- name: released_copy_snapshot @postgres
-- A name under which pg_dump sees what this transaction sees.
SELECT pg_export_snapshot() AS snapshot;
-- name: released_fill_indexes @sqlite
-- The indexes that only help to find; those of unique columns hold a rule and are not among them.
SELECT 'DROP INDEX "' || name || '"' AS dropped_by, sql AS made_by
  FROM sqlite_master
 WHERE type = 'index' AND sql LIKE 'CREATE INDEX %'
 ORDER BY name DESC;

-- name: released_fill_indexes @postgres
-- The same, in the schema searched first, and the foreign keys: SQLite's are off by themselves.
SELECT x.dropped_by, x.made_by
  FROM (SELECT 1 AS kind, CAST(c.relname AS TEXT) AS name,
               'DROP INDEX ' || CAST(i.indexrelid AS REGCLASS) AS dropped_by,
               pg_get_indexdef(i.indexrelid) AS made_by
          FROM pg_index i
          JOIN pg_class c ON c.oid = i.indexrelid
         WHERE NOT i.indisunique AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE)
        UNION ALL
        SELECT 2, CAST(k.conname AS TEXT),
               'ALTER TABLE ' || CAST(k.conrelid AS REGCLASS) || ' DROP CONSTRAINT ' ||
               quote_ident(k.conname),
               'ALTER TABLE ' || CAST(k.conrelid AS REGCLASS) || ' ADD CONSTRAINT ' ||
               quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
          FROM pg_constraint k
         WHERE k.contype = 'f' AND k.connamespace = CAST(current_schema() AS REGNAMESPACE)) x
 ORDER BY x.kind, x.name DESC, x.dropped_by;

-- name: released_fill_last_id @sqlite
-- The last id that a table gave.
SELECT seq AS id FROM sqlite_sequence WHERE name = :table;

-- name: released_fill_last_id @postgres
-- The same; NULL: none yet.
SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:table, 'id') AS REGCLASS)) AS id;
-- name: released_migration_table
-- The list of migrations applied; made before the first one.
CREATE TABLE IF NOT EXISTS schema_version (
    number     BIGINT PRIMARY KEY,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL, -- of the text applied, in this engine's words
    applied_at BIGINT NOT NULL -- µs UTC
);

-- name: released_migration_table_find @sqlite
-- Whether that list is there.
SELECT COUNT(*) AS table_count FROM sqlite_master WHERE type = 'table' AND name = 'schema_version';

-- name: released_migration_table_find @postgres
-- Whether that list is there, in the schema searched first.
SELECT CASE WHEN to_regclass('schema_version') IS NULL THEN 0 ELSE 1 END AS table_count;

-- name: released_migration_begin @postgres
-- Two processes that make the list at once do so one after the other; the number is ours. SQLite's
-- write lock does that, here and below.
SELECT pg_advisory_xact_lock(6868373) AS locked;

-- name: released_migration_lock @postgres
-- And so do two that apply migrations. Unlike a SELECT it takes no snapshot before it has waited.
LOCK TABLE schema_version IN EXCLUSIVE MODE;

-- name: released_migration_list
-- The migrations applied, first to last.
SELECT number, name, sha256 FROM schema_version ORDER BY number;

-- name: released_migration_add
-- One more migration is applied.
INSERT INTO schema_version (number, name, sha256, applied_at)
VALUES (:number, :name, :sha256, :now);
-- name: released_file_add
-- The facts of a file whose bytes are kept already.
INSERT INTO file (no, name, kind, size, sha256, created_by, created_at)
VALUES (:no, :name, :kind, :size, :sha256, :created_by, :created_at)
RETURNING id;

-- name: released_file_day_add
-- What a party hands in today, as long as it is not above the most.
INSERT INTO file_day (party, began_at, bytes) VALUES (:party, :began_at, :bytes)
ON CONFLICT (party, began_at) DO UPDATE SET bytes = file_day.bytes + excluded.bytes
  WHERE file_day.bytes + excluded.bytes <= :most;

-- name: released_file_day_add_left
-- The same for bytes that lie there without the row that was to name them.
INSERT INTO file_day (party, began_at, bytes)
SELECT CAST(:party AS TEXT), CAST(:began_at AS BIGINT), CAST(:bytes AS BIGINT)
 WHERE NOT EXISTS (SELECT 1 FROM file f WHERE f.no = :no)
ON CONFLICT (party, began_at) DO UPDATE SET bytes = file_day.bytes + excluded.bytes;

-- name: released_file_find
-- One kept file.
SELECT no, name, kind, size, sha256 FROM file WHERE id = :id;

-- name: released_file_walk
-- Every file after a key; those with the same bytes one after the other.
SELECT id, no, size, sha256
  FROM file
 WHERE (sha256, id) > (:sha256, :id)
 ORDER BY sha256, id
 LIMIT 500;
-- name: released_job_add
-- A job, due from not_before on.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at)
VALUES (:kind, :object, :argument, 'waiting', :not_before, :now);

-- name: released_job_plan
-- The next run of a kind that comes again, unless it stands there already.
INSERT INTO job (kind, object_id, argument, state, not_before, created_at, key)
VALUES (:kind, 0, '', 'waiting', :not_before, :now, :key)
ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING;

-- name: released_job_lease
-- Take the job that has been due longest, or whose worker has not come back, among ",kind,kind,". From
-- kind to kind by the index, so that thousands that wait for another pool are not walked through.
UPDATE job
   SET state = 'running', lease_until = :lease_until, attempt = attempt + 1
 WHERE id = (WITH RECURSIVE there (kind) AS (
                  SELECT MIN(a.kind) FROM job a WHERE a.state IN ('waiting', 'running')
                  UNION ALL
                  SELECT (SELECT MIN(b.kind) FROM job b
                           WHERE b.state IN ('waiting', 'running') AND b.kind > t.kind)
                    FROM there t
                   WHERE t.kind IS NOT NULL)
             SELECT j.id
               FROM there t
               JOIN job j ON j.id = (SELECT d.id
                                       FROM job d
                                      WHERE d.kind = t.kind AND d.state IN ('waiting', 'running')
                                        AND d.not_before <= :now
                                        AND (d.state = 'waiting' OR d.lease_until < :now)
                                      ORDER BY d.not_before, d.id
                                      LIMIT 1)
              WHERE replace(:kinds, ',' || t.kind || ',', '') <> :kinds
              ORDER BY j.not_before, j.id
              LIMIT 1)
RETURNING id, kind, object_id, argument, attempt;

-- name: released_job_done
-- It is done, if the lease is still ours.
UPDATE job SET state = 'done', finished_at = :now, lease_until = NULL, last_fault = ''
 WHERE id = :id AND state = 'running' AND attempt = :attempt;

-- name: released_job_again
-- It failed: later again, or never; if the lease is still ours.
UPDATE job SET state = :state, not_before = :not_before, lease_until = NULL, last_fault = :fault
 WHERE id = :id AND state = 'running' AND attempt = :attempt;

-- name: released_job_counts
-- How many wait, run and are dead; how long the oldest has waited.
SELECT state, COUNT(*) AS job_count, CAST(MIN(not_before) AS BIGINT) AS oldest
  FROM job
 WHERE state <> 'done'
 GROUP BY state
 ORDER BY state;
-- name: released_access_add
-- An answer that showed persons.
INSERT INTO access_entry (no, at, account_id, role, address, act, reason, trace, subject_count, hash)
VALUES (:no, :at, :account, :role, :address, :act, :reason, :trace, :subject_count, :hash)
RETURNING id;

-- name: released_access_subject_add
-- One of the persons.
INSERT INTO access_subject (access_id, kind, subject_id) VALUES (:access, :kind, :subject);

-- name: released_access_shown
-- How many persons an account was shown within the hour, and this day.
SELECT CAST(COALESCE(SUM(CASE WHEN at > :hour THEN subject_count ELSE 0 END), 0) AS BIGINT)
           AS hour_count,
       CAST(COALESCE(SUM(CASE WHEN at >= :day THEN subject_count ELSE 0 END), 0) AS BIGINT)
           AS day_count
  FROM access_entry
 WHERE account_id = :account AND at >= :since;

-- name: released_access_alarm_add
-- Unusual, or refused: once a day.
INSERT INTO access_alarm (account_id, day, kind, person_count, raised_at)
VALUES (:account, :day, :kind, :person_count, :now)
ON CONFLICT (account_id, day, kind) DO NOTHING;

-- name: released_access_walk
-- Every record after an id with its subjects, in order.
SELECT e.id, e.no, e.at, e.account_id, e.role, e.address, e.act, e.reason, e.trace,
       e.subject_count, e.hash, COALESCE(s.kind, '') AS kind, COALESCE(s.subject_id, 0) AS subject_id,
       (SELECT COUNT(*) FROM audit_entry l
         WHERE l.object = 'access' AND l.object_id = e.id AND l.after_hash = e.hash) AS line_count
  FROM (SELECT x.id, x.no, x.at, x.account_id, x.role, x.address, x.act, x.reason, x.trace,
               x.subject_count, x.hash
          FROM access_entry x
         WHERE x.id > :after
         ORDER BY x.id
         LIMIT 100) e
  LEFT JOIN access_subject s ON s.access_id = e.id
 ORDER BY e.id, s.kind NULLS FIRST, s.subject_id NULLS FIRST;

-- name: released_access_gap
-- A line of the audit chain whose record is gone.
SELECT CAST(l.object_id AS TEXT) AS said
  FROM audit_entry l
 WHERE l.object = 'access' AND NOT EXISTS (SELECT 1 FROM access_entry e WHERE e.id = l.object_id)
 ORDER BY l.object_id
 LIMIT 1;
-- name: released_audit_head_find
-- Where a lane stands.
SELECT seq, hash FROM audit_head WHERE lane = :lane;

-- name: released_audit_head_set
-- The lane has grown.
INSERT INTO audit_head (lane, seq, hash) VALUES (:lane, :seq, :hash)
ON CONFLICT (lane) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;

-- name: released_audit_add
-- One more deed.
INSERT INTO audit_entry (lane, seq, at, account_id, role, address, act, object, object_id, reason,
                         before_hash, after_hash, trace, prev_hash, hash, on_behalf_of)
VALUES (:lane, :seq, :at, :account, :role, :address, :act, :object, :object_id, :reason,
        :before, :after, :trace, :prev_hash, :hash, :behalf);

-- name: released_audit_walk
-- Every deed, lane by lane in order, after a key.
SELECT lane, seq, at, account_id, role, address, act, object, object_id, reason,
       before_hash, after_hash, trace, prev_hash, hash, on_behalf_of
  FROM audit_entry
 WHERE (lane, seq) > (:lane, :seq)
 ORDER BY lane, seq
 LIMIT 500;

-- name: released_audit_head_alone
-- The lanes that have a head and not one row.
SELECT h.lane
  FROM audit_head h
 WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.lane = h.lane)
 ORDER BY h.lane;
-- name: released_audit_seal_last
-- The newest.
SELECT id, hour, at, root FROM audit_seal ORDER BY id DESC LIMIT 1;

-- name: released_audit_seal_moved
-- The heads that no seal knows, after a key.
SELECT h.lane, h.seq, h.hash
  FROM audit_head h
 WHERE h.lane > :after
   AND NOT EXISTS (SELECT 1 FROM audit_seal_head s WHERE s.lane = h.lane AND s.seq = h.seq)
 ORDER BY h.lane
 LIMIT 500;

-- name: released_audit_seal_add
-- One more.
INSERT INTO audit_seal (hour, at, is_daily, root, key, signature)
VALUES (:hour, :at, :is_daily, :root, :key, :signature)
RETURNING id;

-- name: released_audit_seal_add_heads
-- Its heads: those that audit_seal_moved lists.
INSERT INTO audit_seal_head (seal_id, lane, seq, hash)
SELECT CAST(:seal AS BIGINT), h.lane, h.seq, h.hash
  FROM audit_head h
 WHERE NOT EXISTS (SELECT 1 FROM audit_seal_head s WHERE s.lane = h.lane AND s.seq = h.seq);

-- name: released_audit_seal_next
-- The one after.
SELECT id, at, root, key, signature FROM audit_seal WHERE id > :after ORDER BY id LIMIT 1;

-- name: released_audit_seal_heads
-- Its heads after a key, each beside what the chain has there now.
SELECT s.lane, s.seq, s.hash, COALESCE(e.hash, '') AS now_hash
  FROM audit_seal_head s
  LEFT JOIN audit_entry e ON e.lane = s.lane AND e.seq = s.seq
 WHERE s.seal_id = :seal AND s.lane > :after
 ORDER BY s.lane
 LIMIT 500;

-- name: released_audit_seal_unsealed
-- The first line of the chains between two moments.
SELECT lane, seq, at FROM audit_entry
 WHERE at > :after AND at < :before
 ORDER BY at, lane, seq
 LIMIT 1;

-- name: released_audit_seal_list
-- The newest below a key.
SELECT id, at, is_daily, root, key, signature
  FROM audit_seal
 WHERE id < :below
 ORDER BY id DESC
 LIMIT :most;

-- name: released_audit_seal_list_daily
-- The newest of those that begin a day.
SELECT id, at, is_daily, root, key, signature
  FROM audit_seal
 WHERE id < :below AND is_daily = 1
 ORDER BY id DESC
 LIMIT :most;
-- name: released_form_key_find
-- The answer that a posted form with this key was given, if it was this person's.
SELECT status, location
  FROM form_key
 WHERE key = :key AND owner = :owner;

-- name: released_form_key_add
-- Keep the answer in the transaction of the deed, so that the deed is done once.
INSERT INTO form_key (key, owner, route, status, location, created_at)
VALUES (:key, :owner, :route, :status, :location, :created_at);
