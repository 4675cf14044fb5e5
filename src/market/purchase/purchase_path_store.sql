-- What the law is asked about a case, and what it answered.

-- name: purchase_path_supplier
-- What the supplier of a case is, by certificates that hold on a day (a row without one when there is
-- none), whether it may be traded with, whether a line is of goods it neither makes nor does itself, and
-- whether one is of a product that is not on its designation as 중증장애인생산품 (K-09); the limits of
-- the institution's own, the lowest of those that hold on the day; and which rate of delay binds the work
-- of every line: where they differ it is the usual one.
SELECT c.kind, c.vulnerable_bp, s.state, s.sanctioned_until,
       CASE WHEN EXISTS (SELECT 1 FROM purchase_line l
                           JOIN offer f ON f.id = l.offer_id
                          WHERE l.purchase_id = :purchase AND f.own_production = 0)
            THEN 1 ELSE 0 END AS resells,
       CASE WHEN EXISTS (SELECT 1 FROM purchase_line l
                           JOIN product b ON b.id = l.product_id
                          WHERE l.purchase_id = :purchase
                            AND NOT EXISTS (
                                SELECT 1 FROM certificate d
                                  JOIN product y ON y.id = d.product_id
                                 WHERE d.supplier_id = s.id AND d.kind = 'severe_disability_product'
                                   AND d.state || '' = 'verified' AND d.valid_from <= :today
                                   AND (d.valid_until IS NULL OR d.valid_until >= :today)
                                   AND COALESCE(y.merged_into, y.id) = COALESCE(b.merged_into, b.id)))
            THEN 1 ELSE 0 END AS is_undesignated,
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
           AND (e.last_day IS NULL OR e.last_day >= :today)) AS ceiling_cap,
       (SELECT CASE WHEN MIN(COALESCE(g.delay_variant, '')) = MAX(COALESCE(g.delay_variant, ''))
                    THEN MAX(COALESCE(g.delay_variant, '')) ELSE '' END
          FROM purchase_line l
          LEFT JOIN category g ON g.code = l.category_code
         WHERE l.purchase_id = :purchase) AS delay_variant
  FROM supplier s
  LEFT JOIN certificate c ON c.supplier_id = s.id AND c.state = 'verified'
        AND c.valid_from <= :today AND (c.valid_until IS NULL OR c.valid_until >= :today)
        AND c.product_id IS NULL AND c.detail_no = '' -- of the firm
 WHERE s.id = :supplier
 ORDER BY c.id
 LIMIT 100;

-- name: purchase_path_similar
-- Other cases of the department up to a day whose lines are of the same families of categories: what
-- has been asked for or bought, or was handed over (at its result, once that is known, and with the
-- firm that won). A draft that nobody asked for is no purchase, nor is what was cancelled or what the
-- firm declined: that goes on only by asking again, and is judged anew then. The sums are of all,
-- however many are listed.
SELECT x.no, x.title, x.state, x.counted_won, x.requested_on, x.supplier_name,
       COUNT(*) OVER () AS all_count,
       CAST(SUM(x.in_year) OVER () AS BIGINT) AS year_count,
       CAST(SUM(x.in_year * x.counted_won) OVER () AS BIGINT) AS year_won,
       CAST(SUM(x.in_twelve) OVER () AS BIGINT) AS twelve_count,
       CAST(SUM(x.in_twelve * x.counted_won) OVER () AS BIGINT) AS twelve_won
  FROM (SELECT p.id, p.no, p.title, p.state, p.requested_on,
               COALESCE(NULLIF(h.name, ''), s.name) AS supplier_name,
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

-- name: purchase_path_add
-- An answer; the newest counts.
INSERT INTO law_decision (purchase_id, judged_on, question, answer, path, rule_ids, ground,
                          confidence, similar_won, split_reason, confirm_reason, proofs, account_id,
                          decided_at, law_version)
VALUES (:purchase, :judged_on, :question, :answer, :path, :rule_ids, :ground, :confidence,
        :similar_won, :split_reason, :confirm_reason, :proofs, :account, :now, :law_version);

-- name: purchase_path_find
-- The newest answer about a case.
SELECT judged_on, question, answer, path, rule_ids, ground, confidence, similar_won, split_reason,
       confirm_reason, proofs, decided_at
  FROM law_decision
 WHERE purchase_id = :purchase
 ORDER BY id DESC
 LIMIT 1;
