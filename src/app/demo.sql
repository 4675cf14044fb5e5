-- Rows of the demo city.

-- name: demo_fact_set
-- What this installation is.
INSERT INTO site_fact (key, value) VALUES (:key, :value);

-- name: demo_fact_forget
-- It is not any more.
DELETE FROM site_fact WHERE key = :key;

-- name: demo_institutions
-- The institutions of the set-up data, in its order.
SELECT code FROM institution ORDER BY id LIMIT :count;

-- name: demo_institution_join
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

-- name: demo_department_add
-- A department.
INSERT INTO department (no, institution_id, name) VALUES (:no, :institution, :name) RETURNING id;

-- name: demo_account_add
-- An invented person.
INSERT INTO account (no, email, name, phone, password_hash, state, is_demo, created_at)
VALUES (:no, :email, :name, '010-0000-0000', :hash, 'active', 1, :now) RETURNING id;

-- name: demo_account_factor
-- With an authenticator app.
UPDATE account SET totp_secret = :totp WHERE id = :account;

-- name: demo_membership_add
-- Where the person works.
INSERT INTO membership (no, account_id, institution_id, supplier_id, department_id, role, title,
                        first_day, granted_at)
VALUES (:no, :account, :institution, :supplier, :department, :role, :title, '2023-01-01', :now);

-- name: demo_approval_line_add
-- Who approves at an institution.
INSERT INTO approval_line (no, institution_id, step, account_id, from_won, first_day)
VALUES (:no, :institution, :step, :account, 0, '2023-01-01');

-- name: demo_look
-- Is there anything yet, of whomever, and did a loading break off?
SELECT CASE WHEN EXISTS (SELECT 1 FROM supplier) OR EXISTS (SELECT 1 FROM institution)
              OR EXISTS (SELECT 1 FROM account) THEN 1 ELSE 0 END AS has_parties,
       (SELECT COUNT(*) FROM site_fact WHERE key = 'demo_loading') AS half_count;
