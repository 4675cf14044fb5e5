-- What the tests of sessions look into.

-- name: party_session_web_test_texts
-- Every text that is kept of the sessions.
SELECT token_hash, COALESCE(old_token_hash, '') AS old_token_hash, csrf, address FROM session;
