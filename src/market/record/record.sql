-- Purchase records, their sums, targets and lists.

-- name: record_contract_find
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

-- name: record_certificates
-- The certificates of the firm, not of its products, that the contract counts by, one of a kind.
SELECT kind, number, valid_from, valid_until
  FROM contract_certificate
 WHERE contract_id = :contract AND contract_line_id IS NULL
 ORDER BY kind
 LIMIT :count;

-- name: record_items
-- The lines of a contract, each once for every kind of certificate that it counts by; once without when
-- there is none.
SELECT l.id, l.amount_won, k.kind, k.number, k.valid_from, k.valid_until
  FROM contract_line l
  LEFT JOIN contract_certificate k ON k.contract_id = l.contract_id AND k.contract_line_id = l.id
 WHERE l.contract_id = :contract
 ORDER BY l.seq, k.kind NULLS FIRST
 LIMIT :count;

-- name: record_add
-- A contract becomes a record, once.
INSERT INTO purchase_record (contract_id, institution_id, department_id, supplier_id, fiscal_year,
                             contracted_on, object, category_code, title, price_won, supply_won,
                             paid_won, district_code, channel, recorded_at)
VALUES (:contract, :institution, :department, :supplier, :year, :contracted_on, :object, :category,
        :title, :price, :supply, :paid, :district, :channel, :now)
RETURNING id;

-- name: record_tag_add
-- What it counts for.
INSERT INTO record_tag (record_id, tag, number, valid_from, valid_until, amount_won)
VALUES (:record, :tag, :number, :valid_from, :valid_until, :amount_won);

-- name: record_line_tag_add
-- By which of its lines.
INSERT INTO record_line_tag (record_id, contract_line_id, tag, number, valid_from, valid_until)
VALUES (:record, :item, :tag, :number, :valid_from, :valid_until);

-- name: record_tags
-- What a record counts for.
SELECT tag, number, valid_from, valid_until, amount_won
  FROM record_tag
 WHERE record_id = :record
 ORDER BY tag;

-- name: record_sum_add
-- A record more, or less, in the sum of its month, object and tag.
INSERT INTO record_sum (institution_id, fiscal_year, month, object, tag, price_won, record_count)
VALUES (:institution, :year, :month, :object, :tag, :price, :count)
ON CONFLICT (institution_id, fiscal_year, month, object, tag)
DO UPDATE SET price_won = record_sum.price_won + excluded.price_won,
              record_count = record_sum.record_count + excluded.record_count;

-- name: record_year_sum_add
-- The same in the institution's year, with what was paid.
INSERT INTO record_year_sum (fiscal_year, tag, institution_id, price_won, paid_won, record_count)
VALUES (:year, :tag, :institution, :price, :paid, :count)
ON CONFLICT (fiscal_year, tag, institution_id)
DO UPDATE SET price_won = record_year_sum.price_won + excluded.price_won,
              paid_won = record_year_sum.paid_won + excluded.paid_won,
              record_count = record_year_sum.record_count + excluded.record_count;

-- name: record_part_sum_add
-- The same in the object and tag of its year.
INSERT INTO record_part_sum (institution_id, fiscal_year, tag, object, price_won, record_count)
VALUES (:institution, :year, :tag, :object, :price, :count)
ON CONFLICT (institution_id, fiscal_year, tag, object)
DO UPDATE SET price_won = record_part_sum.price_won + excluded.price_won,
              record_count = record_part_sum.record_count + excluded.record_count;

-- name: record_city_sum_add
-- The same in the city's month.
INSERT INTO record_city_sum (fiscal_year, part, month, object, tag, price_won, record_count)
VALUES (:year, CAST(:institution AS BIGINT) % 16, :month, :object, :tag, :price, :count)
ON CONFLICT (fiscal_year, part, month, object, tag)
DO UPDATE SET price_won = record_city_sum.price_won + excluded.price_won,
              record_count = record_city_sum.record_count + excluded.record_count;

-- name: record_district_sum_add
-- The same by the supplier's district.
INSERT INTO record_district_sum (institution_id, fiscal_year, district_code, price_won, record_count)
VALUES (:institution, :year, :district, :price, :count)
ON CONFLICT (institution_id, fiscal_year, district_code)
DO UPDATE SET price_won = record_district_sum.price_won + excluded.price_won,
              record_count = record_district_sum.record_count + excluded.record_count;

-- name: record_void
-- The contract was undone: the row stays and counts no more. What it counted in is given back.
UPDATE purchase_record SET voided_on = :today
 WHERE id = :record AND voided_on IS NULL
RETURNING institution_id, fiscal_year, contracted_on, object, price_won, paid_won, district_code;

-- name: record_paid_sum
-- What has been paid so far instead of what the record says, in the sum of the year that it counts in.
UPDATE record_year_sum
   SET paid_won = paid_won + :paid - (SELECT r.paid_won FROM purchase_record r WHERE r.id = :record)
 WHERE tag = ''
   AND (fiscal_year, institution_id) = (SELECT r.fiscal_year, r.institution_id
                                          FROM purchase_record r
                                         WHERE r.id = :record AND r.voided_on IS NULL);

