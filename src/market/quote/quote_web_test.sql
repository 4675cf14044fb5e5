-- Rows for quote_web_test.

-- name: test_quote_web_late
-- Traces of late answers.
SELECT COUNT(*) AS count FROM audit_entry WHERE act = 'quote.refuse_late';
