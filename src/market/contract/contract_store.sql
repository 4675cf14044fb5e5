-- Contracts and their lines.

-- name: contract_find
-- One contract of this institution or supplier, by its public number or row.
SELECT c.id, c.no, c.number, c.purchase_id, p.no AS purchase_no, c.institution_id,
       i.name AS institution_name, i.regime, c.supplier_id, s.name AS supplier_name,
       s.state AS supplier_state, s.sanctioned_until, c.kind, c.title, c.object, c.price_won,
       c.supply_won, c.vat_won, c.estimated_won, c.security, c.security_won, c.delay_ppm,
       c.delay_variant, c.delivery_place, c.contracted_on, c.starts_on, c.ends_on, c.ground, c.reason, c.rule_ids,
       c.content, c.content_hash, c.state, c.is_training, c.is_demo, c.created_at, c.moved_at,
       c.version, p.scope
  FROM contract c
  JOIN purchase p ON p.id = c.purchase_id
  JOIN institution i ON i.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE (c.no = :no OR c.id = :id)
   AND (c.institution_id = :institution OR c.supplier_id = :supplier);

-- name: contract_find_of_purchase
-- The number of the contract that an institution drew for a case.
SELECT no FROM contract WHERE purchase_id = :purchase AND institution_id = :institution;

-- name: contract_add
-- An offered contract.
INSERT INTO contract (no, number, purchase_id, institution_id, supplier_id, kind, title, object,
                      price_won, supply_won, vat_won, estimated_won, security, security_won,
                      delay_ppm, delay_variant, delivery_place, ends_on, ground, reason, rule_ids,
                      content, content_hash, state, is_training, is_demo, created_at, moved_at)
VALUES (:no, :number, :purchase, :institution, :supplier, :kind, :title, :object, :price_won,
        :supply_won, :vat_won, :estimated_won, :security, :security_won, :delay_ppm,
        :delay_variant, :delivery_place, :ends_on, :ground, :reason, :rule_ids, :content, :content_hash, 'offered',
        :is_training, :is_demo, :now, :now)
RETURNING id;

-- name: contract_number_next
-- The next running number of an institution and year; given back when the unit is not committed.
INSERT INTO contract_counter (institution_id, year, last_number)
VALUES (:institution, :year, 1)
ON CONFLICT (institution_id, year)
DO UPDATE SET last_number = contract_counter.last_number + 1
RETURNING last_number;

-- name: contract_line_add
-- A line as agreed.
INSERT INTO contract_line (contract_id, seq, purchase_line_id, product_id, category_code, title,
                           unit, quantity, price_won, amount_won)
VALUES (:contract, :seq, :purchase_line, :product, :category_code, :title, :unit, :quantity,
        :price_won, :amount_won);

-- name: contract_line_list
-- The lines in their order.
SELECT id, seq, purchase_line_id, product_id, category_code, title, unit, quantity, price_won,
       amount_won
  FROM contract_line
 WHERE contract_id = :contract
 ORDER BY seq
 LIMIT 100;

-- name: contract_line_keep
-- By what the lines count in ratios, as it is on the day both have signed: the product, or the one that took
-- its place, and its own 세부품명번호 once an operator looked at it as it is, else its category's.
UPDATE contract_line
   SET counted_product_id = (SELECT COALESCE(p.merged_into, p.id) FROM product p
                              WHERE p.id = contract_line.product_id),
       counted_no = (SELECT CASE WHEN p.detail_no <> '' AND o.reviewed = o.revision THEN p.detail_no
                                 ELSE COALESCE(g.detail_no, '') END
                       FROM product p
                       JOIN category g ON g.code = p.category_code
                       JOIN purchase_line b ON b.id = contract_line.purchase_line_id
                       JOIN offer o ON o.id = b.offer_id
                      WHERE p.id = contract_line.product_id)
 WHERE contract_id = :contract;

-- name: contract_keep_firm
-- The certificates of the firm, not of its products, that hold on the contract date: of a kind the one that
-- lasts longest, then the oldest. Not by the index of states: SQLite would walk over every certificate there is.
INSERT INTO contract_certificate (contract_id, kind, number, valid_from, valid_until)
SELECT y.contract_id, y.kind, y.number, y.valid_from, y.valid_until
  FROM (SELECT c.id AS contract_id, k.kind, k.number, k.valid_from, k.valid_until,
               ROW_NUMBER() OVER (PARTITION BY k.kind
                                  ORDER BY k.valid_until DESC NULLS FIRST, k.id) AS place
          FROM contract c
          JOIN certificate k ON k.supplier_id = c.supplier_id AND k.state || '' = 'verified'
         WHERE c.id = :contract AND k.product_id IS NULL AND k.detail_no = ''
           AND k.valid_from <= c.contracted_on
           AND (k.valid_until IS NULL OR k.valid_until >= c.contracted_on)) y
 WHERE y.place = 1;

