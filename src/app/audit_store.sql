-- Reading the chain of deeds: lines for pages and downloads, and what its verifications found.

-- name: audit_list
-- Deeds of one chain, or of every chain (:lane NULL), the newest first, before a key; of a person
-- those done by and to them. Within one chain the key is its own number, so that a tenant's
-- addresses tell nothing of others. Each :way enters an index of its own and looks at what of the
-- filter is not in it: `chain` by the moment, `lane` by the chain's number, `platform` by the
-- moment in the platform's own chains, `person` by who did it or whom it was done to, `object` by
-- the record, `kind` by act and kind of record: each kind there is is found after the one before
-- it, and where :count lines of one of them end the list ends at the latest.
WITH RECURSIVE kind AS (
    SELECT e.act, e.object
      FROM audit_entry e
     WHERE :way = 'kind'
       AND e.id = (SELECT y.id FROM audit_entry y ORDER BY y.act, y.object LIMIT 1)
    UNION ALL
    SELECT e.act, e.object
      FROM kind k
      JOIN audit_entry e ON e.id = COALESCE((SELECT y.id FROM audit_entry y
                                              WHERE y.act = k.act AND y.object > k.object
                                              ORDER BY y.object
                                              LIMIT 1),
                                            (SELECT y.id FROM audit_entry y
                                              WHERE y.act > k.act
                                              ORDER BY y.act, y.object
                                              LIMIT 1))
), meant AS (
    SELECT k.act, k.object,
           (SELECT y.at FROM audit_entry y
             WHERE y.act = k.act AND y.object = k.object
               AND (y.at, y.id) < (:before_at, :before_id) AND y.at >= :from_at
             ORDER BY y.at DESC, y.id DESC
             LIMIT 1 OFFSET :count - 1) AS back_to
      FROM kind k
     WHERE (CAST(:act AS TEXT) IS NULL OR k.act LIKE :act ESCAPE '!')
       AND (CAST(:object AS TEXT) IS NULL OR k.object = :object)
       AND (:views = 1 OR k.object <> 'access')
)
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
  FROM (SELECT c.id, c.id AS key_n
          FROM (SELECT x.id
                  FROM audit_entry x
                 WHERE :way = 'chain' AND x.at >= :from_at
                   AND (x.at, x.id) < (:before_at, :before_id)
                   AND (:views = 1 OR x.object <> 'access')
                 ORDER BY x.at DESC, x.id DESC
                 LIMIT :count) c
        UNION ALL
        SELECT l.id, l.seq AS key_n
          FROM (SELECT y.id, y.seq
                  FROM audit_entry y
                 WHERE :way = 'lane' AND y.lane = :lane AND y.seq < :before_seq
                   AND y.at + 0 >= :from_at AND y.at + 0 < :to_at -- not by the index of moments
                   AND (CAST(:act AS TEXT) IS NULL OR y.act LIKE :act ESCAPE '!')
                   AND (CAST(:account AS BIGINT) IS NULL OR y.account_id = :account
                        OR (y.object = 'account' AND y.object_id = :account))
                   AND (CAST(:object AS TEXT) IS NULL OR y.object = :object)
                   AND (:views = 1 OR y.object <> 'access')
                 ORDER BY y.seq DESC -- the order of the chain, and of its index
                 LIMIT :count) l
        UNION ALL
        SELECT p.id, p.id AS key_n
          FROM (SELECT x.id
                  FROM audit_entry x
                 WHERE :way = 'platform' AND SUBSTR(x.lane, 1, 2) = 'p:'
                   AND x.at >= :from_at AND (x.at, x.id) < (:before_at, :before_id)
                   AND (CAST(:act AS TEXT) IS NULL OR x.act LIKE :act ESCAPE '!')
                   AND (CAST(:object AS TEXT) IS NULL OR x.object = :object)
                   AND (:views = 1 OR x.object <> 'access')
                 ORDER BY x.at DESC, x.id DESC
                 LIMIT :count) p
        UNION ALL
        SELECT d.id, d.id AS key_n
          FROM (SELECT x.id
                  FROM audit_entry x
                 WHERE :way = 'person' AND x.account_id = :account
                   AND x.at >= :from_at AND (x.at, x.id) < (:before_at, :before_id)
                   AND (CAST(:act AS TEXT) IS NULL OR x.act LIKE :act ESCAPE '!')
                   AND (CAST(:object AS TEXT) IS NULL OR x.object = :object)
                   AND (:platform = 0 OR x.lane LIKE 'p:%')
                   AND (:views = 1 OR x.object <> 'access')
                 ORDER BY x.at DESC, x.id DESC
                 LIMIT :count) d
        UNION ALL
        SELECT t.id, t.id AS key_n
          FROM (SELECT y.id
                  FROM audit_entry y
                 WHERE :way = 'person' AND y.object = 'account' AND y.object_id = :account
                   AND (y.account_id IS NULL OR y.account_id <> :account) -- those are there already
                   AND y.at >= :from_at AND (y.at, y.id) < (:before_at, :before_id)
                   AND (CAST(:act AS TEXT) IS NULL OR y.act LIKE :act ESCAPE '!')
                   AND (CAST(:object AS TEXT) IS NULL OR y.object = :object)
                   AND (:platform = 0 OR y.lane LIKE 'p:%')
                 ORDER BY y.at + 0 DESC, y.id DESC -- found by the record, not by the moment
                 LIMIT :count) t
        UNION ALL
        SELECT r.id, r.key_n
          FROM (SELECT y.id, CASE WHEN CAST(:lane AS TEXT) IS NULL THEN y.id ELSE y.seq END AS key_n
                  FROM audit_entry y
                 WHERE :way = 'object' AND y.object = :object AND y.object_id = :object_id
                   AND ((CAST(:lane AS TEXT) IS NULL AND (y.at, y.id) < (:before_at, :before_id))
                        OR (y.lane = :lane AND y.seq < :before_seq))
                   AND y.at >= :from_at AND y.at < :to_at
                   AND (CAST(:act AS TEXT) IS NULL OR y.act LIKE :act ESCAPE '!')
                   AND (CAST(:account AS BIGINT) IS NULL OR y.account_id = :account
                        OR (y.object = 'account' AND y.object_id = :account))
                   AND (:platform = 0 OR y.lane LIKE 'p:%')
                   AND (:views = 1 OR y.object <> 'access')
                 ORDER BY CASE WHEN CAST(:lane AS TEXT) IS NULL THEN y.at ELSE 0 END DESC,
                          key_n DESC
                 LIMIT :count) r
        UNION ALL
        SELECT m.id, m.id AS key_n
          FROM (SELECT y.id
                  FROM meant k
                  JOIN audit_entry y ON y.act = k.act AND y.object = k.object
                 WHERE y.at >= (SELECT COALESCE(MAX(n.back_to), :from_at) FROM meant n)
                   AND (y.at, y.id) < (:before_at, :before_id)
                 ORDER BY y.at + 0 DESC, y.id DESC -- found by the kind, not by the moment
                 LIMIT :count) m) k
  JOIN audit_entry e ON e.id = k.id
  LEFT JOIN account a -- who logs in is a visitor still, and known by then
       ON a.id = CASE WHEN e.act = 'session.begin' THEN e.object_id ELSE e.account_id END
  LEFT JOIN account b ON b.id = e.on_behalf_of
  LEFT JOIN institution i
       ON i.id = CASE WHEN e.lane LIKE 'i:%' THEN CAST(SUBSTR(e.lane, 3) AS BIGINT) END
  LEFT JOIN supplier f
       ON f.id = CASE WHEN e.lane LIKE 's:%' THEN CAST(SUBSTR(e.lane, 3) AS BIGINT) END
 ORDER BY CASE WHEN CAST(:lane AS TEXT) IS NULL THEN e.at ELSE 0 END DESC, k.key_n DESC
 LIMIT :count;

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
