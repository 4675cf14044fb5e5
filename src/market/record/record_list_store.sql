-- The list behind a figure.

-- name: record_list
-- One page of an institution's records, the newest contract first, going on below `before`; each
-- row once per tag.
SELECT r.id, r.contract_no, r.number, r.title, r.supplier_name, r.contracted_on, r.object,
       r.price_won, r.supply_won, r.paid_won, r.voided_on, COALESCE(g.name, r.district_code) AS district_name,
       d.name AS department_name, COALESCE(k.name, '') AS category_name, r.business_no, r.channel,
       COALESCE(t.tag, '') AS tag, COALESCE(t.number, '') AS tag_number, t.valid_from, t.valid_until,
       t.amount_won
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

-- name: record_list_total
-- All rows of the same list, and the sum of those that count, with what of them counts under the tag.
SELECT COUNT(*) AS row_count,
       CAST(COALESCE(SUM(CASE WHEN x.voided_on IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS record_count,
       CAST(COALESCE(SUM(CASE WHEN x.voided_on IS NULL THEN COALESCE(f.amount_won, x.price_won)
                              ELSE 0 END), 0) AS BIGINT) AS price_won
  FROM purchase_record x
  JOIN supplier s ON s.id = x.supplier_id
  LEFT JOIN record_tag f ON f.record_id = x.id AND f.tag = CAST(:tag AS TEXT)
 WHERE x.institution_id = :institution AND x.fiscal_year = :year
   AND (CAST(:from_day AS TEXT) IS NULL OR x.contracted_on BETWEEN :from_day AND :to_day)
   AND (CAST(:object AS TEXT) IS NULL OR x.object = :object)
   AND (CAST(:but_object AS TEXT) IS NULL OR x.object <> :but_object)
   AND (CAST(:tag AS TEXT) IS NULL OR f.record_id IS NOT NULL)
   AND (CAST(:district AS TEXT) IS NULL OR x.district_code = :district)
   AND (CAST(:words AS TEXT) IS NULL OR x.title LIKE :words ESCAPE '!'
        OR s.name LIKE :words ESCAPE '!');
