-- What an institution asks of itself; of its own institution alone.

-- name: policy_list
-- Its policies, the newest first.
SELECT p.id, p.no, p.kind, p.value_won, p.value_count, p.first_day, p.last_day, p.reason,
       a.name AS by_name, e.last_day AS ended_on, COALESCE(e.reason, '') AS end_reason
  FROM institution_policy p
  JOIN account a ON a.id = p.account_id
  LEFT JOIN institution_policy_end e ON e.policy_id = p.id
 WHERE p.institution_id = :institution
   AND (CAST(:no AS BIGINT) IS NULL OR p.no = :no)
 ORDER BY p.id DESC
 LIMIT 200;

-- name: policy_add
-- One more; never changed afterwards.
INSERT INTO institution_policy (no, institution_id, kind, value_won, value_count, first_day, last_day,
                                reason, account_id, added_at)
VALUES (:no, :institution, :kind, :value_won, :value_count, :first_day, :last_day, :reason, :account, :now)
RETURNING id;

-- name: policy_end
-- Its last day, once.
INSERT INTO institution_policy_end (policy_id, last_day, reason, account_id, ended_at)
VALUES (:policy, :last_day, :reason, :account, :now);
