-- Records of an invented crowd, made by the database itself, for a row each would take an hour.

-- name: record_crowd_institutions
-- A thousand institutions above all others.
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
INSERT INTO institution (id, no, name, kind, regime, state, created_at)
SELECT :first + i, :first + i, '견본기관 ' || CAST(i AS TEXT) || '호', 'district', 'LOCAL', 'active', 1
  FROM n;

-- name: record_crowd_add
-- Those of :from to :until, dealt to the institutions and to three years.
WITH RECURSIVE n (i) AS (SELECT CAST(:from AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < :until)
INSERT INTO purchase_record (id, contract_id, institution_id, department_id, supplier_id,
                             fiscal_year, contracted_on, object, category_code, title, price_won,
                             supply_won, paid_won, district_code, channel, recorded_at)
SELECT :first + i, :first + i, :institution + 1 + i % 1000, :department, :supplier,
       :year + (i / 1000) % 3,
       CAST(:year + (i / 1000) % 3 AS TEXT) || '-'
       || SUBSTR(CAST(101 + i * 7 % 12 AS TEXT), 2) || '-15',
       CASE WHEN i % 11 < 6 THEN 'goods' WHEN i % 11 < 9 THEN 'service' ELSE 'works' END,
       'paper', '견본 계약 ' || CAST(i AS TEXT), 11000 + 11 * (i * 7919 % 2000000),
       10000 + 10 * (i * 7919 % 2000000), 0, CASE WHEN i % 10 < 7 THEN :city ELSE :other END,
       'platform', 1
  FROM n;

-- name: record_crowd_tags
-- What the same count for.
INSERT INTO record_tag (record_id, tag, number)
SELECT r.id, t.tag, ''
  FROM purchase_record r
  JOIN (SELECT 'local' AS tag, 0 AS low, 7 AS high
        UNION ALL SELECT 'sme', 0, 8
        UNION ALL SELECT 'women', 1, 3
        UNION ALL SELECT 'social_enterprise', 5, 6) t
    ON r.id % 10 >= t.low AND r.id % 10 < t.high
 WHERE r.id >= :first AND r.id <= :last;
