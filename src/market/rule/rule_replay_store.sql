-- Stored answers of the law, to be asked for again.

-- name: rule_replay_list
-- Answers, the newest first, before an id.
SELECT d.id, d.question, d.answer, d.law_version, d.judged_on, d.decided_at, d.path, p.no, i.name,
       i.no AS institution_no, p.id AS purchase_id, p.institution_id, p.officer_id
  FROM law_decision d
  JOIN purchase p ON p.id = d.purchase_id
  JOIN institution i ON i.id = p.institution_id
 WHERE d.id < :before
 ORDER BY d.id DESC
 LIMIT 51;

-- name: rule_replay_case
-- Those of one case, the newest first; of one institution's alone where it is given.
SELECT d.id, d.question, d.answer, d.law_version, d.judged_on, d.decided_at, d.path, p.no, i.name,
       i.no AS institution_no, p.id AS purchase_id, p.institution_id, p.officer_id
  FROM purchase p
  JOIN law_decision d ON d.purchase_id = p.id
  JOIN institution i ON i.id = p.institution_id
 WHERE p.no = :case_no
   AND (CAST(:institution AS BIGINT) IS NULL OR p.institution_id = :institution)
 ORDER BY d.id DESC
 LIMIT 50;

-- name: rule_replay_walk
-- Every answer in order, after an id: for the doctor.
SELECT d.id, d.question, d.answer, d.law_version, d.judged_on, d.decided_at, d.path, p.no, i.name,
       i.no AS institution_no, p.id AS purchase_id, p.institution_id, p.officer_id
  FROM law_decision d
  JOIN purchase p ON p.id = d.purchase_id
  JOIN institution i ON i.id = p.institution_id
 WHERE d.id > :after
 ORDER BY d.id
 LIMIT 100;
