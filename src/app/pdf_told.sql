-- Where a file was handed in, whatever it was for.

-- name: pdf_told_place
-- Who handed it in, and where; a visitor who signs up is known by the application.
SELECT x.place, x.no, COALESCE(f.created_by, x.account_id) AS account_id
  FROM file f
  JOIN (SELECT 1 AS turn, 'certificate' AS place, c.no, c.file_id, CAST(NULL AS BIGINT) AS account_id
          FROM certificate c
         WHERE c.file_id = :file
        UNION ALL
        SELECT 2, x.origin, d.no, x.file_id, NULL
          FROM delivery_file x
          JOIN delivery d ON d.id = x.delivery_id
         WHERE x.file_id = :file
        UNION ALL
        SELECT 3, 'claim', c.no, p.file_id, NULL
          FROM claim_proof p
          JOIN claim c ON c.id = p.claim_id
         WHERE p.file_id = :file
        UNION ALL
        SELECT 4, 'draft', k.no, p.file_id, NULL
          FROM claim_draft_proof p
          JOIN contract k ON k.id = p.contract_id
         WHERE p.file_id = :file
        UNION ALL
        SELECT 5, 'application', 0, a.file_id, a.account_id
          FROM application a
         WHERE a.file_id = :file
        UNION ALL
        SELECT 6, 'company', 0, s.license_file_id, NULL
          FROM supplier s
         WHERE s.license_file_id = :file) x ON x.file_id = f.id
 ORDER BY x.turn
 LIMIT 1;
