-- name: form_key_find
-- The answer that a posted form with this key was given, if it was this person's.
SELECT status, location
  FROM form_key
 WHERE key = :key AND owner = :owner;

-- name: form_key_add
-- Keep the answer in the transaction of the deed, so that the deed is done once.
INSERT INTO form_key (key, owner, route, status, location, created_at)
VALUES (:key, :owner, :route, :status, :location, :created_at);
