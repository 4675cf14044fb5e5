// From telling somebody to what the dealer made of it, on both engines, with a dealer of our own.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "gateway/gateways.h"
#include "market/notice/notice_action.h"
#include "market/notice/notice_job.h"
#include "market/notice/notice_store.h"
#include "market/notice/notice_test.sql.h"
#include "platform/db/db_testing.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

static const struct job_kind KINDS[] = {
    {"notice.send", notice_job_prepare, notice_job_call, notice_job_finish},
};

static int64_t clock_us = INT64_C(1764000000000000);

static instant turned_clock(void)
{
    return (instant){.us = clock_us};
}

// A dealer who does as he is told.
static struct message_answer sends, asked;
static int send_count, ask_count;

static struct message_answer fake_send(const void *self, struct arena *a,
                                       const struct message_call *call)
{
    (void)self;
    (void)a;
    assert_true(str_equals(call->address, S("01000000000")));
    send_count++;
    return sends;
}

static struct message_answer fake_ask(const void *self, struct arena *a, str key)
{
    (void)self;
    (void)a;
    assert_true(key.n > 0);
    ask_count++;
    return asked;
}

struct scene {
    struct unit u;
    struct actor actor;
    struct gateways gateways;
    struct message_port port;
};

static err add_person(struct unit *u, void *data)
{
    struct actor *actor = data;
    struct query *q = db_query(u->db, &SQL_NOTICE_TEST_PERSON);
    bind_i64(q, "no", secret_public_no().value);
    bind_str(q, "email", secret_token(u->arena));
    return query_run_id(q, &actor->account.value);
}

static void set_scene(struct scene *s, struct testing_db *t)
{
    secret_init();
    *s = (struct scene){
        .u = {.db = t->db, .arena = t->arena}
    };
    s->u.actor = &s->actor;
    s->port = (struct message_port){.send = fake_send, .ask = fake_ask};
    s->gateways.message = &s->port;
    send_count = ask_count = 0;
    assert_null(unit_run(&s->u, turned_clock, add_person, &s->actor));
}

static err tell(struct unit *u, void *data)
{
    (void)data;
    return notice_add(u, u->actor->account, S("quote.asked"), S("견적요청이 왔습니다"),
                      S("복사용지 10상자"), S("/supplier/quotes"));
}

static err tell_secret(struct unit *u, void *data)
{
    (void)data;
    return notice_send_secret(u, u->actor->account, S("인증번호 123456"));
}

// Run what is due; the last fault of a run.
static err run_due(struct scene *s)
{
    bool ran = true;
    err e = NULL;
    while (ran && e == NULL) {
        e = job_run_one(&s->u, turned_clock, KINDS, COUNT(KINDS), &s->gateways, &ran);
    }
    return e;
}

static void check_message(struct scene *s, str state, bool has_text)
{
    assert_null(unit_begin(&s->u, DB_READ, turned_clock));
    struct query *q = db_query(s->u.db, &SQL_NOTICE_TEST_MESSAGE);
    assert_true(query_next(q));
    assert_true(str_equals(read_str(q, "state"), state));
    assert_int_equal(read_str(q, "text").n > 0, has_text);
    assert_null(query_end(q));
    unit_rollback(&s->u);
}

static void a_notice_reaches_inbox_and_phone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        sends = (struct message_answer){.outcome = MESSAGE_ACCEPTED, .dealer_id = S("M1")};
        assert_null(unit_run(&s.u, turned_clock, tell, NULL));
        assert_null(run_due(&s));
        check_message(&s, S("accepted"), true);
        assert_int_equal(send_count, 1);

        notice_list list;
        assert_null(unit_begin(&s.u, DB_READ, turned_clock));
        assert_null(notice_store_list(t.db, t.arena, s.actor.account, NO_ID(public_no), 10, &list));
        assert_int_equal(list.count, 1);
        assert_true(str_equals(list.items[0].path, S("/supplier/quotes")));
        struct notice n;
        account_id other = {s.actor.account.value + 1};
        assert_ptr_equal(notice_store_find(t.db, other, list.items[0].no, &n), &NOTICE_UNKNOWN);
        unit_rollback(&s.u);
    }
}

static void an_unknown_outcome_is_asked_for_and_not_sent_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        sends = (struct message_answer){.outcome = MESSAGE_UNKNOWN};
        asked = (struct message_answer){.outcome = MESSAGE_ACCEPTED, .dealer_id = S("M1")};
        assert_null(unit_run(&s.u, turned_clock, tell, NULL));
        assert_null(run_due(&s));
        check_message(&s, S("unknown"), true);
        clock_us += INT64_C(60) * 1000000;
        assert_null(run_due(&s));
        check_message(&s, S("accepted"), true);
        assert_int_equal(send_count, 1);
        assert_int_equal(ask_count, 1);
    }
}

static void a_dealer_that_is_away_is_tried_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        sends = (struct message_answer){.outcome = MESSAGE_NOT_TAKEN};
        asked = (struct message_answer){.outcome = MESSAGE_NOT_TAKEN};
        assert_null(unit_run(&s.u, turned_clock, tell, NULL));
        assert_non_null(run_due(&s));
        check_message(&s, S("intended"), true);
        clock_us += INT64_C(60) * 1000000;
        sends = (struct message_answer){.outcome = MESSAGE_ACCEPTED, .dealer_id = S("M1")};
        assert_null(run_due(&s));
        check_message(&s, S("accepted"), true);
        assert_int_equal(send_count, 2);
    }
}

