// What the chain of deeds tells of rows: one that was changed, removed or added besides it is
// named.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/doctor_check.h"
#include "app/doctor_deed_test.sql.h"
#include "market/law/law_change_store.h"
#include "market/party/party_policy_action.h"
#include "market/party/party_policy_store.h"
#include "market/payment/payment_hand_testing.h"
#include "market/rule/rule_action.h"
#include "platform/db/db_engine.h"

// Four proposals of one operator: a row and an end that another approved, an end that was refused
// and one that waits; a claim that was late, excused in part and paid; a judged draft; a policy
// that was ended.
struct stage {
    struct payment_scene k;
    struct actor second; // an operator too
    public_no row;
    public_no end;
    public_no refused;
};

static err note_packs(struct unit *u, void *data)
{
    (void)data;
    int64_t noted = 0;
    return law_change_note_packs(u->db, u->arena, u->law, u->now, &noted);
}

static err propose_row(struct unit *u, void *data)
{
    public_no *out = data;
    str where = S("");
    str *fields = NEW_ARRAY(u->arena, law_column_count(LAW_THRESHOLDS), str);
    enum law_table table;
    size_t like = 0;
    assert_true(law_find_id(u->law, S("T-L04.1"), &table, &like));
    for (size_t c = 0; c < law_column_count(table); c++) {
        str name = str_view(law_column_name(table, c));
        fields[c] = law_field_text(u->arena, u->law, table, like, c);
        fields[c] = str_equals(name, S("first_day")) ? S("2027-07-01") : fields[c];
        fields[c] = str_equals(name, S("last_day")) ? S("") : fields[c];
        fields[c] = str_equals(name, S("ceiling_won")) ? S("200000000") : fields[c];
    }
    struct rule_proposal p = {.reason = S("시험"), .source = S("관보")};
    err e = rule_action_propose_row(u, table, fields, &p, &where);
    if (e != NULL) {
        fail_msg("%s: %.*s", e->code, STR_ARG(where));
    }
    *out = p.no;
    return NULL;
}

struct ending {
    const char *kind;
    const char *row;
    public_no no;
};

static err propose_end(struct unit *u, void *data)
{
    struct ending *k = data;
    str where = S("");
    struct rule_proposal p = {
        .kind = str_view(k->kind),
        .row_id = str_view(k->row),
        .last_day = date_from_ymd(2027, 12, 31),
        .reason = S("시험"),
        .source = S("관보"),
    };
    TRY(rule_action_propose_end(u, &p, &where));
    k->no = p.no;
    return NULL;
}

struct deciding {
    public_no no;
    enum rule_verdict verdict;
    const char *word;
};

static err decide(struct unit *u, void *data)
{
    const struct deciding *d = data;
    str where = S("");
    return rule_action_decide(u, d->no, d->verdict, str_view(d->word), &where);
}

static void must(struct stage *st, const struct actor *actor,
                 err (*work)(struct unit *u, void *data), void *data)
{
    err e = purchase_testing_run(&st->k.s, actor, work, data);
    if (e != NULL) {
        fail_msg("%s: %s", e->code, db_error(st->k.s.database->db).p);
    }
}

static public_no propose_end_of(struct stage *st, const char *kind, const char *row)
{
    struct ending k = {.kind = kind, .row = row};
    must(st, &st->k.s.operator_, propose_end, &k);
    return k.no;
}

static void pay(struct stage *st)
{
    struct payment_hand d = payment_hand_for(&st->k);
    d.days = 1;
    must(st, &st->k.s.accountant, payment_hand_excuse, &d);
    payment_hand_check_all(&st->k);
    d = payment_hand_for(&st->k); // what is left to pay
    must(st, &st->k.s.accountant, payment_hand_pay, &d);
}

static err add_policy(struct unit *u, void *data)
{
    struct policy *p = data;
    policy_list all;
    TRY(policy_action_add(u, p));
    TRY(policy_store_list(u->db, u->arena, u->actor->institution, &all));
    p->no = all.items[0].no;
    return NULL;
}

static err end_policy(struct unit *u, void *data)
{
    const struct policy *p = data;
    return policy_action_end(u, p->no, date_from_ymd(2027, 1, 31), S("다시 정합니다"));
}

static void keep_policies(struct stage *st)
{
    struct policy p = {
        .kind = POLICY_ONE_QUOTE,
        .value = WON(10000000),
        .first_day = date_from_ymd(2026, 12, 1),
        .last_day = DATE_NONE,
        .reason = S("감사 지적"),
    };
    must(st, &st->k.s.admin, add_policy, &p);
    must(st, &st->k.s.admin, end_policy, &p);
}

