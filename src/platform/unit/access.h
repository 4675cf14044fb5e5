// 접속기록: whose personal data an answer shows, on record before the answer is sent.
//
// A handler that shows persons begins one record and adds each person it shows; the record is a
// note of the unit, so it outlives a GET, and an answer whose record cannot be written is not sent.
// Who, when, where from, whose data, what was done: 개인정보의 안전성 확보조치 기준 제8조.
#pragma once

#include "platform/unit/unit.h"

struct access;

// The account was shown as many persons as it may be within an hour or a day: DENIED. In the place
// of the answer.
extern const struct fault ACCESS_LIMITED;

enum access_alarm { ACCESS_UNUSUAL, ACCESS_REFUSED, ACCESS_ALARM_COUNT };

// How many persons one account may be shown; 0: no limit. A person counts each time.
struct access_watch {
    int64_t hour_most;   // within the last 3,600 s
    int64_t day_most;    // of a day in Korea
    int64_t day_unusual; // of a day, from which on it is told
    // Tell whoever is to know, in the unit that writes the record; once a day, account and alarm.
    // `person_count` was shown that day.
    err (*tell)(struct unit *u, enum access_alarm alarm, int64_t person_count);
};
// For this process; taken over. Without one nothing is limited.
void access_set_watch(const struct access_watch *watch);

// Begin the record of this answer. `act` says what was done ("audit.list"); `reason` is what the
// person wrote for a download, else empty. Without a person added nothing is written.
struct access *access_begin(struct unit *u, str act, str reason);

// The answer shows this person, or this firm with the person behind it. Once or more is the same;
// an id of 0 and the actor's own account are no access.
void access_add_account(struct access *a, account_id account);
void access_add_supplier(struct access *a, supplier_id supplier);

// Compute every record's hash anew and look for its line in the audit chain, inside a transaction.
// *out_bad is the number of the first record that was changed, cut or put in; empty: all hold.
err access_verify(struct db *db, struct arena *arena, int64_t *out_rows, str *out_bad);