-- name: contract_keep_lines
-- The same of its lines: of the product that a line counts as, of one that this took the place of, or of the
-- 세부품명번호 that it counts by.
INSERT INTO contract_certificate (contract_id, contract_line_id, kind, number, valid_from, valid_until)
SELECT y.contract_id, y.line_id, y.kind, y.number, y.valid_from, y.valid_until
  FROM (SELECT c.id AS contract_id, l.id AS line_id, k.kind, k.number, k.valid_from, k.valid_until,
               ROW_NUMBER() OVER (PARTITION BY l.id, k.kind
                                  ORDER BY k.valid_until DESC NULLS FIRST, k.id) AS place
          FROM contract c
          JOIN contract_line l ON l.contract_id = c.id
          JOIN certificate k ON k.supplier_id = c.supplier_id AND k.state || '' = 'verified'
         WHERE c.id = :contract AND k.valid_from <= c.contracted_on
           AND (k.valid_until IS NULL OR k.valid_until >= c.contracted_on)
           AND (k.product_id = l.product_id OR k.product_id = l.counted_product_id
                OR k.product_id IN (SELECT m.id FROM product m
                                     WHERE m.merged_into = l.counted_product_id)
                OR (k.product_id IS NULL AND k.detail_no <> '' AND k.detail_no = l.counted_no))) y
 WHERE y.place = 1;

-- name: contract_uncounted
-- How many lines of a contract do not know by what they count.
SELECT COUNT(*) AS line_count FROM contract_line WHERE contract_id = :contract AND counted_product_id IS NULL;

-- name: contract_save
-- What of a contract may change: where it stands. Its content never does.
UPDATE contract
   SET state = :state, contracted_on = :contracted_on, starts_on = :starts_on,
       moved_at = :moved_at, version = version + 1
 WHERE id = :id AND version = :version;

-- name: contract_list
-- Contracts of an institution or a supplier, the newest first, going on below `before`. The ids of one page are
-- found first, of either side and with or without a state in the order of an index of its own, so that no
-- more are looked at than are shown. `top` is what the ids stay below. The state is cast: SQLite plans a statement
-- anew each time when what is bound could prove an index that holds one state alone.
WITH top AS (
    SELECT CASE WHEN CAST(:before AS BIGINT) IS NULL THEN 9223372036854775807
                ELSE (SELECT b.id FROM contract b
                       WHERE b.no = :before
                         AND (b.institution_id = :institution OR b.supplier_id = :supplier))
           END AS id)
SELECT c.no, c.number, c.title, c.state, c.kind, c.price_won, c.ends_on, c.contracted_on,
       i.name AS institution_name, s.name AS supplier_name, d.name AS department_name,
       p.officer_id, c.object, c.delay_ppm, i.regime
  FROM (SELECT o.id AS id FROM contract o
         WHERE CAST(:state AS TEXT) IS NULL AND o.institution_id = :institution
           AND o.id < (SELECT t.id FROM top t)
        UNION ALL
        SELECT o.id FROM contract o
         WHERE CAST(:state AS TEXT) IS NULL AND o.supplier_id = :supplier
           AND o.id < (SELECT t.id FROM top t)
        UNION ALL
        SELECT o.id FROM contract o
         WHERE o.institution_id = :institution AND o.state = CAST(:state AS TEXT)
           AND o.id < (SELECT t.id FROM top t)
        UNION ALL
        SELECT o.id FROM contract o
         WHERE o.supplier_id = :supplier AND o.state = CAST(:state AS TEXT)
           AND o.id < (SELECT t.id FROM top t)
         ORDER BY id DESC
         LIMIT :count) own
  JOIN contract c ON c.id = own.id
  JOIN purchase p ON p.id = c.purchase_id
  JOIN department d ON d.id = p.department_id
  JOIN institution i ON i.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 ORDER BY c.id DESC;

-- name: contract_list_words
-- Those of them that fit words, which are sought in all that a party has.
SELECT c.no, c.number, c.title, c.state, c.kind, c.price_won, c.ends_on, c.contracted_on,
       i.name AS institution_name, s.name AS supplier_name, d.name AS department_name,
       p.officer_id, c.object, c.delay_ppm, i.regime
  FROM (SELECT o.id
          FROM contract o
          JOIN institution j ON j.id = o.institution_id
          JOIN supplier f ON f.id = o.supplier_id
         WHERE (o.institution_id = :institution OR o.supplier_id = :supplier)
           AND (CAST(:state AS TEXT) IS NULL OR o.state = :state)
           AND (o.title LIKE :words ESCAPE '!' OR o.number LIKE :words ESCAPE '!'
                OR f.name LIKE :words ESCAPE '!' OR j.name LIKE :words ESCAPE '!')
           AND (CAST(:before AS BIGINT) IS NULL
                OR o.id < (SELECT b.id FROM contract b
                            WHERE b.no = :before
                              AND (b.institution_id = :institution OR b.supplier_id = :supplier)))
         ORDER BY o.id DESC
         LIMIT :count) own
  JOIN contract c ON c.id = own.id
  JOIN purchase p ON p.id = c.purchase_id
  JOIN department d ON d.id = p.department_id
  JOIN institution i ON i.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 ORDER BY c.id DESC;

-- name: contract_list_late
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

-- name: contract_count
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

-- name: contract_count_all
-- The same without words, of the one side or the other: each is counted in an index alone.
SELECT c.state, COUNT(*) AS count
  FROM contract c
 WHERE c.institution_id = :institution
 GROUP BY c.state
UNION ALL
SELECT c.state, COUNT(*) AS count
  FROM contract c
 WHERE c.supplier_id = :supplier
 GROUP BY c.state;

-- name: contract_files
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
