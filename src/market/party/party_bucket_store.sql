-- How often an address did something of late.

-- name: login_bucket_find
-- What a bucket holds, if it was not begun long ago.
SELECT count FROM login_bucket WHERE address = :address AND started_at > :since;

-- name: login_bucket_add
-- One more; an old bucket begins anew.
INSERT INTO login_bucket (address, count, started_at) VALUES (:address, 1, :now)
ON CONFLICT (address) DO UPDATE
   SET count = CASE WHEN login_bucket.started_at > :since THEN login_bucket.count + 1 ELSE 1 END,
       started_at = CASE WHEN login_bucket.started_at > :since THEN login_bucket.started_at
                         ELSE excluded.started_at END
RETURNING count;