-- name: record_pay
-- The same in the record.
UPDATE purchase_record SET paid_won = :paid WHERE id = :record;

-- name: record_institution
-- The institution whose records are shown.
SELECT name, regime FROM institution WHERE id = :institution;

-- name: record_years
-- The years an institution has records of, the newest first: of each sum there are fewest by district.
SELECT DISTINCT fiscal_year FROM record_district_sum WHERE institution_id = :institution
 ORDER BY fiscal_year DESC
 LIMIT 10;

-- name: record_sums
-- The sums of an institution's year: of everything by month and object, of each tag by object.
SELECT month, object, tag, price_won, record_count
  FROM record_sum
 WHERE institution_id = :institution AND fiscal_year = :year AND tag = ''
UNION ALL
SELECT 0, object, tag, price_won, record_count
  FROM record_part_sum
 WHERE institution_id = :institution AND fiscal_year = :year AND tag > '';

-- name: record_paid
-- What was paid for the records of a year.
SELECT paid_won
  FROM record_year_sum
 WHERE fiscal_year = :year AND tag = '' AND institution_id = :institution;

-- name: record_districts
-- A year by the supplier's district: each of the city, and others bought from.
SELECT g.code, g.name, COALESCE(d.price_won, 0) AS price_won,
       COALESCE(d.record_count, 0) AS record_count
  FROM region g
  LEFT JOIN record_district_sum d ON d.institution_id = :institution
        AND d.fiscal_year = :year AND d.district_code = g.code
 WHERE g.level = 'sigungu' AND g.in_city = 1
UNION ALL
SELECT d.district_code, COALESCE(g.name, d.district_code), d.price_won, d.record_count
  FROM record_district_sum d
  LEFT JOIN region g ON g.code = d.district_code AND g.level = 'sigungu'
 WHERE d.institution_id = :institution AND d.fiscal_year = :year AND d.record_count > 0
   AND COALESCE(g.in_city, 0) = 0
 ORDER BY code;

-- name: record_targets
-- The institution's own targets of a year: the newest of each category.
SELECT t.tag, t.target_bp
  FROM record_target t
 WHERE t.institution_id = :institution AND t.fiscal_year = :year
   AND NOT EXISTS (SELECT 1 FROM record_target n
                    WHERE n.institution_id = t.institution_id AND n.fiscal_year = t.fiscal_year
                      AND n.tag = t.tag AND n.set_at > t.set_at)
 ORDER BY t.tag;

-- name: record_target_add
-- An own target; earlier ones stay as they were.
INSERT INTO record_target (institution_id, fiscal_year, tag, target_bp, account_id, set_at)
VALUES (:institution, :year, :tag, :target, :account, :now);

-- name: performance_years
-- The years anybody has records of, the newest first: each found below the one before it, for a year has
-- thousands of sums.
WITH RECURSIVE found AS (
    SELECT MAX(s.fiscal_year) AS fiscal_year FROM record_city_sum s
    UNION ALL
    SELECT (SELECT MAX(s.fiscal_year) FROM record_city_sum s WHERE s.fiscal_year < f.fiscal_year)
      FROM found f
     WHERE f.fiscal_year IS NOT NULL
)
SELECT y.fiscal_year FROM found y WHERE y.fiscal_year IS NOT NULL
 ORDER BY y.fiscal_year DESC
 LIMIT 10;

-- name: performance_sums
-- A year of all institutions by month, object and tag.
SELECT month, object, tag, CAST(SUM(price_won) AS BIGINT) AS price_won,
       CAST(SUM(record_count) AS BIGINT) AS record_count
  FROM record_city_sum
 WHERE fiscal_year = :year
 GROUP BY month, object, tag
 ORDER BY month, object, tag;

-- name: performance_districts
-- A year of all institutions by the supplier's district.
WITH d AS (
    SELECT x.district_code, CAST(SUM(x.price_won) AS BIGINT) AS price_won,
           CAST(SUM(x.record_count) AS BIGINT) AS record_count
      FROM record_district_sum x
     WHERE x.fiscal_year = :year
     GROUP BY x.district_code
)
SELECT g.code, g.name, COALESCE(d.price_won, 0) AS price_won,
       COALESCE(d.record_count, 0) AS record_count
  FROM region g
  LEFT JOIN d ON d.district_code = g.code
 WHERE g.level = 'sigungu' AND (g.in_city = 1 OR d.record_count > 0)
UNION ALL
SELECT d.district_code, d.district_code, d.price_won, d.record_count
  FROM d
 WHERE NOT EXISTS (SELECT 1 FROM region g WHERE g.code = d.district_code AND g.level = 'sigungu')
 ORDER BY code;

-- name: performance_institutions
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

-- name: performance_institution_count
-- How many institutions bought in a year.
SELECT COUNT(*) AS count
  FROM record_year_sum x
  JOIN institution i ON i.id = x.institution_id
 WHERE x.fiscal_year = :year AND x.tag = '' AND x.record_count > 0
   AND (CAST(:words AS TEXT) IS NULL OR i.name LIKE :words ESCAPE '!');

-- name: performance_institution
-- One institution in public: what anybody may see of its sums.
SELECT id, name, regime FROM institution WHERE no = :no AND state IN ('active', 'suspended');
