// A whole case holds in every check; one wrong row is named by the check it belongs to.
#include "app/doctor_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "app/backup.sql.h"
#include "app/doctor_test.sql.h"
#include "base/digest.h"
#include "market/claim/claim_store.h"
#include "market/contract/contract_content.h"
#include "market/contract/contract_store.h"
#include "market/law/law_change_store.h"
#include "market/purchase/purchase_approval_testing.h"
#include "market/quote/quote_store.h"
#include "platform/backup/backup_folder.h"
#include "platform/db/db_engine.h"
#include "platform/file/file.h"
#include "platform/secret/secret.h"
#include "platform/unit/audit_seal.h"

// The rows of later nouns, in the order they come to be: what was asked of the supplier …
static const struct sql *const REQUEST_ROWS[] = {
    &SQL_DOCTOR_TEST_QUOTE_REQUEST,
    &SQL_DOCTOR_TEST_QUOTE_REQUEST_LINE,
};
// … the contract on its answer …
static const struct sql *const CONTRACT_ROWS[] = {
    &SQL_DOCTOR_TEST_CONTRACT,
    &SQL_DOCTOR_TEST_CONTRACT_LINE,
};
// … and what follows its document.
static const struct sql *const LATER_ROWS[] = {
    &SQL_DOCTOR_TEST_PLEDGE,      &SQL_DOCTOR_TEST_SIGNATURE,
    &SQL_DOCTOR_TEST_DELIVERY,    &SQL_DOCTOR_TEST_DELIVERY_LINE,
    &SQL_DOCTOR_TEST_INSPECTION,  &SQL_DOCTOR_TEST_INSPECTION_LINE,
    &SQL_DOCTOR_TEST_CLAIM,       &SQL_DOCTOR_TEST_PAYMENT,
    &SQL_DOCTOR_TEST_POSTING,     &SQL_DOCTOR_TEST_POSTING_LINE,
    &SQL_DOCTOR_TEST_RECORD,      &SQL_DOCTOR_TEST_RECORD_TAG,
    &SQL_DOCTOR_TEST_RECORD_LINE, &SQL_DOCTOR_TEST_RECORD_SUM,
    &SQL_DOCTOR_TEST_YEAR_SUM,    &SQL_DOCTOR_TEST_PART_SUM,
    &SQL_DOCTOR_TEST_CITY_SUM,    &SQL_DOCTOR_TEST_RECORD_DISTRICT,
    &SQL_DOCTOR_TEST_DISCLOSURE,  &SQL_DOCTOR_TEST_DISCLOSURE_SUM,
};

static err add_all(struct unit *u, const struct sql *const *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        TRY(query_run(db_query(u->db, rows[i]), NULL));
    }
    return NULL;
}

// The answers to the only request, with their hashes as the real ones have them: the second counts.
static err give_quotes(struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_DOCTOR_TEST_QUOTE);
    assert_true(query_next(q));
    public_no no = {read_i64(q, "no")};
    struct purchase_side side = {.institution = {read_i64(q, "institution_id")}};
    struct quote given = {
        .price = read_money(q, "price_won"),
        .supply = read_money(q, "supply_won"),
        .vat = read_money(q, "vat_won"),
        .deliver_by = date_from_ymd(2026, 12, 1),
        .valid_until = DATE_NONE,
        .account = {read_i64(q, "officer_id")},
        .given_at = u->now,
    };
    TRY(query_end(q));
    struct quote_request r;
    quote_item_list items;
    struct quote_line *lines;
    TRY(quote_request_find(u->db, side, no, &r));
    TRY(quote_list_items(u->db, u->arena, r.id, NO_ID(quote_id), &items, &lines));
    for (size_t i = 0; i < items.count; i++) {
        lines[i] =
            (struct quote_line){.price = items.items[i].list_price, .deliver_by = given.deliver_by};
    }
    for (given.revision = 1; given.revision <= 2; given.revision++) {
        given.no = (public_no){10 + given.revision * 2};
        given.form = given.revision == 1 ? QUOTE_FORM_1 : QUOTE_FORM_2; // as given before and since
        given.content_hash =
            digest_sha256(u->arena, quote_content(u->arena, &r, &items, &given, lines));
        TRY(quote_add(u->db, r.id, &given, &items, lines));
    }
    return NULL;
}

