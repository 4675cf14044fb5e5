// Stored answers beside what the law answers again: of every case for operators, of its own for an
// institution.
#pragma once

#include "market/rule/rule_replay.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

#define REPLAY_PATH "/admin/rule-replays"

extern const struct route REPLAY_ROUTES[];
extern const size_t REPLAY_ROUTE_COUNT;

struct replay_line {
    href path;
    public_no case_no;
    str way; // "1인 견적 수의계약"
    date judged_on;
    instant decided_at;
    int64_t law_version;
    str result;
    str tone;
};

struct replay_list_page {
    struct frame frame;
    LIST(struct replay_line) rows;
    int64_t different; // of the rows shown
    struct empty empty;
    href next;
};

struct replay_block {
    struct replay_line line;
    bool is_readable;
    bool is_same;
    struct kv facts; // of the question
    replay_differences differences;
    str stored; // the answer as it was stored
    str again;
};

struct replay_page {
    struct frame frame;
    struct crumb crumb;
    public_no case_no;
    str institution;
    LIST(struct replay_block) blocks;
    bool all_same;
    struct empty empty;
};
