-- The public list as everybody reads it.

-- name: disclosure_list
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

-- name: disclosure_list_sum
-- All rows of the same list where neither words nor an institution were given, and the sum of those
-- that stand. The days are those of whole months.
SELECT CAST(COALESCE(SUM(row_count), 0) AS BIGINT) AS row_count,
       CAST(COALESCE(SUM(price_won), 0) AS BIGINT) AS price_won
  FROM disclosure_sum
 WHERE month BETWEEN SUBSTR(CAST(:from_day AS TEXT), 1, 7) AND SUBSTR(CAST(:to_day AS TEXT), 1, 7)
   AND (CAST(:district AS TEXT) IS NULL OR district_code = :district);

-- name: disclosure_list_total
-- The same from the rows, where an institution or a month leaves few to look at.
SELECT COUNT(*) AS row_count,
       CAST(COALESCE(SUM(CASE WHEN voided_on IS NULL THEN contract_won ELSE 0 END), 0) AS BIGINT) AS price_won
  FROM disclosure
 WHERE (CAST(:words AS TEXT) IS NULL OR search_text LIKE :words ESCAPE '!')
   AND (CAST(:institution AS BIGINT) IS NULL
        OR institution_id = (SELECT i.id FROM institution i WHERE i.no = :institution))
   AND contracted_on BETWEEN :from_day AND :to_day
   AND (CAST(:district AS TEXT) IS NULL OR district_code = :district);

-- name: disclosure_gram_count @sqlite
-- How many rows hold these pairs of letters, counted up to :most.
SELECT COUNT(*) AS row_count
  FROM (SELECT rowid FROM disclosure_gram WHERE disclosure_gram MATCH :grams LIMIT :most) m;

-- name: disclosure_gram_count @postgres
-- How many rows hold these pairs of letters, counted up to :most.
SELECT COUNT(*) AS row_count
  FROM (SELECT d.id FROM disclosure d
         WHERE disclosure_grams(d.search_text) @> string_to_array(CAST(:grams AS TEXT), ' ')
         LIMIT :most) m;

-- name: disclosure_list_few @sqlite
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

-- name: disclosure_list_few @postgres
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

-- name: disclosure_list_few_total @sqlite
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

-- name: disclosure_list_few_total @postgres
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

-- name: disclosure_find
-- One line, and whose law it was published by.
SELECT d.no, d.institution_id, d.institution_name, d.department_name, d.title, d.object,
       d.contracted_on, d.starts_on, d.ends_on, d.estimated_won, d.contract_won, d.rate_bp,
       d.supplier_name, d.representative, d.address, d.district_code, d.ground, d.reason, d.site,
       d.remarks, d.completed_on, d.paid_on, d.paid_won, d.keep_until, d.voided_on, d.is_demo,
       d.published_at, i.regime, i.no AS institution_no
  FROM disclosure d
  JOIN institution i ON i.id = d.institution_id
 WHERE d.no = :no;

-- name: disclosure_years
-- The first and the last day there is something of: each alone is one look into the index.
SELECT (SELECT MIN(contracted_on) FROM disclosure) AS first_on,
       (SELECT MAX(contracted_on) FROM disclosure) AS last_on;

-- name: disclosure_districts
-- The districts to choose from: the city's.
SELECT code, name FROM region WHERE level = 'sigungu' AND in_city = 1 ORDER BY code;

-- name: disclosure_institution
-- What an institution is called.
SELECT name FROM institution WHERE no = :no;

-- name: disclosure_open_list
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

-- name: disclosure_open_items
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

-- name: disclosure_open_payments
-- What was paid for them.
SELECT d.id, y.no, y.paid_on, y.paid_won
  FROM disclosure d
  JOIN claim k ON k.contract_id = d.contract_id
  JOIN payment y ON y.claim_id = k.id
 WHERE d.contracted_on BETWEEN :from_day AND :to_day
   AND (d.contracted_on, d.id) <= (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :first)
   AND (d.contracted_on, d.id) >= (SELECT b.contracted_on, b.id FROM disclosure b WHERE b.no = :last)
 ORDER BY d.contracted_on DESC, d.id DESC, y.id;
