-- The ledger; rows are only added.

-- name: ledger_posting_add
-- One posting a deed: a second one is none.
INSERT INTO ledger_posting (institution_id, kind, object_id, claim_id, posted_on, text, posted_at)
VALUES (:institution, :kind, :object, :claim, :posted_on, :text, :now)
ON CONFLICT (kind, object_id) DO NOTHING
RETURNING id;

-- name: ledger_line_add
-- A line of it.
INSERT INTO ledger_line (posting_id, seq, account, debit_won, credit_won)
VALUES (:posting, :seq, :account, :debit_won, :credit_won);

-- name: ledger_sum
-- Debits and credits of an institution by account: of a month, and from the beginning to its end.
SELECT l.account,
       CAST(SUM(CASE WHEN p.posted_on >= :first_day THEN l.debit_won ELSE 0 END) AS BIGINT)
           AS debit_won,
       CAST(SUM(CASE WHEN p.posted_on >= :first_day THEN l.credit_won ELSE 0 END) AS BIGINT)
           AS credit_won,
       CAST(SUM(l.debit_won) AS BIGINT) AS debit_all_won,
       CAST(SUM(l.credit_won) AS BIGINT) AS credit_all_won
  FROM ledger_posting p
  JOIN ledger_line l ON l.posting_id = p.id
 WHERE p.institution_id = :institution AND p.posted_on <= :last_day
 GROUP BY l.account
 ORDER BY l.account;

-- name: ledger_list
-- Lines of an institution's month, the newest posting first, going on below the posting of a deed
-- on the claim `before`.
SELECT p.posted_on, p.kind, p.text, l.seq, l.account, l.debit_won, l.credit_won, c.no AS claim_no
  FROM ledger_posting p
  JOIN ledger_line l ON l.posting_id = p.id
  JOIN claim c ON c.id = p.claim_id
 WHERE p.institution_id = :institution AND p.posted_on >= :first_day AND p.posted_on <= :last_day
   AND (CAST(:account AS TEXT) IS NULL OR l.account = :account)
   AND (CAST(:before AS BIGINT) IS NULL
        OR p.id < (SELECT b.id
                     FROM ledger_posting b
                     JOIN claim d ON d.id = b.claim_id
                    WHERE d.no = :before AND b.kind = :deed AND b.institution_id = :institution))
 ORDER BY p.id DESC, l.seq
 LIMIT :count;
