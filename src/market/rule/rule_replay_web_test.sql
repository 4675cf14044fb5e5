-- Answers that are not what the law says.

-- name: replay_test_answer
-- The law is said to have allowed another ceiling.
UPDATE law_decision SET answer = REPLACE(answer, '"ceiling_won":100000000', '"ceiling_won":90000000');

-- name: replay_test_question
-- What was asked cannot be read any more.
UPDATE law_decision SET question = '{}';

-- name: replay_test_no_day
-- It was asked on a day that is none.
UPDATE law_decision SET judged_on = '2026-02-30';
