// The desks of a delivery behind its pages, for tests: a contract that was signed, and whoever
// notes and inspects what is brought.
#pragma once

#include "market/delivery/delivery_testing.h"

struct delivery_desk {
    struct purchase_scene people;
    struct web_test web;
    struct contract contract; // 100 paper, 50 pens, 10 books; until 18 December
};

// Before all tests of a program; party_testing_group_end comes after them.
int delivery_desk_begin(void **state);
// Closed with web_test_close(&s->web).
void delivery_desk_open(struct delivery_desk *s, struct testing_db *t);
// The same with a contract until that day.
void delivery_desk_open_until(struct delivery_desk *s, struct testing_db *t, date ends_on);

// An address with a public number where `format` has NO.
const char *delivery_desk_at(struct delivery_desk *s, const char *format, public_no no);
struct web_answer delivery_desk_get(struct delivery_desk *s, const struct actor *who,
                                    const char *address);
// All of the contract, brought today.
public_no delivery_desk_bring_all(struct delivery_desk *s);
// How many deliveries the institution has.
int64_t delivery_desk_count(struct delivery_desk *s);

#define DELIVERY_PNG "\x89PNG\r\n\x1A\n rest of the picture"
#define DELIVERY_NOTE_PATH "/supplier/contracts/NO/delivery"
#define DELIVERY_INSPECT_PATH "/buyer/deliveries/NO/inspect"
#define DELIVERY_NOTE_FIELDS(paper, pens, books)                                                   \
    WEB_FIELDS({"qty_1", paper}, {"qty_2", pens}, {"qty_3", books},                                \
               {"delivered_on", "2026-11-24"}, {"place", "본관 2층 창고"},                         \
               {"remark", "문 앞에 두었습니다."})
#define DELIVERY_INSPECT_FIELDS(accepted, refused, why, secret_)                                   \
    WEB_FIELDS({"accepted_1", accepted}, {"refused_1", refused}, {"accepted_2", "50"},             \
               {"refused_2", "0"}, {"accepted_3", "10"}, {"refused_3", "0"}, {"reason_1", why},    \
               {"method", "full"}, {"arrived_on", "2026-11-24"}, {"inspected_on", "2026-11-24"},   \
               {"opinion", "외관을 보았습니다."}, {"secret", secret_})
