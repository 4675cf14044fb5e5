-- The law's log of changes.

-- name: law_change_version
-- The version of the law that holds now.
SELECT COALESCE(MAX(since), 0) AS version FROM law_change;

-- name: law_change_list
-- What was added to the packs since the log began, in order.
SELECT c.since, c.act, c.kind, c.row_id, c.line, c.last_day, c.added_at,
       COALESCE(p.no, 0) AS proposal_no
  FROM law_change c
  LEFT JOIN law_proposal p ON p.id = c.proposal_id
 WHERE c.since > 0
 ORDER BY c.since, c.id
 LIMIT 4000;

-- name: law_change_noted
-- The rows of packs that are noted.
SELECT row_id, kind, line FROM law_change WHERE act = 'pack' ORDER BY id;

-- name: law_change_add
-- One more; never changed afterwards.
INSERT INTO law_change (since, act, kind, row_id, line, last_day, proposal_id, added_at)
VALUES (:since, :act, :kind, :row_id, :line, :last_day, :proposal, :now);
