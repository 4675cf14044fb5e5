-- Rows that tests of the lawful path change in the scene.

-- name: purchase_path_test_certificate
-- What a supplier is.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, valid_until, state,
                         checked_at, created_at)
VALUES (:no, :supplier, :kind, '제2026-1호', '보건복지부', '2026-01-01', '2028-12-31', 'verified', 1,
        1);

-- name: purchase_path_test_own
-- Does the firm make it itself?
UPDATE offer SET own_production = :own WHERE id = :offer;

-- name: purchase_path_test_regime
-- Whose law binds an institution.
UPDATE institution SET regime = :regime WHERE id = :institution;
