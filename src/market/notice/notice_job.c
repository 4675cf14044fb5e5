#include "market/notice/notice_job.h"

#include <assert.h>

#include "base/limits.h"
#include "gateway/gateways.h"
#include "market/notice/notice_store.h"

// Worth another run: the job runner waits longer each time and gives up after LIMIT_JOB_TRIES.
static const struct fault NOTICE_NOT_TAKEN = {
    .kind = FAULT_BUSY,
    .code = "notice.not_taken",
    .text = "문자 중계 사업자가 지금은 받지 않습니다. 잠시 뒤 다시 보냅니다.",
};

// From step to step.
struct carriage {
    struct message message;
    str digits;     // the phone, without hyphens; empty: nowhere to send it
    bool ask_first; // it may have been sent before: the answer got lost, or the worker died
    struct message_answer answer;
};

static str digits_of(struct arena *a, str phone)
{
    char *p = arena_alloc(a, phone.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < phone.n; i++) {
        if (phone.p[i] >= '0' && phone.p[i] <= '9') {
            p[n++] = phone.p[i];
        }
    }
    return (str){.p = p, .n = n};
}

// How often an unknown outcome has been asked for already.
static int64_t asked_before(const struct job *j)
{
    int64_t times = 0;
    return str_parse_i64(j->argument, &times) ? times : 0;
}

err notice_job_prepare(struct unit *u, struct job *j)
{
    struct carriage *c = NEW(u->arena, struct carriage);
    TRY(message_store_find(u->db, (message_id){j->object}, &c->message));
    c->digits = digits_of(u->arena, c->message.phone);
    c->ask_first = j->attempt > 1 || asked_before(j) > 0;
    j->carried = c;
    return NULL;
}

static bool is_settled(const struct carriage *c)
{
    return c->message.state == NOTICE_MESSAGE_ACCEPTED ||
           c->message.state == NOTICE_MESSAGE_REFUSED;
}

err notice_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct carriage *c = j->carried;
    if (is_settled(c)) {
        return NULL;
    }
    if (c->digits.n == 0) {
        c->answer = (struct message_answer){.outcome = MESSAGE_REFUSED, .code = S("no_phone")};
        return NULL;
    }
    const struct message_port *port = g->message;
    if (c->ask_first) {
        c->answer = port->ask(port->self, arena, c->message.key);
    }
    if (!c->ask_first || c->answer.outcome == MESSAGE_NOT_TAKEN) {
        struct message_call call = {
            .channel = str_equals(c->message.channel, S("sms")) ? MESSAGE_SMS : MESSAGE_TALK,
            .address = c->digits,
            .template = c->message.template,
            .text = c->message.text,
            .key = c->message.key,
        };
        c->answer = port->send(port->self, arena, &call);
    }
    return c->answer.outcome == MESSAGE_NOT_TAKEN ? &NOTICE_NOT_TAKEN : NULL;
}

// Unknown is written down and asked for again: after 20 s, 40 s, 80 s …
static err ask_later(struct unit *u, const struct job *j)
{
    int64_t times = asked_before(j) + 1;
    if (times > LIMIT_JOB_TRIES) {
        return NULL; // stays unknown; the inbox has the notice in any case
    }
    return job_add(u, "notice.send", j->object, str_format(u->arena, "%lld", (long long)times),
                   instant_add_s(u->now, INT64_C(10) << times));
}

err notice_job_finish(struct unit *u, struct job *j)
{
    static const enum message_state STATES[] = {
        [MESSAGE_ACCEPTED] = NOTICE_MESSAGE_ACCEPTED,
        [MESSAGE_REFUSED] = NOTICE_MESSAGE_REFUSED,
        [MESSAGE_NOT_TAKEN] = NOTICE_MESSAGE_INTENDED, // never comes here
        [MESSAGE_UNKNOWN] = NOTICE_MESSAGE_UNKNOWN,
    };
    static_assert(COUNT(STATES) == MESSAGE_OUTCOME_COUNT, "a state for each outcome");
    const struct carriage *c = j->carried;
    if (is_settled(c)) {
        return NULL;
    }
    assert(c->answer.outcome != MESSAGE_NOT_TAKEN);
    TRY(message_store_settle(u->db, (message_id){j->object}, STATES[c->answer.outcome],
                             c->answer.dealer_id, u->now));
    return c->answer.outcome == MESSAGE_UNKNOWN ? ask_later(u, j) : NULL;
}
