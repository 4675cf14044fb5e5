-- Deliveries, their lines, inspections and files.

-- name: delivery_find
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

-- name: delivery_line_list
-- The lines of a contract in their order, each once for every delivery that brought some of it, or
-- once alone. An inspection has one row for each line of its delivery; the day that counts is the one
-- it says the goods came on.
SELECT l.id, l.seq, l.title, l.unit, l.price_won, l.quantity AS ordered,
       COALESCE(d.id, 0) AS delivery_id, COALESCE(d.no, 0) AS delivery_no, COALESCE(d.seq, 0) AS part,
       COALESCE(d.state, '') AS state, COALESCE(i.arrived_on, d.delivered_on) AS arrived_on,
       d.inspect_by, COALESCE(i.no, 0) AS inspection_no, i.inspected_on,
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

-- name: delivery_list
-- Deliveries of an institution or a supplier, the newest first, going on below `before`. Their ids are
-- found first, by indexes alone: what a page shows of each is read of those it shows.
SELECT d.no, d.seq, c.number AS contract_number, c.title,
       CASE WHEN c.institution_id = :institution THEN s.name ELSE t.name END AS other_name,
       d.delivered_on, d.inspect_by, d.state, CAST(NULL AS TEXT) AS inspected_on
  FROM (SELECT e.id
          FROM contract o CROSS JOIN delivery e
         WHERE (o.institution_id = :institution OR o.supplier_id = :supplier)
           AND e.contract_id = o.id
           AND (CAST(:before AS BIGINT) IS NULL
                OR e.id < (SELECT x.id FROM delivery x JOIN contract y ON y.id = x.contract_id
                            WHERE x.no = :before
                              AND (y.institution_id = :institution OR y.supplier_id = :supplier)))
         ORDER BY e.id DESC
         LIMIT :count) own
  JOIN delivery d ON d.id = own.id
  JOIN contract c ON c.id = d.contract_id
  JOIN institution t ON t.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 ORDER BY d.id DESC;

-- name: delivery_list_waiting
-- What an institution has to inspect, nearest term first.
SELECT d.no, d.seq, c.number AS contract_number, c.title, s.name AS other_name, d.delivered_on,
       d.inspect_by, d.state, CAST(NULL AS TEXT) AS inspected_on
  FROM (SELECT e.id
          FROM contract o CROSS JOIN delivery e
         WHERE o.institution_id = :institution AND e.contract_id = o.id AND e.state = 'delivered'
         ORDER BY e.inspect_by, e.id
         LIMIT :count) own
  JOIN delivery d ON d.id = own.id
  JOIN contract c ON c.id = d.contract_id
  JOIN supplier s ON s.id = c.supplier_id
 ORDER BY d.inspect_by, d.id;

-- name: delivery_list_inspected
-- What an institution has inspected, the newest first, going on below `before`.
SELECT d.no, d.seq, c.number AS contract_number, c.title, s.name AS other_name, d.delivered_on,
       d.inspect_by, d.state, i.inspected_on
  FROM (SELECT e.id
          FROM contract o CROSS JOIN delivery e
         WHERE o.institution_id = :institution AND e.contract_id = o.id AND e.state <> 'delivered'
           AND (CAST(:before AS BIGINT) IS NULL
                OR e.id < (SELECT x.id FROM delivery x JOIN contract y ON y.id = x.contract_id
                            WHERE x.no = :before AND y.institution_id = :institution))
         ORDER BY e.id DESC
         LIMIT :count) own
  JOIN delivery d ON d.id = own.id
  JOIN inspection i ON i.delivery_id = d.id
  JOIN contract c ON c.id = d.contract_id
  JOIN supplier s ON s.id = c.supplier_id
 ORDER BY d.id DESC;

-- name: delivery_count
-- How many deliveries an institution or a supplier has, and how many of them wait for inspection.
SELECT COUNT(*) AS all_count,
       COUNT(CASE WHEN d.state = 'delivered' THEN 1 END) AS waiting_count
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
 WHERE c.institution_id = :institution OR c.supplier_id = :supplier;

-- name: delivery_list_waits
-- What of a contract waits for inspection, oldest first.
SELECT no, seq, inspect_by, inspect_article
  FROM delivery
 WHERE contract_id = :contract AND state = 'delivered'
 ORDER BY seq
 LIMIT 200;

-- name: delivery_next_seq
-- The number of the next part.
SELECT COALESCE(MAX(seq), 0) + 1 AS seq FROM delivery WHERE contract_id = :contract;

-- name: delivery_add
-- A part was brought.
INSERT INTO delivery (no, contract_id, seq, delivered_on, place, remark, inspect_by,
                      inspect_article, state, account_id, noted_at)
VALUES (:no, :contract, :seq, :delivered_on, :place, :remark, :inspect_by, :inspect_article,
        'delivered', :account, :now)
RETURNING id;

-- name: delivery_line_add
-- So much of a line of the contract.
INSERT INTO delivery_line (delivery_id, contract_line_id, quantity)
VALUES (:delivery, :contract_line, :quantity);

-- name: delivery_settle
-- It was inspected: once only.
UPDATE delivery SET state = :state, version = version + 1
 WHERE id = :id AND version = :version AND state = 'delivered';

-- name: inspection_add
-- 검사조서.
INSERT INTO inspection (no, delivery_id, inspector_id, arrived_on, inspected_on, method, result,
                        opinion, content, content_hash, confirmed_with, noted_at)
VALUES (:no, :delivery, :inspector, :arrived_on, :inspected_on, :method, :result, :opinion, :content,
        :content_hash, :confirmed_with, :now)
RETURNING id;

-- name: inspection_line_add
-- What of a line passed and what failed.
INSERT INTO inspection_line (inspection_id, delivery_line_id, accepted, refused, reason)
VALUES (:inspection, :line, :accepted, :refused, :reason);

-- name: delivery_file_add
-- A photo or a paper.
INSERT INTO delivery_file (delivery_id, file_id, origin) VALUES (:delivery, :file, :origin);

-- name: delivery_file_list
-- The files of a delivery, as they came.
SELECT f.id, f.no, f.name, f.size, x.origin,
       CASE WHEN f.kind = 'pdf' THEN COALESCE(l.verdict, 'waiting') ELSE 'fine' END AS looked
  FROM delivery_file x
  JOIN file f ON f.id = x.file_id
  LEFT JOIN pdf_look l ON l.sha256 = f.sha256
   AND l.looker = (SELECT MAX(n.looker) FROM pdf_look n WHERE n.sha256 = f.sha256)
 WHERE x.delivery_id = :delivery
 ORDER BY f.id
 LIMIT 20;

-- name: delivery_parties
-- What papers say of the two sides, for one of them.
SELECT s.business_no, s.representative, s.address, s.phone, t.head_title
  FROM delivery d
  JOIN contract c ON c.id = d.contract_id
  JOIN institution t ON t.id = c.institution_id
  JOIN supplier s ON s.id = c.supplier_id
 WHERE d.id = :delivery AND (c.institution_id = :institution OR c.supplier_id = :supplier);
