// test-timeout: 300
// Allocation after allocation fails (sweep.h) in what the law and the money hang on: a question to
// the law, and one purchase from the lawful path to its payment and its record, deed by deed as its
// people post them; and a bond.
//
//   memory_proof [STEP [SQLITE_STEP [HEAP_STEP [SHARES [SHARE]]]]]
//
// Every so many-th allocation of the house, of SQLite, and of everybody else from the C library
// (heap.h); 1: each. So many processes share them; SHARE: the one of these, from 1, alone.
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/jobs.h"
#include "app/site_testing.h"
#include "market/claim/claim_testing.h"
#include "market/contract/contract_pledge.h"
#include "market/contract/contract_testing.h"
#include "tests/proof/deed.h"
#include "tests/proof/sweep.h"

#define HOUSE_STEP 97
#define SQLITE_STEP 997
#define HEAP_STEP 499
#define SHARES_MAX 64
#define ANSWERS_MAX 30

struct walk {
    struct purchase_scene s;
    struct web_test web;
    struct settings settings;
    struct sweep sweep;
};

// --- Pages ---------------------------------------------------------------------------------------

static const char *text(const struct walk *w, const char *format, str number)
{
    struct arena *a = w->s.database->arena;
    size_t at = str_index(str_view(format), S("#"));
    return str_format(a, "%.*s%.*s%s", (int)at, format, STR_ARG(number), format + at + 1).p;
}

static str no_text(const struct walk *w, public_no no)
{
    return str_format(w->s.database->arena, "%lld", (long long)no.value);
}

// The last part of an address.
static str tail_of(str path)
{
    size_t at = path.n;
    while (at > 0 && path.p[at - 1] != '/') {
        at--;
    }
    return str_slice(path, at, path.n - at);
}

// What stands in the field of this name on the page.
static const char *value_on(struct walk *w, const struct actor *who, const char *page,
                            const char *name)
{
    struct arena *a = w->s.database->arena;
    web_as(&w->web, who);
    str body = web_get(&w->web, page).body;
    str mark = str_format(a, "name=\"%s\" value=\"", name);
    size_t at = str_index(body, mark);
    assert(at < body.n);
    str rest = str_slice(body, at + mark.n, body.n - at - mark.n);
    return str_to_c(a, str_slice(rest, 0, str_index(rest, S("\""))));
}

static str look(struct walk *w, const struct actor *who, const char *page)
{
    return sweep_door(&w->sweep,
                      &(struct door){.actor = who, .method = GET, .path = page, .answered = 200});
}

static str post(struct walk *w, const struct actor *who, const char *path,
                const struct web_field *fields, size_t count)
{
    return sweep_door(&w->sweep, &(struct door){.actor = who,
                                                .method = POST,
                                                .path = path,
                                                .answered = 303,
                                                .fields = fields,
                                                .field_count = count});
}

// --- The law -------------------------------------------------------------------------------------

static void decide(struct walk *w)
{
    w->sweep.reconnects = true;
    (void)sweep_door(
        &w->sweep,
        &(struct door){.actor = &w->s.officer,
                       .method = POST,
                       .is_question = true,
                       .path = "/api/v1/law/decide",
                       .answered = 200,
                       .body = "{\"id\":\"1\",\"regime\":\"LOCAL\",\"object\":\"goods\","
                               "\"estimated_price_won\":50000000,\"contract_price_won\":50000000,"
                               "\"supplier_tags\":[\"women\"],\"vulnerable_employment_bp\":null,"
                               "\"on\":\"2026-11-23\"}"});
    w->sweep.reconnects = false;
}

static void take_path(struct walk *w)
{
    const char *path = text(w, "/buyer/purchases/#/path", no_text(w, w->s.draft.no));
    (void)look(w, &w->s.officer, path);
    (void)post(w, &w->s.officer, path, WEB_NO_FIELDS);
}

// --- The trade -----------------------------------------------------------------------------------

