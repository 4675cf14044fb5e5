-- Claims from before, for payment_due_web_test.

-- name: payment_due_web_test_old_rule
-- Claimed before a last day on a Saturday was moved to the Monday: three days late, not one.
UPDATE claim SET due_on = NULL, delay_days = 3, delay_won = 5280, net_won = 2194720;
