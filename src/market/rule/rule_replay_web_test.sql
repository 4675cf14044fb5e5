-- Answers that are not what the law says.

-- name: replay_test_answer
-- The law is said to have allowed another ceiling.
UPDATE law_decision SET answer = REPLACE(answer, '"ceiling_won":100000000', '"ceiling_won":90000000');

-- name: replay_test_question
-- What was asked cannot be read any more.
UPDATE law_decision SET question = '{}';