// The contract's document, made of its rows as the real one is.
static err write_document(struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_DOCTOR_TEST_CONTRACT_ID);
    assert_true(query_next(q));
    contract_id id = {read_i64(q, "id")};
    struct purchase_side side = {.institution = {read_i64(q, "institution_id")}};
    TRY(query_end(q));
    struct contract c;
    contract_line_list lines;
    struct contract_parts parts = {.sign_by = DATE_NONE, .seller = {.sanctioned_until = DATE_NONE}};
    TRY(contract_find_id(u->db, side, id, &c));
    TRY(contract_list_lines(u->db, u->arena, id, &lines));
    str content = contract_write_content(u->arena, &c, &lines, &parts);
    q = db_query(u->db, &SQL_DOCTOR_TEST_CONTRACT_CONTENT);
    bind_i64(q, "id", id.value);
    bind_str(q, "content", content);
    bind_str(q, "hash", digest_sha256(u->arena, content));
    return query_run(q, NULL);
}

// The deed of claiming, as the chain keeps it.
static err note_claim(struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_DOCTOR_TEST_CLAIM_ID);
    assert_true(query_next(q));
    claim_id id = {read_i64(q, "id")};
    TRY(query_end(q));
    q = db_query(u->db, &SQL_DOCTOR_TEST_CLAIM_ACCOUNT);
    bind_str(q, "sealed", secret_seal_row(u->arena, S("504-10-1"), CLAIM_SEAL_CLAIM, 16));
    TRY(query_run(q, NULL));
    struct claim c;
    TRY(claim_find_id(u->db, u->arena, id, &c));
    audit_write_change(u, S("claim.claim"), S("claim"), id.value, S(""), S(""),
                       digest_sha256(u->arena, claim_content(u->arena, &c)));
    return NULL;
}

static char root[] = "/tmp/dure-doctor-test-XXXXXX"; // of kept files, none, and of backups

static err seal(struct unit *u, void *data)
{
    (void)data;
    return audit_seal_write(u, str_view(root));
}

static err add_rows(struct unit *u, void *data)
{
    (void)data;
    int64_t noted = 0;
    TRY(law_change_note_packs(u->db, u->arena, u->law, u->now, &noted));
    TRY(add_all(u, REQUEST_ROWS, COUNT(REQUEST_ROWS)));
    TRY(give_quotes(u));
    TRY(add_all(u, CONTRACT_ROWS, COUNT(CONTRACT_ROWS)));
    TRY(write_document(u));
    TRY(add_all(u, LATER_ROWS, COUNT(LATER_ROWS)));
    return note_claim(u);
}

// Where the chain stands is told by a backup as well.
static void back_up(struct testing_db *t)
{
    static int64_t hours;
    struct backup_made made;
    struct backup_witness witness = {.folder = str_view(root)};
    str sentence;
    struct backup_plan plan = {
        .db_url = str_view(t->url),
        .data_dir = str_view(root),
        .folder = str_view(root),
        .counts = &SQL_BACKUP_COUNTS,
        .seconds = 60,
        .now = instant_add_s(web_test_now, 3600 * ++hours),
    };
    assert_null(backup_make(t->arena, &plan, &made, &sentence));
    backup_list(t->arena, plan.folder, &witness.list);
    assert_null(sign_list(t->arena, plan.folder, &witness.signers));
    witness.list.count = 1; // the newest: this database's
    doctor_use_backups(&witness);
}

// One case from its draft to its public record.
static void set_scene(struct purchase_scene *s, struct testing_db *t)
{
    purchase_testing_open(s, t);
    purchase_testing_move(s, &s->draft, PURCHASE_PAID);
    assert_null(purchase_testing_run(s, &s->officer, add_rows, NULL));
    assert_null(purchase_testing_run(s, &s->officer, seal, NULL));
    doctor_use_law(s->law);
    back_up(t);
}

