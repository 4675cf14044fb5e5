// A claim that waits for its payment, and the pages of the folder before it; for tests.
#pragma once

#include "market/claim/claim_testing.h"

// One claim of 2,200,000 won that waits.
struct payment_scene {
    struct purchase_scene s;
    struct contract contract;
    public_no claim;
    struct web_test w; // of payment_testing_open
};

// Delivered whole, `late` days behind its day, and claimed (`asked_days` as claim_testing_claim
// takes them); no page is asked.
void payment_testing_claim(struct payment_scene *k, struct testing_db *t, int32_t late,
                           int64_t asked_days);
// The same behind the pages; whoever asks is the accountant.
void payment_testing_open(struct payment_scene *k, struct testing_db *t, int32_t late,
                          int64_t asked_days);
// An address of the claim: `above`/NO`below`.
const char *payment_testing_path(struct payment_scene *k, const char *above, const char *below);
// Every paper of it ticked as checked.
struct web_answer payment_testing_check_all(struct payment_scene *k);

// What the form of the payment is sent with.
#define PAYMENT_TESTING_PAY(amount)                                                                \
    {"reference", "이체-2026-0001"}, {"paid_on", "2026-11-24"}, {"amount", amount},                \
    {                                                                                              \
        "secret", PURCHASE_TESTING_PASSWORD                                                        \
    }
