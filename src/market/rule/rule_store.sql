-- Changes of the law on their way; read and decided by operators alone.

-- name: rule_count
-- How many were ever proposed, and how many wait to end this row.
SELECT COUNT(*) AS count,
       CAST(COALESCE(SUM(CASE WHEN p.act = 'end' AND p.row_id = :row_id AND v.proposal_id IS NULL
                              THEN 1 ELSE 0 END), 0) AS BIGINT) AS ends
  FROM law_proposal p
  LEFT JOIN law_verdict v ON v.proposal_id = p.id;

-- name: rule_add
-- A proposal; never changed afterwards.
INSERT INTO law_proposal (no, act, kind, row_id, made_of, line, last_day, reason, source,
                          account_id, proposed_at)
VALUES (:no, :act, :kind, :row_id, :made_of, :line, :last_day, :reason, :source, :account, :now)
RETURNING id;

-- name: rule_find
-- One proposal with what became of it.
SELECT p.id, p.no, p.act, p.kind, p.row_id, p.made_of, p.line, p.last_day, p.reason, p.source,
       p.account_id, a.name AS proposer_name, p.proposed_at,
       COALESCE(v.verdict, 'waiting') AS state, COALESCE(d.name, '') AS decider_name,
       COALESCE(v.word, '') AS word, v.decided_at
  FROM law_proposal p
  JOIN account a ON a.id = p.account_id
  LEFT JOIN law_verdict v ON v.proposal_id = p.id
  LEFT JOIN account d ON d.id = v.account_id
 WHERE p.no = :no;

-- name: rule_list
-- Proposals, those that wait or those that are decided, the newest first, before an id.
SELECT p.id, p.no, p.act, p.kind, p.row_id, p.made_of, p.line, p.last_day, p.reason, p.source,
       p.account_id, a.name AS proposer_name, p.proposed_at,
       COALESCE(v.verdict, 'waiting') AS state, COALESCE(d.name, '') AS decider_name,
       COALESCE(v.word, '') AS word, v.decided_at,
       COUNT(*) OVER () AS left_count
  FROM law_proposal p
  JOIN account a ON a.id = p.account_id
  LEFT JOIN law_verdict v ON v.proposal_id = p.id
  LEFT JOIN account d ON d.id = v.account_id
 WHERE (CASE WHEN v.proposal_id IS NULL THEN 1 ELSE 0 END) = :waiting AND p.id < :before
 ORDER BY p.id DESC
 LIMIT 51;

-- name: rule_decide
-- What a second operator said, or the proposer who takes it back.
INSERT INTO law_verdict (proposal_id, proposer_id, account_id, verdict, word, decided_at)
VALUES (:proposal, :proposer, :account, :verdict, :word, :now);