static struct doctor_finding ask(struct testing_db *t, size_t i)
{
    struct doctor_finding found;
    err e = doctor_ask(t->db, t->arena, &DOCTOR_CHECKS[i], &found);
    if (e != NULL) {
        fail_msg("%s: %s: %s", DOCTOR_CHECKS[i].name, e->code, db_error(t->db).p);
    }
    return found;
}

static void a_whole_case_holds(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        for (size_t i = 0; i < DOCTOR_CHECK_COUNT; i++) {
            if (!DOCTOR_CHECKS[i].by_itself) {
                assert_null(db_begin(t.db, DB_READ));
            }
            struct doctor_finding found = ask(&t, i);
            db_rollback(t.db);
            if (found.bad.n > 0) {
                fail_msg("%s: %.*s", DOCTOR_CHECKS[i].name, STR_ARG(found.bad));
            }
        }
    }
}

// What is done to the rows, which check tells it, and how it names the row.
static const struct touch {
    const struct sql *sql;
    const struct sql *then; // or NULL
    const char *check;
    const char *named; // how the row's name begins; after it comes its number
} TOUCHES[] = {
    {&SQL_DOCTOR_TEST_BAD_AUDIT,              NULL,                                 "audit",       "i:"                                              },
    {&SQL_DOCTOR_TEST_BAD_ACCESS,             NULL,                                 "access",      "1234567890128"                                   },
    {&SQL_DOCTOR_TEST_BAD_HEADS,              &SQL_DOCTOR_TEST_BAD_HEADS_HEAD,      "heads",       "i:"                                              },
    {&SQL_DOCTOR_TEST_BAD_SEAL,               NULL,                                 "seals",       "2026-"                                           },
    {&SQL_DOCTOR_TEST_BAD_SEALED,             NULL,                                 "sealed",      "기업 "                                         },
    {&SQL_DOCTOR_TEST_BAD_SEALED_FACTOR,      NULL,                                 "sealed",      "계정 "                                         },
    {&SQL_DOCTOR_TEST_BAD_TENANT,             NULL,                                 "tenants",     "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_OFFER,              NULL,                                 "offers",      "판매 조건 "                                  },
    {&SQL_DOCTOR_TEST_BAD_TIER,               NULL,                                 "offers",      "판매 조건 "                                  },
    {&SQL_DOCTOR_TEST_BAD_LEAST,              NULL,                                 "offers",      "판매 조건 "                                  },
    {&SQL_DOCTOR_TEST_BAD_TEXT,               NULL,                                 "offers",      "상품 "                                         },
    {&SQL_DOCTOR_TEST_BAD_DECISION,           NULL,                                 "path",        "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_PATH,               NULL,                                 "path",        "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_ANSWER,             NULL,                                 "replay",      "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_SIMILAR,            NULL,                                 "similar",     "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_LOOK,               &SQL_DOCTOR_TEST_BAD_LOOK_SINCE,      "similar",     "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_ROW,                NULL,                                 "packs",       "규칙 T-L04.1"                                  },
    {&SQL_DOCTOR_TEST_BAD_HANDS,              NULL,                                 "hands",       "지급 17"                                       },
    {&SQL_DOCTOR_TEST_BAD_PAYER,              NULL,                                 "hands",       "지급 17"                                       },
    {&SQL_DOCTOR_TEST_BAD_SECOND_PAYER,       NULL,                                 "hands",       "지급 17"                                       },
    {&SQL_DOCTOR_TEST_BAD_APPROVER,           NULL,                                 "hands",       "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_INSPECTOR,          NULL,                                 "hands",       "검사 15"                                       },
    {&SQL_DOCTOR_TEST_BAD_VAT,                NULL,                                 "money",       "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_PURCHASE_VAT,       NULL,                                 "money",       "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_SIGNED_PLACE,       NULL,                                 "signed",      "계약 13의 이행 장소"                      },
    {&SQL_DOCTOR_TEST_BAD_SIGNED_DAY,         NULL,                                 "signatures",  "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_LINE,               NULL,                                 "money",       "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_CUT,                NULL,                                 "money",       "청구 16"                                       },
    {&SQL_DOCTOR_TEST_BAD_QUOTE,              NULL,                                 "chosen",      "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_QUOTED,             NULL,                                 "quotes",      "견적 12"                                       },
    {&SQL_DOCTOR_TEST_BAD_QUOTED_LINE,        NULL,                                 "quotes",      "견적 14"                                       },
    {&SQL_DOCTOR_TEST_BAD_QUOTED_REQUEST,     NULL,                                 "quotes",      "견적 14"                                       },
    {&SQL_DOCTOR_TEST_BAD_QUOTED_SCOPE,       NULL,                                 "quotes",      "견적 14"                                       },
    {&SQL_DOCTOR_TEST_BAD_QUOTED_FORM,        NULL,                                 "quotes",      "견적 14"                                       },
    {&SQL_DOCTOR_TEST_BAD_SIGNED_SCOPE,       NULL,                                 "signed",      "계약 13의 과업 내용"                      },
    {&SQL_DOCTOR_TEST_BAD_ROUND,              NULL,                                 "rounds",      "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_FROZEN,             NULL,                                 "frozen",      "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_APPROVED,           NULL,                                 "approved",    "구매 건 "                                     },
    {&SQL_DOCTOR_TEST_BAD_CONTRACT,           NULL,                                 "contracts",   "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_SIGNATURE,          NULL,                                 "signatures",  "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_SIGNED,             NULL,                                 "signatures",  "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_PLEDGE,             NULL,                                 "pledges",     "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_INSPECTION,         NULL,                                 "inspections", "검사 15"                                       },
    {&SQL_DOCTOR_TEST_BAD_DELIVERED,          &SQL_DOCTOR_TEST_BAD_DELIVERED_PRICE, "delivered",   "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_CLAIM_ACCOUNT,      NULL,                                 "claims",      "청구 16"                                       },
    {&SQL_DOCTOR_TEST_BAD_CLAIM_HOLDER,       NULL,                                 "claims",      "청구 16"                                       },
    {&SQL_DOCTOR_TEST_BAD_CLAIM_TERM,         NULL,                                 "claims",      "청구 16"                                       },
    {&SQL_DOCTOR_TEST_BAD_CLAIM_DUE,          NULL,                                 "claims",      "청구 16"                                       },
    {&SQL_DOCTOR_TEST_BAD_PAID,               NULL,                                 "paid",        "청구 16"                                       },
    {&SQL_DOCTOR_TEST_BAD_UNPOSTED,           NULL,                                 "paid",        "지급 17"                                       },
    {&SQL_DOCTOR_TEST_BAD_LEDGER,             NULL,                                 "ledger",      "payment "                                        },
    {&SQL_DOCTOR_TEST_BAD_POSTED,             NULL,                                 "posted",      "payment "                                        },
    {&SQL_DOCTOR_TEST_BAD_POSTED_ACCOUNT,     NULL,                                 "posted",      "payment "                                        },
    {&SQL_DOCTOR_TEST_BAD_RECORD,             NULL,                                 "records",     "대구광역시 중구 2026년 11월 goods women"},
    {&SQL_DOCTOR_TEST_BAD_RECORD_PART,        NULL,                                 "records",     "대구광역시 중구 2026년 11월 goods green"},
    {&SQL_DOCTOR_TEST_BAD_RECORD_COUNT,       NULL,                                 "records",     "대구광역시 중구 2025년 1월 goods "      },
    {&SQL_DOCTOR_TEST_BAD_YEAR_SUM,           NULL,                                 "years",       "대구광역시 중구 2026년 women"            },
    {&SQL_DOCTOR_TEST_BAD_YEAR_PAID,          NULL,                                 "years",       "대구광역시 중구 2026년 "                 },
    {&SQL_DOCTOR_TEST_BAD_PART_SUM,           NULL,                                 "parts",       "대구광역시 중구 2026년 goods women"      },
    {&SQL_DOCTOR_TEST_BAD_CITY_SUM,           NULL,                                 "city",        "2026년 11월 goods women"                       },
    {&SQL_DOCTOR_TEST_BAD_DISTRICT,           NULL,                                 "districts",   "대구광역시 중구 2026년 x"                },
    {&SQL_DOCTOR_TEST_BAD_COUNTED,            NULL,                                 "counted",     "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_COUNTED_LINE,       NULL,                                 "counted",     "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_TRAINING,           NULL,                                 "training",    "계약 13"                                       },
    {&SQL_DOCTOR_TEST_BAD_DISCLOSURE,         NULL,                                 "disclosure",  "공개 18"                                       },
    {&SQL_DOCTOR_TEST_BAD_PUBLISHED_REASON,   NULL,                                 "published",   "공개 18, disclosure.no_reason"                 },
    {&SQL_DOCTOR_TEST_BAD_PUBLISHED_PHONE,    NULL,                                 "published",   "공개 18, disclosure.has_phone"                 },
    {&SQL_DOCTOR_TEST_BAD_PUBLISHED_RESIDENT, NULL,                                 "published",
     "공개 18, disclosure.has_resident_no"                                                                                                         },
    {&SQL_DOCTOR_TEST_BAD_DISCLOSURE_SUM,     NULL,                                 "listed",      "2026-11 "                                        },
    {&SQL_DOCTOR_TEST_BAD_WAITS,              NULL,                                 "waits",       "구매 건 99의 단계 draft"                   },
    {&SQL_DOCTOR_TEST_BAD_TASK,               NULL,                                 "tasks",       "구매 건 "                                     },
};

// Checks that a touch may disturb besides its own, since they speak of the same rows.
static bool is_bystander(const struct touch *t, const char *check)
{
    static const char *const PAIRS[][2] = {
        {"rounds",     "frozen"    },
        {"chosen",     "quotes"    },
        {"ledger",     "posted"    },
        {"paid",       "posted"    },
        {"money",      "posted"    },
        {"heads",      "seals"     },
        {"tenants",    "signed"    },
        {"tenants",    "posted"    },
        {"money",      "signed"    },
        {"signed",     "frozen"    },
        {"money",      "counted"   },
        {"contracts",  "signed"    },
        {"delivered",  "signed"    },
        {"delivered",  "disclosure"},
        {"delivered",  "counted"   },
        {"claims",     "sealed"    },
        {"records",    "years"     },
        {"records",    "parts"     },
        {"records",    "city"      },
        {"disclosure", "listed"    },
        {"path",       "deeds"     },
        {"replay",     "deeds"     },
        {"similar",    "deeds"     },
    };
    for (size_t i = 0; i < COUNT(PAIRS); i++) {
        if (strcmp(t->check, PAIRS[i][0]) == 0 && strcmp(check, PAIRS[i][1]) == 0) {
            return true;
        }
    }
    return false;
}

static void check_touch(struct testing_db *t, const struct touch *touch)
{
    assert_null(db_begin(t->db, DB_WRITE));
    testing_db_forge(t->db);
    assert_null(query_run(db_query(t->db, touch->sql), NULL));
    if (touch->then != NULL) {
        assert_null(query_run(db_query(t->db, touch->then), NULL));
    }
    testing_db_forge_end(t->db);
    for (size_t i = 0; i < DOCTOR_CHECK_COUNT; i++) {
        if (DOCTOR_CHECKS[i].by_itself) {
            continue; // it would not see what is not committed
        }
        struct doctor_finding found = ask(t, i);
        bool own = strcmp(DOCTOR_CHECKS[i].name, touch->check) == 0;
        bool right = own ? str_starts(found.bad, str_view(touch->named))
                         : found.bad.n == 0 || is_bystander(touch, DOCTOR_CHECKS[i].name);
        if (!right) {
            fail_msg("%s: %s says '%.*s'", touch->sql->name, DOCTOR_CHECKS[i].name,
                     STR_ARG(found.bad));
        }
    }
    db_rollback(t->db);
}

static void each_wrong_row_is_named_by_its_check(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        for (size_t i = 0; i < COUNT(TOUCHES); i++) {
            check_touch(&t, &TOUCHES[i]);
        }
        char more[40];
        (void)snprintf(more, sizeof(more), ",\"checks\":%zu", DOCTOR_CHECK_COUNT);
        testing_tell("doctor", &t, COUNT(TOUCHES), more);
    }
}

static struct doctor_finding ask_named(struct testing_db *t, const char *name)
{
    size_t i = 0;
    while (strcmp(DOCTOR_CHECKS[i].name, name) != 0) {
        i++;
    }
    return ask(t, i);
}

static void what_lies_under_a_key_that_is_missing_is_named_with_it(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(query_run(db_query(t.db, &SQL_DOCTOR_TEST_BAD_SEALED), NULL));
        assert_true(
            str_ends(ask_named(&t, "sealed").bad, S("의 계좌, 없는 열쇠 0123456789abcdef")));
        db_rollback(t.db);
    }
}

static void a_kept_file_that_is_nowhere_is_named(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(query_run(db_query(t.db, &SQL_DOCTOR_TEST_BAD_KEPT), NULL));
        assert_null(db_commit(t.db));
        assert_true(str_equals(ask_named(&t, "kept").bad, S("1234567890129")));
    }
}

// A day that is none ends no doctor: who reads it says where it stands, and every other check is
// asked.
static void a_day_that_is_none_is_named_and_the_doctor_goes_on(void **state)
{
    (void)state;
    static const struct {
        const struct sql *sql;
        const char *check;
        const char *said; // how it begins; after it comes the row's number
    } DAYS[] = {
        {&SQL_DOCTOR_TEST_NO_DAY,       "replay",
         "db.misread, rule_replay_walk: judged_on is no day (no " },
        {&SQL_DOCTOR_TEST_NO_CLAIM_DAY, "claims",
         "db.misread, doctor_claims: claimed_on is no day (no 16)"},
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        for (size_t i = 0; i < COUNT(DAYS); i++) {
            assert_null(db_begin(t.db, DB_WRITE));
            testing_db_forge(t.db);
            assert_null(query_run(db_query(t.db, DAYS[i].sql), NULL));
            testing_db_forge_end(t.db);
            assert_null(db_commit(t.db));
        }
        size_t named = 0;
        for (size_t k = 0; k < DOCTOR_CHECK_COUNT; k++) {
            struct doctor_finding found;
            assert_null(doctor_look(t.db, t.arena, &DOCTOR_CHECKS[k], &found));
            for (size_t i = 0; i < COUNT(DAYS); i++) {
                named += strcmp(DOCTOR_CHECKS[k].name, DAYS[i].check) == 0 &&
                         str_starts(found.bad, str_view(DAYS[i].said));
            }
        }
        assert_int_equal(named, COUNT(DAYS));
    }
}

// Here (schema, kept), in doctor_engine_test.c, doctor_trigger_test.c and doctor_deed_test.c.
static bool has_its_own_test(const char *check)
{
    static const char *const NAMES[] = {"schema",   "kept",  "file", "references",
                                        "triggers", "rules", "deeds"};
    for (size_t i = 0; i < COUNT(NAMES); i++) {
        if (strcmp(NAMES[i], check) == 0) {
            return true;
        }
    }
    return false;
}

static void every_check_is_broken_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < DOCTOR_CHECK_COUNT; i++) {
        bool touched = has_its_own_test(DOCTOR_CHECKS[i].name);
        for (size_t k = 0; k < COUNT(TOUCHES); k++) {
            touched = touched || strcmp(TOUCHES[k].check, DOCTOR_CHECKS[i].name) == 0;
        }
        if (!touched) {
            fail_msg("nothing breaks %s", DOCTOR_CHECKS[i].name);
        }
    }
}