static void quote(struct walk *w)
{
    str purchase = no_text(w, w->s.draft.no);
    str request = tail_of(post(w, &w->s.officer, text(w, "/buyer/purchases/#/quote", purchase),
                               WEB_FIELDS({"closes_on", "2026-11-26"}, {"closes_at", "14:30"},
                                          {"message", "3층까지"}, {"do", "send"})));
    (void)post(w, &w->s.owner, text(w, "/supplier/quotes/#", request),
               WEB_FIELDS({"price_1", "21,500"}, {"price_2", "12000"}, {"price_3", "15,000"},
                          {"by_1", "2026-12-01"}, {"by_2", "2026-12-01"}, {"by_3", "2026-12-18"},
                          {"valid_until", "2026-12-31"}, {"remark", "배송 포함"}, {"do", "give"}));
    const char *page = text(w, "/buyer/quotes/#", request);
    (void)post(w, &w->s.officer, text(w, "/buyer/quotes/#/choose", request),
               WEB_FIELDS({"quote", value_on(w, &w->s.officer, page, "quote")},
                          {"reason", "등록된 가격과 같습니다."}));
}

static void approve(struct walk *w)
{
    str purchase = no_text(w, w->s.draft.no);
    const char *page = text(w, "/buyer/purchases/#/submit", purchase);
    (void)post(w, &w->s.officer, page,
               WEB_FIELDS({"hash", value_on(w, &w->s.officer, page, "hash")}));
    page = text(w, "/buyer/approvals/#", purchase);
    (void)post(w, &w->s.approver, page,
               WEB_FIELDS({"hash", value_on(w, &w->s.approver, page, "hash")}, {"do", "approve"},
                          {"opinion", "적정합니다."}, {"secret", PURCHASE_TESTING_PASSWORD}));
}

// Every item as a firm that may sign answers it, and the secret.
static size_t right_answers(struct walk *w, struct web_field *fields)
{
    static const int64_t ITEMS[] = {4, 10, 8, 1, 1};
    size_t count = 0;
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        for (int64_t i = 1; i <= ITEMS[kind]; i++) {
            fields[count++] = (struct web_field){
                .name =
                    str_format(w->s.database->arena, "pledge_%d", (int)((kind + 1) * 100 + i)).p,
                .value = kind == CONTRACT_PLEDGE_CONFLICT ? "no" : "yes",
            };
        }
    }
    fields[count++] = (struct web_field){"secret", PURCHASE_TESTING_PASSWORD};
    return count;
}

static str contract(struct walk *w)
{
    struct web_field answers[ANSWERS_MAX];
    str no = tail_of(
        post(w, &w->s.officer, text(w, "/buyer/purchases/#/contract", no_text(w, w->s.draft.no)),
             WEB_FIELDS({"kind", "document"}, {"security", "promise"},
                        {"reason", "값이 낮고 납기가 맞습니다."}, {"sign_by", "2026-11-27"})));
    (void)post(w, &w->s.owner, text(w, "/supplier/contracts/#/sign", no), answers,
               right_answers(w, answers));
    (void)post(w, &w->s.officer, text(w, "/buyer/contracts/#/sign", no),
               WEB_FIELDS({"checked", "1"}, {"secret", PURCHASE_TESTING_PASSWORD}));
    return no;
}

// A case of another size, whose supplier signs with a bond.
static void lodge_bond(struct walk *w)
{
    struct purchase p;
    struct contract c;
    struct web_field fields[ANSWERS_MAX];
    const struct web_field bond[] = {
        {"lodged_issuer", "서울보증보험"},
        {"lodged_number", "100-2026"          },
        {"lodged_amount", "5,000,001"         },
        {"lodged_from",   "2026-11-24"        },
        {"lodged_until",  "2026-12-18"        },
    };
    purchase_testing_add(&w->s, WON(50000001), 1, &p);
    contract_testing_draw(&w->s, &p, &c);
    size_t count = right_answers(w, fields);
    memcpy(&fields[count], bond, sizeof(bond));
    (void)post(w, &w->s.owner, text(w, "/supplier/contracts/#/sign", no_text(w, c.no)), fields,
               count + COUNT(bond));
}

static void deliver(struct walk *w, str contract)
{
    str delivery = tail_of(post(w, &w->s.owner, text(w, "/supplier/contracts/#/delivery", contract),
                                WEB_FIELDS({"qty_1", "100"}, {"qty_2", "50"}, {"qty_3", "10"},
                                           {"delivered_on", "2026-11-24"}, {"place", "2층 창고"},
                                           {"remark", "문 앞에 두었습니다."})));
    (void)post(w, &w->s.inspector, text(w, "/buyer/deliveries/#/inspect", delivery),
               WEB_FIELDS({"accepted_1", "100"}, {"refused_1", "0"}, {"accepted_2", "50"},
                          {"refused_2", "0"}, {"accepted_3", "10"}, {"refused_3", "0"},
                          {"method", "full"}, {"arrived_on", "2026-11-24"},
                          {"inspected_on", "2026-11-24"}, {"opinion", "외관을 보았습니다."},
                          {"secret", PURCHASE_TESTING_PASSWORD}));
}

