-- Reading the chain of deeds: lines for pages and downloads, and what its verifications found.

-- name: audit_list
-- Deeds of one chain, or of every chain (:lane NULL), the newest first, before a key; of a person
-- those done by and to them. Within one chain the key is its own number, so that a tenant's
-- addresses tell nothing of others.
SELECT k.key_n, e.at, e.seq, COALESCE(a.id, 0) AS account_id, COALESCE(a.name, '') AS account_name,
       COALESCE(a.no, 0) AS account_no, e.role, e.address, e.act, e.object, e.reason, e.hash,
       COALESCE(b.id, 0) AS behalf_id, COALESCE(b.name, '') AS behalf_name,
       COALESCE(i.name, f.name, '플랫폼') AS party,
       CASE e.object
            WHEN 'account' THEN (SELECT x.no FROM account x WHERE x.id = e.object_id)
            WHEN 'institution' THEN (SELECT x.no FROM institution x WHERE x.id = e.object_id)
            WHEN 'department' THEN (SELECT x.no FROM department x WHERE x.id = e.object_id)
            WHEN 'supplier' THEN (SELECT x.no FROM supplier x WHERE x.id = e.object_id)
            WHEN 'membership' THEN (SELECT x.no FROM membership x WHERE x.id = e.object_id)
            WHEN 'certificate' THEN (SELECT x.no FROM certificate x WHERE x.id = e.object_id)
            WHEN 'product' THEN (SELECT x.no FROM product x WHERE x.id = e.object_id)
            WHEN 'offer' THEN (SELECT x.no FROM offer x WHERE x.id = e.object_id)
            WHEN 'purchase' THEN (SELECT x.no FROM purchase x WHERE x.id = e.object_id)
            WHEN 'approval_line' THEN (SELECT x.no FROM approval_line x WHERE x.id = e.object_id)
            WHEN 'delegation' THEN (SELECT x.no FROM delegation x WHERE x.id = e.object_id)
            WHEN 'quote_request' THEN (SELECT x.no FROM quote_request x WHERE x.id = e.object_id)
            WHEN 'quote' THEN (SELECT x.no FROM quote x WHERE x.id = e.object_id)
            WHEN 'contract' THEN (SELECT x.no FROM contract x WHERE x.id = e.object_id)
            WHEN 'delivery' THEN (SELECT x.no FROM delivery x WHERE x.id = e.object_id)
            WHEN 'inspection' THEN (SELECT x.no FROM inspection x WHERE x.id = e.object_id)
            WHEN 'claim' THEN (SELECT x.no FROM claim x WHERE x.id = e.object_id)
            WHEN 'payment' THEN (SELECT x.no FROM payment x WHERE x.id = e.object_id)
            WHEN 'disclosure' THEN (SELECT x.no FROM disclosure x WHERE x.id = e.object_id)
            WHEN 'file' THEN (SELECT x.no FROM file x WHERE x.id = e.object_id)
            WHEN 'notice' THEN (SELECT x.no FROM notice x WHERE x.id = e.object_id)
            WHEN 'access' THEN (SELECT x.no FROM access_entry x WHERE x.id = e.object_id)
            WHEN 'policy' THEN (SELECT x.no FROM institution_policy x WHERE x.id = e.object_id)
            WHEN 'rule' THEN (SELECT x.no FROM law_proposal x WHERE x.id = e.object_id)
            END AS object_no
  FROM (SELECT w.id, w.id AS key_n
          FROM (SELECT x.id
                  FROM audit_entry x
                 WHERE CAST(:lane AS TEXT) IS NULL AND (x.at, x.id) < (:key_at, :key_n)
                   AND x.at >= :from_at AND x.at < :to_at
                   AND (CAST(:act AS TEXT) IS NULL OR x.act LIKE :act ESCAPE '!')
                   AND (CAST(:account AS BIGINT) IS NULL OR x.account_id = :account
                        OR (x.object = 'account' AND x.object_id = :account))
                   AND (CAST(:object AS TEXT) IS NULL OR x.object = :object)
                   AND (CAST(:object_id AS BIGINT) IS NULL OR x.object_id = :object_id)
                   AND (:platform = 0 OR x.lane LIKE 'p:%')
                   AND (:views = 1 OR x.object <> 'access')
                 ORDER BY x.at DESC, x.id DESC
                 LIMIT :count) w
        UNION ALL
        SELECT l.id, l.seq AS key_n
          FROM (SELECT y.id, y.seq
                  FROM audit_entry y
                 WHERE y.lane = :lane AND y.seq < :key_n
                   AND y.at >= :from_at AND y.at < :to_at
                   AND (CAST(:act AS TEXT) IS NULL OR y.act LIKE :act ESCAPE '!')
                   AND (CAST(:account AS BIGINT) IS NULL OR y.account_id = :account
                        OR (y.object = 'account' AND y.object_id = :account))
                   AND (CAST(:object AS TEXT) IS NULL OR y.object = :object)
                   AND (CAST(:object_id AS BIGINT) IS NULL OR y.object_id = :object_id)
                   AND (:views = 1 OR y.object <> 'access')
                 ORDER BY y.seq DESC -- the order of the chain, and of its index
                 LIMIT :count) l) k
  JOIN audit_entry e ON e.id = k.id
  LEFT JOIN account a -- who logs in is a visitor still, and known by then
       ON a.id = CASE WHEN e.act = 'session.begin' THEN e.object_id ELSE e.account_id END
  LEFT JOIN account b ON b.id = e.on_behalf_of
  LEFT JOIN institution i
       ON i.id = CASE WHEN e.lane LIKE 'i:%' THEN CAST(SUBSTR(e.lane, 3) AS BIGINT) END
  LEFT JOIN supplier f
       ON f.id = CASE WHEN e.lane LIKE 's:%' THEN CAST(SUBSTR(e.lane, 3) AS BIGINT) END
 ORDER BY CASE WHEN CAST(:lane AS TEXT) IS NULL THEN e.at ELSE 0 END DESC, k.key_n DESC;