// What else of the content rows can be made to say. A scope that came is named by what it stands
// before now; the rows of later nouns point at the lines: none goes, one moves.
static const struct approval_break MORE_BREAKS[] = {
    {&SQL_DOCTOR_TEST_BAD_FROZEN_INSTITUTION, "", "institution"},
    {&SQL_DOCTOR_TEST_BAD_FROZEN_SCOPE,       "", "line"       },
    {&SQL_DOCTOR_TEST_BAD_FROZEN_SEQ,         "", "line"       },
};

static void check_break(struct testing_db *t, const struct purchase *p,
                        const struct approval_break *b)
{
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, b->sql);
    bind_i64(q, "purchase", p->id.value);
    assert_null(query_run(q, NULL));
    str bad = ask_named(t, "frozen").bad;
    if (!str_ends(bad, str_format(t->arena, "의 %s", b->field))) {
        fail_msg("%s: '%.*s'", b->sql->name, STR_ARG(bad));
    }
    db_rollback(t->db);
}

static void abuse_04_the_field_that_was_changed_is_named(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        for (size_t i = 0; i < APPROVAL_BREAK_COUNT; i++) {
            const struct approval_break *b = &APPROVAL_BREAKS[i];
            if (b->field != NULL && !str_equals(str_view(b->field), S("line"))) {
                check_break(&t, &s.draft, b);
            }
        }
        for (size_t i = 0; i < COUNT(MORE_BREAKS); i++) {
            check_break(&t, &s.draft, &MORE_BREAKS[i]);
        }
    }
}

