-- 과업 내용: what was answered about a service, with the words it was asked in (canonical text); a request
-- for a quote keeps what it was sent with.

ALTER TABLE purchase ADD COLUMN scope TEXT NOT NULL DEFAULT '';
ALTER TABLE quote_request ADD COLUMN scope TEXT NOT NULL DEFAULT '';
