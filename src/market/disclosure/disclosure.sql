-- The public list of negotiated contracts, and what waits for it.

-- name: disclosure_contract_find
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

-- name: disclosure_add
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

-- name: disclosure_sum_add
-- The list is longer by so many lines and comes to so much more.
INSERT INTO disclosure_sum (month, part, district_code, row_count, price_won)
VALUES (SUBSTR(CAST(:on AS TEXT), 1, 7), CAST(:institution AS BIGINT) % 16, :district, :count, :price)
ON CONFLICT (month, part, district_code)
DO UPDATE SET row_count = disclosure_sum.row_count + excluded.row_count,
              price_won = disclosure_sum.price_won + excluded.price_won;

-- name: disclosure_gram_add @sqlite
-- File it under the pairs of letters of its search_text; PostgreSQL's index does so itself.
INSERT INTO disclosure_gram (rowid, grams) VALUES (:disclosure, :grams);

-- name: disclosure_follow
-- What became of the contract since.
UPDATE disclosure
   SET completed_on = :completed_on, keep_until = :keep_until, paid_on = :paid_on, paid_won = :paid
 WHERE id = :disclosure;

-- name: disclosure_void
-- The contract was undone: the line stays and says so.
UPDATE disclosure SET voided_on = :today WHERE id = :disclosure AND voided_on IS NULL
RETURNING institution_id, contracted_on, district_code, contract_won;

-- name: disclosure_refuse
-- It waits, for these reasons.
INSERT INTO disclosure_refusal (contract_id, institution_id, codes, refused_at)
VALUES (:contract, :institution, :codes, :now)
ON CONFLICT (contract_id) DO UPDATE SET codes = excluded.codes, refused_at = excluded.refused_at;

-- name: disclosure_unrefuse
-- It waits no more.
DELETE FROM disclosure_refusal WHERE contract_id = :contract;

-- name: disclosure_wording_add
-- The officer's words for the public.
INSERT INTO disclosure_wording (contract_id, institution_id, title, ground, reason, site, account_id,
                                written_at)
VALUES (:contract, :institution, :title, :ground, :reason, :site, :account, :now);

-- name: disclosure_refusal_list
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

-- name: disclosure_refusal_find
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