// What the doctor need not ask: the tables themselves let no such line in.
static void nothing_is_published_with_a_sum_of_nothing_or_less(void **state)
{
    (void)state;
    static const struct sql *const TRIED[] = {
        &SQL_DOCTOR_TEST_BAD_PUBLISHED_ESTIMATE,
        &SQL_DOCTOR_TEST_BAD_PUBLISHED_SUM,
        &SQL_DOCTOR_TEST_BAD_PUBLISHED_LESS,
        &SQL_DOCTOR_TEST_BAD_PUBLISHED_EMPTY,
    };
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        set_scene(&s, &t);
        for (size_t i = 0; i < COUNT(TRIED); i++) {
            assert_null(db_begin(t.db, DB_WRITE));
            assert_ptr_equal(query_run(db_query(t.db, TRIED[i]), NULL), &DB_BROKEN);
            db_rollback(t.db);
        }
    }
}

static void an_empty_database_is_told_in_a_sentence(void **state)
{
    (void)state;
    FOR_EACH_ENGINE_EMPTY(t)
    {
        assert_null(db_begin(t.db, DB_READ));
        struct doctor_finding found = ask(&t, 0);
        assert_true(str_contains(found.bad, S("dure migrate")));
        db_rollback(t.db);
    }
}

static void an_older_database_is_told_where_it_stands(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        assert_null(db_begin(t.db, DB_WRITE));
        assert_null(query_run(db_query(t.db, &SQL_DOCTOR_TEST_BAD_SCHEMA), NULL));
        struct doctor_finding found = ask(&t, 0);
        str older = str_format(t.arena, "%d단계에 있고", MIGRATIONS[MIGRATION_COUNT - 2].number);
        assert_true(str_starts(found.bad, older));
        assert_true(str_contains(found.bad, S("dure migrate")));
        db_rollback(t.db);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_case_holds),
        cmocka_unit_test(each_wrong_row_is_named_by_its_check),
        cmocka_unit_test(what_lies_under_a_key_that_is_missing_is_named_with_it),
        cmocka_unit_test(a_kept_file_that_is_nowhere_is_named),
        cmocka_unit_test(a_day_that_is_none_is_named_and_the_doctor_goes_on),
        cmocka_unit_test(every_check_is_broken_once),
        cmocka_unit_test(abuse_04_the_field_that_was_changed_is_named),
        cmocka_unit_test(nothing_is_published_with_a_sum_of_nothing_or_less),
        cmocka_unit_test(an_empty_database_is_told_in_a_sentence),
        cmocka_unit_test(an_older_database_is_told_where_it_stands),
    };
    if (mkdtemp(root) == NULL) {
        return 1;
    }
    file_set_place(str_view(root));
    secret_init();
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    err e = sign_key_make(a, str_view(root), web_test_now);
    if (e == NULL) {
        e = secret_load_key(str_format(a, "%s/seal.key", root), true);
    }
    arena_close(a);
    if (e != NULL) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    return backup_remove(root) ? failed : 1;
}