-- name: audit_person_find
-- A person by log-in name or number: anybody, or one who has or had a role at the institution.
SELECT a.id
  FROM account a
 WHERE (a.email = :text OR a.no = :no)
   AND (CAST(:institution AS BIGINT) IS NULL
        OR EXISTS (SELECT 1 FROM membership m
                    WHERE m.account_id = a.id AND m.institution_id = :institution));

-- name: audit_party_find
-- The chain of an institution or a supplier, by its number or its whole name.
SELECT p.lane
  FROM (SELECT 'i:' || CAST(i.id AS TEXT) AS lane FROM institution i WHERE i.no = :no OR i.name = :text
        UNION ALL
        SELECT 's:' || CAST(f.id AS TEXT) AS lane FROM supplier f WHERE f.no = :no OR f.name = :text) p
 ORDER BY p.lane
 LIMIT 1;

-- name: audit_object_find
-- A record by its kind and number.
SELECT o.id
  FROM (SELECT x.id FROM account x WHERE :object = 'account' AND x.no = :no
        UNION ALL SELECT x.id FROM institution x WHERE :object = 'institution' AND x.no = :no
        UNION ALL SELECT x.id FROM department x WHERE :object = 'department' AND x.no = :no
        UNION ALL SELECT x.id FROM supplier x WHERE :object = 'supplier' AND x.no = :no
        UNION ALL SELECT x.id FROM membership x WHERE :object = 'membership' AND x.no = :no
        UNION ALL SELECT x.id FROM certificate x WHERE :object = 'certificate' AND x.no = :no
        UNION ALL SELECT x.id FROM product x WHERE :object = 'product' AND x.no = :no
        UNION ALL SELECT x.id FROM offer x WHERE :object = 'offer' AND x.no = :no
        UNION ALL SELECT x.id FROM purchase x WHERE :object = 'purchase' AND x.no = :no
        UNION ALL SELECT x.id FROM approval_line x WHERE :object = 'approval_line' AND x.no = :no
        UNION ALL SELECT x.id FROM delegation x WHERE :object = 'delegation' AND x.no = :no
        UNION ALL SELECT x.id FROM quote_request x WHERE :object = 'quote_request' AND x.no = :no
        UNION ALL SELECT x.id FROM quote x WHERE :object = 'quote' AND x.no = :no
        UNION ALL SELECT x.id FROM contract x WHERE :object = 'contract' AND x.no = :no
        UNION ALL SELECT x.id FROM delivery x WHERE :object = 'delivery' AND x.no = :no
        UNION ALL SELECT x.id FROM inspection x WHERE :object = 'inspection' AND x.no = :no
        UNION ALL SELECT x.id FROM claim x WHERE :object = 'claim' AND x.no = :no
        UNION ALL SELECT x.id FROM payment x WHERE :object = 'payment' AND x.no = :no
        UNION ALL SELECT x.id FROM disclosure x WHERE :object = 'disclosure' AND x.no = :no
        UNION ALL SELECT x.id FROM file x WHERE :object = 'file' AND x.no = :no
        UNION ALL SELECT x.id FROM notice x WHERE :object = 'notice' AND x.no = :no) o
 LIMIT 1;

-- name: audit_check_add
-- The chains were walked from end to end.
INSERT INTO audit_check (no, account_id, checked_at, took_us, row_count, lane_count, bad_count)
VALUES (:no, :account, :now, :took, :row_count, :lane_count, :bad_count)
RETURNING id;

-- name: audit_check_lane_add
-- What was found in one of them.
INSERT INTO audit_check_lane (check_id, lane, row_count, took_us, bad_seq)
VALUES (:check, :lane, :row_count, :took, :bad_seq);

-- name: audit_check_list
-- The newest verifications.
SELECT c.id, c.no, a.name, c.checked_at, c.took_us, c.row_count, c.lane_count, c.bad_count
  FROM audit_check c
  JOIN account a ON a.id = c.account_id
 ORDER BY c.id DESC
 LIMIT :count;

-- name: audit_check_lanes
-- The chains of one verification: the wrong ones first, then by length. A verification never
-- changes, so its pages may be counted.
SELECT l.lane, l.row_count, l.took_us, l.bad_seq, COALESCE(i.name, f.name, '플랫폼') AS party
  FROM audit_check_lane l
  JOIN audit_check c ON c.id = l.check_id
  LEFT JOIN institution i
       ON i.id = CASE WHEN l.lane LIKE 'i:%' THEN CAST(SUBSTR(l.lane, 3) AS BIGINT) END
  LEFT JOIN supplier f
       ON f.id = CASE WHEN l.lane LIKE 's:%' THEN CAST(SUBSTR(l.lane, 3) AS BIGINT) END
 WHERE c.no = :no
 ORDER BY CASE WHEN l.bad_seq > 0 THEN 0 ELSE 1 END, l.row_count DESC, l.lane
 LIMIT :count OFFSET :skipped;
