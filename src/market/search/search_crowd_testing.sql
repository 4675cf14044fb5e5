-- Firms of an invented crowd. Their numbers are the same on both databases, for one copy serves both.

-- name: search_crowd_firm
-- A firm.
INSERT INTO supplier (id, no, name, business_no, representative, is_corporation, district_code,
                      address, phone, state, created_at)
VALUES (:id, :id, :name, :business_no, '김가온', 1, :district, '대구광역시', '053-000-0000',
        'active', 1);

-- name: search_crowd_certificate
-- What it is.
INSERT INTO certificate (no, supplier_id, kind, number, issuer, valid_from, state, created_at)
VALUES (:no, :supplier, :kind, '제1호', '시험', '2020-01-01', 'verified', 1);

-- name: search_crowd_change
-- Something to have caught up with.
INSERT INTO search_change (offer_id) VALUES (0);