static void a_code_stands_in_no_inbox_and_is_wiped_once_carried(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        sends = (struct message_answer){.outcome = MESSAGE_ACCEPTED, .dealer_id = S("M1")};
        assert_null(unit_run(&s.u, turned_clock, tell_secret, NULL));
        check_message(&s, S("intended"), true);
        assert_null(run_due(&s));
        check_message(&s, S("accepted"), false);
    }
}

struct settling {
    message_id id;
    enum message_state to;
};

static err settle(struct unit *u, void *data)
{
    const struct settling *m = data;
    return message_store_settle(u->db, m->id, m->to, S("M1"), u->now);
}

static err find_only(struct unit *u, void *data)
{
    message_id *id = data;
    struct query *q = db_query(u->db, &SQL_NOTICE_TEST_ONLY);
    assert_true(query_next(q));
    id->value = read_i64(q, "id");
    return query_end(q);
}

// What is settled stays: in each state, each answer of the dealer.
static void each_answer_in_each_state_of_a_message(void **state)
{
    (void)state;
    static const enum message_state TO[NOTICE_MESSAGE_STATE_COUNT][MESSAGE_OUTCOME_COUNT] = {
        [NOTICE_MESSAGE_INTENDED] = {[MESSAGE_ACCEPTED] = NOTICE_MESSAGE_ACCEPTED,
                                     [MESSAGE_REFUSED] = NOTICE_MESSAGE_REFUSED,
                                     [MESSAGE_NOT_TAKEN] = NOTICE_MESSAGE_INTENDED,
                                     [MESSAGE_UNKNOWN] = NOTICE_MESSAGE_UNKNOWN                            },
        [NOTICE_MESSAGE_UNKNOWN] = {[MESSAGE_ACCEPTED] = NOTICE_MESSAGE_ACCEPTED,
                                     [MESSAGE_REFUSED] = NOTICE_MESSAGE_REFUSED,
                                     [MESSAGE_NOT_TAKEN] = NOTICE_MESSAGE_UNKNOWN,
                                     [MESSAGE_UNKNOWN] = NOTICE_MESSAGE_UNKNOWN                            },
        [NOTICE_MESSAGE_ACCEPTED] = {NOTICE_MESSAGE_ACCEPTED,                      NOTICE_MESSAGE_ACCEPTED,
                                     NOTICE_MESSAGE_ACCEPTED,                       NOTICE_MESSAGE_ACCEPTED},
        [NOTICE_MESSAGE_REFUSED] = {NOTICE_MESSAGE_REFUSED,                       NOTICE_MESSAGE_REFUSED,
                                     NOTICE_MESSAGE_REFUSED,                        NOTICE_MESSAGE_REFUSED },
    };
    FOR_EACH_ENGINE(engine)
    {
        for (int from = 0; from < NOTICE_MESSAGE_STATE_COUNT; from++) {
            for (int answer = 0; answer < MESSAGE_OUTCOME_COUNT; answer++) {
                struct testing_db t;
                struct scene s;
                assert_true(testing_db_open(db_engine(engine.db), &t));
                set_scene(&s, &t);
                assert_null(unit_run(&s.u, turned_clock, tell, NULL));
                struct settling m = {.to = (enum message_state)from};
                assert_null(unit_run(&s.u, turned_clock, find_only, &m.id));
                if (from != NOTICE_MESSAGE_INTENDED) {
                    assert_null(unit_run(&s.u, turned_clock, settle, &m));
                }
                sends = (struct message_answer){.outcome = (enum message_outcome)answer,
                                                .dealer_id = S("M1")};
                err e = run_due(&s);
                bool is_settled = from == NOTICE_MESSAGE_ACCEPTED || from == NOTICE_MESSAGE_REFUSED;
                assert_int_equal(send_count, is_settled ? 0 : 1);
                assert_int_equal(e != NULL, answer == MESSAGE_NOT_TAKEN && !is_settled);
                check_message(&s, str_view(notice_message_word(TO[from][answer])), true);
                testing_db_close(&t);
            }
        }
    }
}

static void a_text_is_cut_between_characters(void **state)
{
    (void)state;
    struct arena *a = arena_open(1 << 20);
    assert_true(str_equals(notice_message_text(a, S("가나다"), S(""), 6), S("[두레] 가")));
    assert_true(str_equals(notice_message_text(a, S("가"), S("나"), 99), S("[두레] 가\n나")));
    arena_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_notice_reaches_inbox_and_phone),
        cmocka_unit_test(an_unknown_outcome_is_asked_for_and_not_sent_again),
        cmocka_unit_test(a_dealer_that_is_away_is_tried_again),
        cmocka_unit_test(a_code_stands_in_no_inbox_and_is_wiped_once_carried),
        cmocka_unit_test(a_text_is_cut_between_characters),
        cmocka_unit_test(each_answer_in_each_state_of_a_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