// --- The money -----------------------------------------------------------------------------------

static str claim(struct walk *w, str contract)
{
    (void)post(w, &w->s.owner, text(w, "/supplier/contracts/#/claim", contract),
               WEB_FIELDS({"invoice_no_1", "20261124-41000000-12345678"},
                          {"written_on_1", "2026-11-24"}, {"supply_1", "2,500,000"},
                          {"vat_1", "250,000"}, {"invoice_no_2", "20261124-41000000-87654321"},
                          {"written_on_2", "2026-11-24"}, {"supply_2", "150,000"},
                          {"way_3", "inquiry"}));
    return tail_of(post(w, &w->s.owner, text(w, "/supplier/contracts/#/claim/confirm", contract),
                        WEB_NO_FIELDS));
}

static void pay(struct walk *w, str claim)
{
    const struct actor *who = &w->s.accountant;
    (void)look(w, who, text(w, "/buyer/payments/#", claim));
    (void)post(w, who, text(w, "/buyer/payments/#/check", claim),
               WEB_FIELDS({"checked_1", "1"}, {"checked_2", "1"}, {"checked_3", "1"},
                          {"checked_7", "1"}, {"checked_4", "1"},
                          {"inquiry_4", "2026-11-24 조회, 완납"}));
    w->sweep.reconnects = true;
    (void)post(w, who, text(w, "/buyer/payments/#/pay", claim),
               WEB_FIELDS({"reference", "이체-2026-0001"}, {"paid_on", "2026-11-24"},
                          {"amount", "2,900,000"}, {"secret", PURCHASE_TESTING_PASSWORD}));
    w->sweep.reconnects = false;
}

// What the deeds asked for: the books, the purchase record, the public list.
static void keep_records(struct walk *w)
{
    static const char *const KINDS[] = {"ledger.claim", "record.refresh", "disclosure.refresh"};
    struct job_kind kinds[COUNT(KINDS)];
    size_t count = 0;
    for (size_t i = 0; i < JOB_KIND_COUNT; i++) {
        for (size_t k = 0; k < COUNT(KINDS); k++) {
            if (strcmp(JOB_KINDS[i].name, KINDS[k]) == 0) {
                kinds[count++] = JOB_KINDS[i];
            }
        }
    }
    assert(count == COUNT(KINDS));
    sweep_jobs(&w->sweep, kinds, count);
}

// --- The order of things -------------------------------------------------------------------------

// What was asked for.
struct wish {
    int64_t steps[WHOSE_COUNT];
    int64_t shares;
    int64_t only; // one of them, from 1; 0: all
};

// What one of those that share the work is to do and what it found, in memory that all see.
struct share {
    int64_t steps[WHOSE_COUNT];
    int64_t number; // from 0
    int64_t of;
    bool is_absent; // no such database here
    int64_t tried[WHOSE_COUNT];
    int64_t failures;
};