static void set_scene(struct stage *st, struct testing_db *t)
{
    struct purchase draft;
    payment_testing_claim(&st->k, t, 3, 2);
    pay(st);
    keep_policies(st);
    purchase_testing_add(&st->k.s, WON(27500), 100, &draft);
    purchase_testing_judge(&st->k.s, &draft);
    st->second = st->k.s.operator_;
    st->second.account = st->k.s.rival_owner.account;
    must(st, &st->k.s.operator_, note_packs, NULL);
    must(st, &st->k.s.operator_, propose_row, &st->row);
    st->end = propose_end_of(st, "terms", "F-01.1");
    st->refused = propose_end_of(st, "terms", "F-02.1");
    (void)propose_end_of(st, "terms", "F-03.1");
    struct deciding decisions[] = {
        {st->row,     RULE_APPROVE, ""                   },
        {st->end,     RULE_APPROVE, "확인"             },
        {st->refused, RULE_REFUSE,  "아직 아닙니다"},
    };
    for (size_t i = 0; i < COUNT(decisions); i++) {
        must(st, &st->second, decide, &decisions[i]);
    }
    doctor_use_law(st->k.s.law);
}

static str ask(struct testing_db *t, const char *name)
{
    size_t i = 0;
    while (strcmp(DOCTOR_CHECKS[i].name, name) != 0) {
        i++;
    }
    struct doctor_finding found;
    err e = doctor_ask(t->db, t->arena, &DOCTOR_CHECKS[i], &found);
    if (e != NULL) {
        fail_msg("%s: %s: %s", name, e->code, db_error(t->db).p);
    }
    return found.bad;
}

static void forge(struct testing_db *t, const struct sql *sql, const struct sql *then)
{
    testing_db_forge(t->db);
    assert_null(query_run(db_query(t->db, sql), NULL));
    if (then != NULL) {
        assert_null(query_run(db_query(t->db, then), NULL));
    }
    testing_db_forge_end(t->db);
}

