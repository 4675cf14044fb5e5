-- Everything that imports leave behind, without numbers that are drawn by chance: what must be the same.

-- name: import_same_rows
-- What was seen of each row, and what became of it.
SELECT CAST(r.number AS TEXT) || ' ' || r.state || ' ' || r.same_key || ' ' || r.title || ' ' || r.words || ' ' ||
       CAST(COALESCE(r.was_revision, 0) AS TEXT) || ' ' || CAST(COALESCE(r.is_revision, 0) AS TEXT) || ' ' ||
       COALESCE(o.own_code || '/' || p.title, '-') AS line
  FROM product_import_row r
  LEFT JOIN offer o ON o.id = r.offer_id
  LEFT JOIN product p ON p.id = o.product_id
 ORDER BY r.import_id, r.number;

-- name: import_same_left
-- What is still to be mended.
SELECT c.content AS line FROM product_import_chunk c WHERE c.content <> '' ORDER BY c.import_id, c.position;

-- name: import_same_offers
-- The firm's offers with their products, in the order they were made.
SELECT o.own_code || ' ' || p.title || ' ' || p.category_code || ' ' || p.maker || ' ' || p.model || ' ' ||
       p.description || ' ' || CAST(p.revision AS TEXT) || ' ' || o.state || ' ' || CAST(o.price_won AS TEXT) || ' ' ||
       o.unit || ' ' || CAST(o.lead_days AS TEXT) || ' ' || CAST(o.revision AS TEXT) || ' ' ||
       CAST(o.version AS TEXT) || ' ' || CAST(o.created_at AS TEXT) || ' ' ||
       CAST((SELECT COUNT(*) FROM product x WHERE x.id < p.id) AS TEXT) AS line
  FROM offer o
  JOIN product p ON p.id = o.product_id
 ORDER BY o.id;

-- name: import_same_values
-- What is said of the products, and their volume prices.
SELECT x.line
  FROM (SELECT 1 AS turn, v.product_id AS id, v.key || '=' || v.value AS line FROM product_attribute v
        UNION ALL
        SELECT 2, t.offer_id, CAST(t.quantity_min AS TEXT) || ':' || CAST(t.price_won AS TEXT)
          FROM offer_tier t) x
 ORDER BY x.turn, x.id, x.line;

-- name: import_same_revisions
-- Every revision of an offer and of a product.
SELECT x.line
  FROM (SELECT 1 AS turn, r.offer_id AS id, r.revision,
               CAST(r.revision AS TEXT) || ' ' || CAST(r.price_won AS TEXT) || ' ' || r.state || ' ' || r.reason || ' ' ||
               r.tiers || ' ' || CAST(COALESCE(r.product_revision, 0) AS TEXT) || ' ' ||
               CAST(r.made_at AS TEXT) AS line
          FROM offer_revision r
        UNION ALL
        SELECT 2, v.product_id, v.revision, CAST(v.revision AS TEXT) || ' ' || v.content || ' ' || v.reason
          FROM product_revision v) x
 ORDER BY x.turn, x.id, x.revision;

-- name: import_same_audit
-- The chain of the firm, of each offer what it is called.
SELECT CAST(e.seq AS TEXT) || ' ' || e.act || ' ' || e.object || ' ' || COALESCE(p.title, '-') || ' ' || e.reason AS line
  FROM audit_entry e
  LEFT JOIN offer o ON e.object = 'offer' AND o.id = e.object_id
  LEFT JOIN product p ON p.id = o.product_id
 ORDER BY e.lane, e.seq;

-- name: import_same_jobs
-- What the search reads anew, and the photos that are asked for.
SELECT x.line
  FROM (SELECT 1 AS turn, c.id, COALESCE(p.title, '-') AS line
          FROM search_change c
          JOIN offer o ON o.id = c.offer_id
          JOIN product p ON p.id = o.product_id
        UNION ALL
        SELECT 2, f.id, CAST(f.row_number AS TEXT) || ' ' || f.url || ' ' || f.state || ' ' || f.words
          FROM photo_fetch f) x
 ORDER BY x.turn, x.id;

-- name: import_same_host
-- Photos may be fetched from there.
INSERT INTO photo_host (host, is_on, reason, changed_at) VALUES ('img.example.com', 1, 'a', 0);
