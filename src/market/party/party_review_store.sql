-- What was applied for and what the operator decided about it. Only added to.

-- name: review_add
-- A decision.
INSERT INTO review (institution_id, supplier_id, decision, reason, account_id, decided_at)
VALUES (:institution, :supplier, :decision, :reason, :account, :now);

-- name: review_list
-- Applications and decisions about a party, the newest first.
SELECT x.at, x.decision, x.reason, x.name, x.file_name
  FROM (SELECT v.decided_at AS at, v.decision, v.reason, a.name, '' AS file_name
          FROM review v
          JOIN account a ON a.id = v.account_id
         WHERE v.institution_id = :institution OR v.supplier_id = :supplier
        UNION ALL
        SELECT p.applied_at, 'applied', p.department_name, a.name, f.name
          FROM application p
          JOIN account a ON a.id = p.account_id
          JOIN file f ON f.id = p.file_id
         WHERE p.institution_id = :institution OR p.supplier_id = :supplier) x
 ORDER BY x.at DESC
 LIMIT 50;

-- name: application_add
-- A person applies, with papers and consent.
INSERT INTO application (account_id, institution_id, supplier_id, department_name, file_id,
                         terms_version, applied_at)
VALUES (:account, :institution, :supplier, :department_name, :file, :terms, :now);

-- name: application_newest
-- Who applied last, with what.
SELECT p.account_id, a.name, a.email, a.phone, p.department_name, p.file_id, f.name AS file_name,
       CASE WHEN f.kind = 'pdf' THEN COALESCE(l.verdict, 'waiting') ELSE 'fine' END AS looked,
       p.terms_version, p.applied_at,
       COALESCE((SELECT m.title FROM membership m
                  WHERE m.account_id = p.account_id
                    AND (m.institution_id = p.institution_id OR m.supplier_id = p.supplier_id)
                  ORDER BY m.id DESC LIMIT 1), '') AS title
  FROM application p
  JOIN account a ON a.id = p.account_id
  JOIN file f ON f.id = p.file_id
  LEFT JOIN pdf_look l ON l.sha256 = f.sha256
   AND l.looker = (SELECT MAX(n.looker) FROM pdf_look n WHERE n.sha256 = f.sha256)
 WHERE p.institution_id = :institution OR p.supplier_id = :supplier
 ORDER BY p.id DESC
 LIMIT 1;
