// Two institutions and the operator, before the pages of the chain of deeds and of 접속기록, for
// tests. Ends the program on any trouble.
#pragma once

#include "platform/web/web_testing.h"

#define AUDIT_TESTING_PASSWORD "correct horse" // of everybody

// Two institutions, each with its administrator, and the operator.
struct audit_stage {
    struct testing_db *database;
    struct web_test web;
    struct route_list routes[2];
    struct actor keeper;
    struct actor admin;   // of 중구
    struct actor another; // administrator of 남구
    public_no junggu;
};
void audit_stage_open(struct audit_stage *s, struct testing_db *t);

#define FOR_EACH_AUDIT_STAGE(s)                                                                    \
    FOR_EACH_ENGINE(database)                                                                      \
    for (struct audit_stage s, *stage_once_ = (audit_stage_open(&s, &database), &s);               \
         stage_once_ != NULL; web_test_close(&s.web), stage_once_ = NULL)

// What this person does at the test's moment, as one unit with its notes.
void audit_stage_do(struct audit_stage *s, const struct actor *actor,
                    err (*work)(struct unit *u, void *data), void *data);
