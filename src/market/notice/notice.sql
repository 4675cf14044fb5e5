-- Notices in people's inboxes, and the messages that carry them.

-- name: notice_add
-- A line for a person's inbox.
INSERT INTO notice (no, account_id, kind, title, text, path, created_at)
VALUES (:no, :account, :kind, :title, :text, :path, :now)
RETURNING id;

-- name: notice_list
-- One page of an inbox, the newest first, going on below `before` (NULL: from the top).
SELECT no, kind, title, text, path, created_at, read_at
  FROM notice
 WHERE account_id = :account
   AND (CAST(:before AS BIGINT) IS NULL
        OR id < (SELECT b.id FROM notice b WHERE b.no = :before AND b.account_id = :account))
 ORDER BY id DESC
 LIMIT :count;

-- name: notice_find
-- One notice of its owner.
SELECT no, kind, title, text, path, created_at, read_at
  FROM notice
 WHERE no = :no AND account_id = :account;

-- name: notice_count
-- All notices of an inbox.
SELECT COUNT(*) AS count FROM notice WHERE account_id = :account;

-- name: notice_mark_read
-- The first reading counts.
UPDATE notice SET read_at = :now
 WHERE no = :no AND account_id = :account AND read_at IS NULL;

-- name: notice_mark_all_read
-- Everything in one inbox.
UPDATE notice SET read_at = :now WHERE account_id = :account AND read_at IS NULL;

-- name: message_add
-- What is to be carried, written down before it is sent.
INSERT INTO message (notice_id, account_id, channel, template, text, key, state, created_at)
VALUES (:notice, :account, :channel, :template, :text, :key, 'intended', :now)
RETURNING id;

-- name: message_find
-- A message with the phone it goes to.
SELECT m.channel, m.template, m.text, m.key, m.state, m.notice_id, a.phone
  FROM message m
  JOIN account a ON a.id = m.account_id
 WHERE m.id = :id;

-- name: message_settle
-- What the dealer made of it. A text that stands in no inbox was a secret: it goes when it is settled.
UPDATE message
   SET state = :state, dealer_id = :dealer,
       settled_at = CASE WHEN :state = 'unknown' THEN NULL ELSE CAST(:now AS BIGINT) END,
       text = CASE WHEN notice_id IS NULL AND :state <> 'unknown' THEN '' ELSE text END
 WHERE id = :id AND state IN ('intended', 'unknown');