static void prove(struct testing_db *t, struct share *share)
{
    static struct walk w;
    purchase_testing_open(&w.s, t);
    claim_testing_bank(&w.s);
    struct actor *const WALKERS[] = {&w.s.officer, &w.s.approver, &w.s.inspector, &w.s.accountant,
                                     &w.s.owner};
    for (size_t i = 0; i < COUNT(WALKERS); i++) {
        WALKERS[i]->csrf = S("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    }
    purchase_testing_web(&w.s, &w.web, NULL, 0);
    site_testing_make(&w.web, &w.settings);
    sweep_open(&w.sweep, &w.web);
    memcpy(w.sweep.steps, share->steps, sizeof(share->steps));
    w.sweep.share = share->number;
    w.sweep.shares = share->of;
    decide(&w);
    take_path(&w);
    quote(&w);
    approve(&w);
    str no = contract(&w);
    deliver(&w, no);
    lodge_bond(&w);
    pay(&w, claim(&w, no));
    keep_records(&w);
    memcpy(share->tried, w.sweep.tried, sizeof(share->tried));
    share->failures = w.sweep.failures;
    sweep_close(&w.sweep);
    site_testing_end(&w.web);
}

static void walk_share(enum db_engine engine, struct share *share)
{
    struct testing_db t;
    share->is_absent = !testing_db_open(engine, &t);
    if (!share->is_absent) {
        prove(&t, share);
        testing_db_close(&t);
    }
}

// All shares, beside each other. One that does not come to its end has failed.
static void walk_all(enum db_engine engine, struct share *shares, int64_t count)
{
    pid_t pids[SHARES_MAX];
    for (int64_t i = 0; i < count; i++) {
        pids[i] = fork();
        assert(pids[i] >= 0);
        if (pids[i] == 0) {
            walk_share(engine, &shares[i]);
            exit(0);
        }
    }
    for (int64_t i = 0; i < count; i++) {
        int status = 0;
        if (waitpid(pids[i], &status, 0) != pids[i] || status != 0) {
            fprintf(stderr, "a share of the proof was broken off: %d\n", status);
            shares[i].failures++;
        }
    }
}

static void tell(enum db_engine engine, const struct share *all, int64_t began_ms)
{
    static const char *const NAMES[WHOSE_COUNT] = {"house", "SQLite", "C_library"};
    int64_t tried = 0;
    char more[200] = "";
    for (int whose = 0; whose < WHOSE_COUNT; whose++) {
        size_t n = strlen(more);
        tried += all->tried[whose];
        if (all->tried[whose] > 0) {
            (void)snprintf(more + n, sizeof(more) - n, ",\"of_%s\":%lld,\"step_%s\":%lld",
                           NAMES[whose], (long long)all->tried[whose], NAMES[whose],
                           (long long)all->steps[whose]);
        }
    }
    proof_tell("memory", engine, tried, all->failures, began_ms, more);
}

// What all found.
static struct share sum_of(const struct share *shares, int64_t count)
{
    struct share all = shares[0];
    for (int64_t i = 1; i < count; i++) {
        all.failures += shares[i].failures;
        for (int whose = 0; whose < WHOSE_COUNT; whose++) {
            all.tried[whose] += shares[i].tried[whose];
        }
    }
    return all;
}

static bool prove_on(enum db_engine engine, const struct wish *wish)
{
    int64_t began_ms = proof_now_ms();
    size_t size = sizeof(struct share) * SHARES_MAX;
    struct share *shares =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert(shares != MAP_FAILED);
    int64_t count = wish->only > 0 ? 1 : wish->shares;
    for (int64_t i = 0; i < count; i++) {
        shares[i] =
            (struct share){.number = wish->only > 0 ? wish->only - 1 : i, .of = wish->shares};
        memcpy(shares[i].steps, wish->steps, sizeof(shares[i].steps));
    }
    walk_all(engine, shares, count);
    struct share all = sum_of(shares, count);
    (void)munmap(shares, size);
    if (!all.is_absent) {
        tell(engine, &all, began_ms);
    }
    return all.failures == 0;
}

int main(int argc, char **argv)
{
    struct wish wish = {
        .steps = {HOUSE_STEP, SQLITE_STEP, HEAP_STEP},
          .shares = 1
    };
    int64_t *const GIVEN[] = {&wish.steps[WHOSE_HOUSE], &wish.steps[WHOSE_SQLITE],
                              &wish.steps[WHOSE_HEAP], &wish.shares, &wish.only};
    bool is_fine = (size_t)argc <= COUNT(GIVEN) + 1;
    for (int i = 1; i < argc && is_fine; i++) {
        is_fine = str_parse_i64(str_view(argv[i]), GIVEN[i - 1]) && *GIVEN[i - 1] >= 1;
    }
    if (!is_fine || wish.shares > SHARES_MAX || wish.only > wish.shares) {
        fprintf(stderr, "usage: %s [STEP [SQLITE_STEP [HEAP_STEP [SHARES [SHARE]]]]]\n", argv[0]);
        return 2;
    }
    failing_stand_under_sqlite();
    for (int engine = DB_SQLITE; engine <= DB_POSTGRES; engine++) {
        is_fine = prove_on((enum db_engine)engine, &wish) && is_fine;
    }
    return is_fine ? 0 : 1;
}
