-- Firms: applying, their facts, and the operator's list.

-- name: supplier_add
-- A firm that applies.
INSERT INTO supplier (no, name, business_no, corporate_no, representative, is_corporation,
                      business_type, business_item, district_code, address, phone, email,
                      introduction, opened_on, license_file_id, state, is_demo, created_at)
VALUES (:no, :name, :business_no, :corporate_no, :representative, :is_corporation, :business_type,
        :business_item, :district, :address, :phone, :email, :introduction, :opened_on, :license,
        'applied', :is_demo, :now)
RETURNING id;

-- name: supplier_is_known
-- Is there a firm of this business number?
SELECT COUNT(*) AS count FROM supplier WHERE business_no = :business_no;

-- name: supplier_find
-- One firm: of the operator by its number, of its own people by its row.
SELECT s.id, s.no, s.name, s.business_no, s.corporate_no, s.representative, s.is_corporation,
       s.business_type, s.business_item, s.district_code, COALESCE(r.name, '') AS district_name,
       s.address, s.phone, s.email, s.introduction, s.opened_on, s.bank_name, s.bank_account,
       s.bank_holder, s.license_file_id, s.state, s.sanctioned_until, s.created_at, s.activated_at,
       s.version
  FROM supplier s
  LEFT JOIN region r ON r.code = s.district_code
 WHERE s.id = COALESCE((SELECT b.id FROM supplier b WHERE b.no = :no), :id);

-- name: supplier_set_facts
-- What the licence says, as the firm mends it.
UPDATE supplier
   SET name = :name, corporate_no = :corporate_no, representative = :representative,
       is_corporation = :is_corporation, business_type = :business_type,
       business_item = :business_item, district_code = :district, address = :address,
       phone = :phone, email = :email, introduction = :introduction, opened_on = :opened_on,
       license_file_id = :license, version = version + 1
 WHERE id = :id AND version = :version;

-- name: supplier_set_bank
-- Where the firm is paid; the number is sealed.
UPDATE supplier
   SET bank_name = :bank, bank_account = :account, bank_holder = :holder, version = version + 1
 WHERE id = :id AND version = :version;

-- name: supplier_set_state
-- A move of the sign-up. The first approval is remembered.
UPDATE supplier
   SET state = :state, version = version + 1,
       activated_at = CASE WHEN :state = 'active' AND activated_at IS NULL THEN :now
                           ELSE activated_at END
 WHERE id = :id AND version = :version;

-- name: supplier_list
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

-- name: supplier_counts
-- How many of those looked for stand where.
SELECT state, COUNT(*) AS count
  FROM supplier
 WHERE CAST(:name AS TEXT) IS NULL OR name LIKE :name ESCAPE '!'
    OR business_no LIKE :digits ESCAPE '!'
 GROUP BY state
 ORDER BY state;

-- name: supplier_reindex
-- What a firm sells is to be found anew: its name, its state or a certificate changed.
INSERT INTO search_change (offer_id)
SELECT id FROM offer WHERE supplier_id = :supplier ORDER BY id;

-- name: party_districts
-- The districts of the city.
SELECT code, name FROM region WHERE level = 'sigungu' AND in_city = 1 ORDER BY code;
