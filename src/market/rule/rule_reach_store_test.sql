-- name: reach_test_question
-- What the law was asked about every case, at length.
UPDATE law_decision SET question = :question;