// What is done to the rows, which check tells it, and how it names the row.
static const struct touch {
    const struct sql *sql;
    const struct sql *then; // or NULL
    const char *check;
    const char *named; // how it begins
    bool needs_hashes; // deeds of before, without one, do not tell
} TOUCHES[] = {
    {&SQL_DOCTOR_DEED_TEST_JUDGED_ON,        NULL,                                 "deeds", "구매 건 ",     false},
    {&SQL_DOCTOR_DEED_TEST_CONFIRMED,        NULL,                                 "deeds", "구매 건 ",     true },
    {&SQL_DOCTOR_DEED_TEST_SPLIT,            NULL,                                 "deeds", "구매 건 ",     true },
    {&SQL_DOCTOR_DEED_TEST_JUDGED_GONE,      NULL,                                 "deeds", "구매 건 ",     true },
    {&SQL_DOCTOR_DEED_TEST_PAID_ON,          NULL,                                 "deeds", "지급 ",         false},
    {&SQL_DOCTOR_DEED_TEST_PAID_ON,          &SQL_DOCTOR_DEED_TEST_POSTED_ON,      "deeds", "지급 ",         true },
    {&SQL_DOCTOR_DEED_TEST_REFERENCE,        NULL,                                 "deeds", "지급 ",         false},
    {&SQL_DOCTOR_DEED_TEST_LATE,             NULL,                                 "deeds", "지급 ",         true },
    {&SQL_DOCTOR_DEED_TEST_DELAY,            NULL,                                 "deeds", "청구 ",         true },
    {&SQL_DOCTOR_DEED_TEST_EXCUSED,          NULL,                                 "deeds", "청구 ",         true },
    {&SQL_DOCTOR_DEED_TEST_EXCUSE,           NULL,                                 "deeds", "청구 ",         true },
    {&SQL_DOCTOR_DEED_TEST_END_GONE,         NULL,                                 "deeds", "기관 정책 ",  false},
    {&SQL_DOCTOR_DEED_TEST_END_GONE,         &SQL_DOCTOR_DEED_TEST_POLICY_GONE,    "deeds", "기관 정책 ",
     false                                                                                                          },
    {&SQL_DOCTOR_DEED_TEST_POLICY,           NULL,                                 "deeds", "기관 정책 ",  true },
    {&SQL_DOCTOR_DEED_TEST_POLICY_END,       NULL,                                 "deeds", "기관 정책 ",  true },
    {&SQL_DOCTOR_DEED_TEST_LAW_LINE,         NULL,                                 "rules", "규칙 T-L04.o1", false},
    {&SQL_DOCTOR_DEED_TEST_LAW_LINE,         &SQL_DOCTOR_DEED_TEST_BOTH_LINES,     "rules", "규칙 T-L04.o1",
     true                                                                                                           },
    {&SQL_DOCTOR_DEED_TEST_LAST_DAY,         NULL,                                 "rules", "규칙 F-01.1",   false},
    {&SQL_DOCTOR_DEED_TEST_LAST_DAY,         &SQL_DOCTOR_DEED_TEST_BOTH_LAST_DAYS, "rules", "규칙 F-01.1",
     true                                                                                                           },
    {&SQL_DOCTOR_DEED_TEST_SINCE,            NULL,                                 "rules", "규칙 F-01.1",   true },
    {&SQL_DOCTOR_DEED_TEST_LAW_GONE,         NULL,                                 "rules", "규칙 T-L04.o1", false},
    {&SQL_DOCTOR_DEED_TEST_LAW_BY_HAND,      NULL,                                 "rules", "규칙 F-03.1",   false},
    {&SQL_DOCTOR_DEED_TEST_VERDICT_BY_HAND,  NULL,                                 "rules", "규칙 F-03.1",   false},
    {&SQL_DOCTOR_DEED_TEST_VERDICT_BY_HAND,  &SQL_DOCTOR_DEED_TEST_LAW_BY_HAND,    "rules",
     "규칙 F-03.1",                                                                                          false},
    {&SQL_DOCTOR_DEED_TEST_PROPOSAL_BY_HAND, NULL,                                 "rules", "규칙 T-L04.o1", false},
    {&SQL_DOCTOR_DEED_TEST_VERDICT_GONE,     NULL,                                 "rules", "규칙 ",         false},
    {&SQL_DOCTOR_DEED_TEST_REFUSAL_GONE,     NULL,                                 "rules", "규칙 F-02.1",   false},
    {&SQL_DOCTOR_DEED_TEST_PROPOSAL_GONE,    NULL,                                 "rules", "규칙 제안 ",  false},
    {&SQL_DOCTOR_DEED_TEST_SOURCE,           NULL,                                 "rules", "규칙 T-L04.o1", true },
    {&SQL_DOCTOR_DEED_TEST_REASON,           NULL,                                 "rules", "규칙 T-L04.o1", false},
    {&SQL_DOCTOR_DEED_TEST_WORD,             NULL,                                 "rules", "규칙 F-02.1",   false},
    {&SQL_DOCTOR_DEED_TEST_DECIDER,          NULL,                                 "rules", "규칙 ",         false},
};

static void check_touch(struct testing_db *t, const struct touch *touch)
{
    forge(t, touch->sql, touch->then);
    str bad = ask(t, touch->check);
    if (!str_starts(bad, str_view(touch->named))) {
        fail_msg("%s: '%.*s'", touch->sql->name, STR_ARG(bad));
    }
}

static void each_row_that_is_not_as_its_deed_is_named(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_scene(&st, &t);
        for (size_t i = 0; i < COUNT(TOUCHES); i++) {
            assert_null(db_begin(t.db, DB_WRITE));
            assert_int_equal(ask(&t, TOUCHES[i].check).n, 0);
            check_touch(&t, &TOUCHES[i]);
            db_rollback(t.db);
        }
        testing_tell("doctor_deeds", &t, COUNT(TOUCHES), "");
    }
}

// Deeds of before kept no hash: their rows are taken as they are, and told by the rest.
static void rows_of_deeds_without_a_hash_are_taken_as_they_are(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct stage st;
        set_scene(&st, &t);
        for (size_t i = 0; i < COUNT(TOUCHES); i++) {
            assert_null(db_begin(t.db, DB_WRITE));
            forge(&t, &SQL_DOCTOR_DEED_TEST_NO_HASHES, NULL);
            assert_int_equal(ask(&t, TOUCHES[i].check).n, 0);
            if (TOUCHES[i].needs_hashes) {
                forge(&t, TOUCHES[i].sql, TOUCHES[i].then);
                assert_int_equal(ask(&t, TOUCHES[i].check).n, 0);
            } else {
                check_touch(&t, &TOUCHES[i]);
            }
            db_rollback(t.db);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_that_is_not_as_its_deed_is_named),
        cmocka_unit_test(rows_of_deeds_without_a_hash_are_taken_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
