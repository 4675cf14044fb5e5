-- What the chain of deeds says of rows, asked by `dure doctor`.

-- name: doctor_rule
-- A change of the law that is not its proposal's or was not approved by a second account, an approval
-- without its change, or a proposal or verdict that is gone, or of which the chain tells something else.
SELECT r.said
  FROM (SELECT '규칙 ' || c.row_id AS said
          FROM law_change c
          LEFT JOIN law_proposal p ON p.id = c.proposal_id
          LEFT JOIN law_verdict v ON v.proposal_id = p.id
         WHERE c.act <> 'pack'
           AND (p.id IS NULL OR v.proposal_id IS NULL OR v.verdict <> 'approved'
                OR v.account_id = p.account_id OR c.act <> p.act OR c.kind <> p.kind
                OR c.row_id <> p.row_id OR c.line <> p.line
                OR c.last_day IS DISTINCT FROM p.last_day OR c.added_at <> v.decided_at)
        UNION ALL
        SELECT '규칙 ' || p.row_id AS said
          FROM law_verdict v
          JOIN law_proposal p ON p.id = v.proposal_id
         WHERE v.verdict = 'approved'
           AND NOT EXISTS (SELECT 1 FROM law_change c WHERE c.proposal_id = p.id)
        UNION ALL
        SELECT '규칙 ' || COALESCE(p.row_id, '제안 ' || CAST(e.object_id AS TEXT)) AS said
          FROM audit_entry e
          LEFT JOIN law_proposal p ON p.id = e.object_id
          LEFT JOIN law_verdict v ON v.proposal_id = e.object_id
         WHERE e.object = 'rule'
           AND (p.id IS NULL
                OR (e.act = 'rule.propose' AND (e.reason <> p.reason
                                                   OR e.account_id IS DISTINCT FROM p.account_id))
                OR (e.act <> 'rule.propose'
                    AND (v.proposal_id IS NULL OR e.reason <> v.word
                         OR e.account_id IS DISTINCT FROM v.account_id
                         OR v.verdict <> CASE e.act WHEN 'rule.approve' THEN 'approved'
                                                    WHEN 'rule.refuse' THEN 'refused'
                                                    ELSE 'withdrawn' END)))
        UNION ALL
        SELECT '규칙 ' || p.row_id AS said
          FROM law_proposal p
          LEFT JOIN law_verdict v ON v.proposal_id = p.id
         WHERE 1 + CASE WHEN v.proposal_id IS NULL THEN 0 ELSE 1 END
               <> (SELECT COUNT(*) FROM audit_entry e WHERE e.object = 'rule' AND e.object_id = p.id)) r
 LIMIT 1;

-- name: doctor_rules
-- Proposals with what was decided, beside the hashes that the chain of deeds keeps of both.
SELECT p.id, p.no, p.act, p.kind, p.row_id, p.made_of, p.line, p.last_day, p.reason, p.source,
       p.account_id, p.proposed_at, COALESCE(v.verdict, 'waiting') AS verdict,
       v.account_id AS decider_id, COALESCE(v.word, '') AS word, v.decided_at,
       COALESCE(c.since, 0) AS since, COALESCE(m.after_hash, '') AS proposed_hash,
       COALESCE(d.after_hash, '') AS decided_hash
  FROM law_proposal p
  LEFT JOIN law_verdict v ON v.proposal_id = p.id
  LEFT JOIN law_change c ON c.proposal_id = p.id
  LEFT JOIN audit_entry m ON m.object = 'rule' AND m.object_id = p.id AND m.act = 'rule.propose'
  LEFT JOIN audit_entry d ON d.object = 'rule' AND d.object_id = p.id AND d.act <> 'rule.propose'
 WHERE p.id > :after
 ORDER BY p.id
 LIMIT 100;
