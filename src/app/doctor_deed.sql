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
  LEFT JOIN audit_entry m ON m.object = 'rule' AND m.object_id = p.id
       AND m.act || '' = 'rule.propose' -- not by the index of kinds: SQLite would walk over every proposal
  LEFT JOIN audit_entry d ON d.object = 'rule' AND d.object_id = p.id AND d.act <> 'rule.propose'
 WHERE p.id > :after
 ORDER BY p.id
 LIMIT 100;

-- name: doctor_deed
-- A judgement of another day than its question, a payment posted on another day or under another
-- reference than the deed (a past that was made up has no words), or a policy, or its end, of which
-- the chain tells something else.
SELECT r.said
  FROM (SELECT '구매 건 ' || CAST(p.no AS TEXT) || '의 판단' AS said
          FROM law_decision d
          JOIN purchase p ON p.id = d.purchase_id
         WHERE d.question NOT LIKE '%"on":"' || d.judged_on || '"%'
        UNION ALL
        SELECT '지급 ' || CAST(m.no AS TEXT) AS said
          FROM payment m
          JOIN ledger_posting l ON l.kind = 'payment' AND l.object_id = m.id
         WHERE l.posted_on <> m.paid_on
        UNION ALL
        SELECT '지급 ' || CAST(m.no AS TEXT) AS said
          FROM payment m
          JOIN audit_entry e ON e.object = 'payment' AND e.object_id = m.id
               AND e.act || '' = 'payment.pay' -- not by the index of kinds
         WHERE e.reason <> '' AND SUBSTR(e.reason, 1, LENGTH(m.reference) + 2) <> m.reference || ' ('
        UNION ALL
        SELECT '기관 정책 ' || COALESCE(CAST(p.no AS TEXT), e.reason) AS said
          FROM audit_entry e
          LEFT JOIN institution_policy p ON p.id = e.object_id
          LEFT JOIN institution_policy_end n ON n.policy_id = e.object_id
         WHERE e.object = 'policy'
           AND (p.id IS NULL OR (e.act = 'policy.add' AND e.reason <> p.reason)
                OR (e.act = 'policy.end' AND (n.policy_id IS NULL OR e.reason <> n.reason)))) r
 LIMIT 1;

-- name: doctor_judge_deeds
-- Deeds of judging, each with what the law answered then. As the next two, in the order of the chain: by an index of
-- acts or records SQLite would read and sort all of them for each hundred. It finds none for what is said by NOT,
-- which a server reads as two equalities, and knows how many there are.
SELECT e.id, e.after_hash, '구매 건 ' || CAST(p.no AS TEXT) || '의 판단' AS said, d.judged_on, d.question,
       d.answer, d.path, d.rule_ids, d.ground, d.confidence, d.similar_won, d.split_reason,
       d.confirm_reason, d.proofs, d.law_version
  FROM audit_entry e
  JOIN purchase p ON p.id = e.object_id
  LEFT JOIN law_decision d ON d.purchase_id = p.id AND d.decided_at = e.at
 WHERE e.id > :after AND NOT (e.object <> 'purchase' OR e.act <> 'purchase.judge') AND e.after_hash <> ''
 ORDER BY e.id
 LIMIT 100;

-- name: doctor_excuse_deeds
-- The last deed of deciding an excuse, each with its claim.
SELECT e.id, e.after_hash, '청구 ' || COALESCE(CAST(k.no AS TEXT), '') AS said, k.no AS claim_no,
       k.asked_days, k.excuse_reason, k.excused_days, k.excuse_opinion, k.delay_days, k.delay_won,
       k.cut_won, k.net_won
  FROM audit_entry e
  LEFT JOIN claim k ON k.id = e.object_id
 WHERE e.id > :after AND NOT (e.object <> 'claim' OR e.act <> 'claim.excuse') AND e.after_hash <> ''
   AND NOT EXISTS (SELECT 1 FROM audit_entry x
                    WHERE x.object = 'claim' AND x.object_id = e.object_id AND x.act = 'claim.excuse'
                      AND x.id > e.id)
 ORDER BY e.id
 LIMIT 100;

-- name: doctor_pay_deeds
-- Deeds of paying, each with its payment and the claim that it paid.
SELECT e.id, e.after_hash, '지급 ' || COALESCE(CAST(m.no AS TEXT), '') AS said, m.no, m.institution_id,
       m.paid_won, m.late_days, m.paid_on, m.reference, k.no AS claim_no, k.asked_days,
       k.excuse_reason, k.excused_days, k.excuse_opinion, k.delay_days, k.delay_won, k.cut_won,
       k.net_won
  FROM audit_entry e
  LEFT JOIN payment m ON m.id = e.object_id
  LEFT JOIN claim k ON k.id = m.claim_id
 WHERE e.id > :after AND NOT (e.object <> 'payment' OR e.act <> 'payment.pay') AND e.after_hash <> ''
 ORDER BY e.id
 LIMIT 100;

-- name: doctor_policy_deeds
-- Deeds of adding and ending a policy, each with what it made of it.
SELECT e.id, e.after_hash, '기관 정책 ' || CAST(p.no AS TEXT) AS said, p.no, p.kind, p.value_won,
       p.value_count, p.first_day, p.reason,
       CASE e.act WHEN 'policy.add' THEN p.last_day ELSE n.last_day END AS last_day,
       CASE e.act WHEN 'policy.add' THEN '' ELSE n.reason END AS end_reason
  FROM audit_entry e
  JOIN institution_policy p ON p.id = e.object_id
  LEFT JOIN institution_policy_end n ON n.policy_id = p.id
 WHERE e.id > :after AND e.object = 'policy' AND e.after_hash <> ''
 ORDER BY e.id
 LIMIT 100;
