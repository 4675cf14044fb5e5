#include "app/doctor_check.h"

#include <assert.h>

#include "app/doctor.sql.h"
#include "app/doctor_deed.h"
#include "app/doctor_walk.h"
#include "app/secret_column.h"
#include "base/canon.h"
#include "base/digest.h"
#include "base/limits.h"
#include "market/claim/claim.h"
#include "market/contract/contract_content.h"
#include "market/contract/contract_store.h"
#include "market/disclosure/disclosure.h"
#include "market/law/law_change_store.h"
#include "market/purchase/purchase_store.h"
#include "market/quote/quote_store.h"
#include "market/rule/rule_replay.h"
#include "market/rule/rule_replay_store.h"
#include "platform/file/file.h"
#include "platform/secret/secret.h"
#include "platform/unit/access.h"
#include "platform/unit/audit_seal.h"
#include "platform/unit/unit.h"

#define BATCH 100 // rows of one reading; the statements' LIMIT

// --- Machinery -----------------------------------------------------------------------------------

static err check_schema(struct db *db, struct arena *a, struct doctor_finding *out)
{
    int due = MIGRATIONS[MIGRATION_COUNT - 1].number;
    int version = 0;
    TRY(db_schema_version(db, &version));
    if (version == 0) {
        out->bad = S("빈 데이터베이스입니다. dure migrate를 먼저 실행하세요.");
    } else if (version != due) {
        out->bad = str_format(a,
                              "%d단계에 있고 이 프로그램은 %d단계를 씁니다. dure migrate를 "
                              "실행하세요.",
                              version, due);
    }
    return NULL;
}

static err check_audit(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return audit_verify(db, a, &out->count, &out->bad);
}

static err check_access(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return access_verify(db, a, &out->count, &out->bad);
}

// --- Outside the database ------------------------------------------------------------------------

static struct backup_witness witness_in_use;

void doctor_use_backups(const struct backup_witness *witness)
{
    witness_in_use = *witness;
}

static err check_heads(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return backup_compare_heads(db, a, &witness_in_use, &out->count, &out->bad);
}

static err check_seals(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return audit_seal_verify(db, a, &witness_in_use.signers, unit_clock_system(), &out->count,
                             &out->bad);
}

static err check_kept(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return file_verify(db, a, &out->count, &out->bad);
}

// --- Frozen texts --------------------------------------------------------------------------------

// The next rows of a statement that gives id, said, content and content_hash.
static err compare_hashes(struct doctor_walk *w, const struct sql *sql)
{
    struct query *q = db_query(w->db, sql);
    bind_i64(q, "after", w->after);
    while (query_next(q)) {
        w->after = read_i64(q, "id");
        w->out->count++;
        str hash = digest_sha256(w->batch, read_str(q, "content"));
        if (!str_equals(hash, read_str(q, "content_hash"))) {
            doctor_name_bad(w, read_str(q, "said"));
        }
    }
    return query_end(q);
}

static err compare_rounds(struct doctor_walk *w)
{
    return compare_hashes(w, &SQL_DOCTOR_ROUND_HASHES);
}

static err check_rounds(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return doctor_walk_all(db, a, out, compare_rounds);
}

static err compare_contracts(struct doctor_walk *w)
{
    return compare_hashes(w, &SQL_DOCTOR_CONTRACT_HASHES);
}

static err check_contracts(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return doctor_walk_all(db, a, out, compare_contracts);
}

static err compare_pledges(struct doctor_walk *w)
{
    return compare_hashes(w, &SQL_DOCTOR_PLEDGE_HASHES);
}

static err check_pledges(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return doctor_walk_all(db, a, out, compare_pledges);
}

static err compare_inspections(struct doctor_walk *w)
{
    return compare_hashes(w, &SQL_DOCTOR_INSPECTION_HASHES);
}

static err check_inspections(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return doctor_walk_all(db, a, out, compare_inspections);
}

// --- What was quoted is what stands there --------------------------------------------------------

struct quoted {
    int64_t id;
    public_no no;
    institution_id institution;
};

static err read_quoted(struct doctor_walk *w, struct quoted *rows, size_t *out_count)
{
    struct query *q = db_query(w->db, &SQL_DOCTOR_QUOTED);
    bind_i64(q, "after", w->after);
    *out_count = 0;
    while (query_next(q)) {
        assert(*out_count < BATCH);
        w->after = read_i64(q, "id");
        rows[(*out_count)++] = (struct quoted){
            .id = w->after,
            .no = {read_i64(q, "no")},
            .institution = {read_i64(q, "institution_id")},
        };
    }
    return query_end(q);
}

// Write one answer anew from its rows; one that declines has no lines.
static err compare_quote(struct doctor_walk *w, const struct quote_request *r,
                         const struct quote *q)
{
    quote_item_list items = {0};
    struct quote_line *lines = NULL;
    if (q->decline_reason.n == 0) {
        TRY(quote_list_items(w->db, w->batch, r->id, q->id, &items, &lines));
    }
    str content = quote_content(w->batch, r, &items, q, lines);
    w->out->count++;
    if (!str_equals(digest_sha256(w->batch, content), q->content_hash)) {
        doctor_name_bad(w, str_format(w->batch, "견적 %lld", (long long)q->no.value));
    }
    return NULL;
}

static err compare_request(struct doctor_walk *w, const struct quoted *row)
{
    struct quote_request r;
    quote_list answers;
    struct purchase_side side = {.institution = row->institution};
    TRY(quote_request_find(w->db, side, row->no, &r));
    TRY(quote_list_of(w->db, w->batch, r.id, &answers));
    for (size_t i = 0; i < answers.count; i++) {
        TRY(compare_quote(w, &r, &answers.items[i]));
    }
    return NULL;
}

static err compare_quoted(struct doctor_walk *w)
{
    struct quoted rows[BATCH];
    size_t count = 0;
    TRY(read_quoted(w, rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(compare_request(w, &rows[i]));
    }
    return NULL;
}

static err check_quoted(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return doctor_walk_all(db, a, out, compare_quoted);
}

// --- What was approved is what is bought ---------------------------------------------------------

struct frozen {
    purchase_id id;
    institution_id institution;
    str content; // as it was approved
};

static err read_frozen(struct doctor_walk *w, struct frozen *rows, size_t *out_count)
{
    struct query *q = db_query(w->db, &SQL_DOCTOR_FROZEN);
    bind_i64(q, "after", w->after);
    *out_count = 0;
    while (query_next(q)) {
        assert(*out_count < BATCH);
        rows[(*out_count)++] = (struct frozen){
            .id = {read_i64(q, "id")},
            .institution = {read_i64(q, "institution_id")},
            .content = read_str(q, "content"),
        };
        w->after = read_i64(q, "id");
    }
    return query_end(q);
}

// Write the case's document anew from its rows; where it parts from the approved one is named.
static err compare_case(struct doctor_walk *w, const struct frozen *f)
{
    struct purchase p;
    purchase_line_list lines;
    struct purchase_side side = {.institution = f->institution};
    TRY(purchase_find_id(w->db, side, f->id, &p));
    TRY(purchase_list_lines(w->db, w->batch, f->id, &lines));
    str content = purchase_content(w->batch, &p, lines.items, lines.count);
    w->out->count++;
    if (!str_equals(content, f->content)) {
        int64_t line = 0;
        str field = canon_difference(f->content, content, "line", &line);
        doctor_name_bad(
            w, str_format(w->batch, "구매 건 %lld의 %.*s", (long long)p.no.value, STR_ARG(field)));
    }
    return NULL;
}

static err compare_frozen(struct doctor_walk *w)
{
    struct frozen rows[BATCH];
    size_t count = 0;
    TRY(read_frozen(w, rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(compare_case(w, &rows[i]));
    }
    return NULL;
}

static err check_frozen(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return doctor_walk_all(db, a, out, compare_frozen);
}

// --- What was signed is what is fulfilled --------------------------------------------------------

struct drawn {
    contract_id id;
    institution_id institution;
};

static err read_drawn(struct doctor_walk *w, struct drawn *rows, size_t *out_count)
{
    struct query *q = db_query(w->db, &SQL_DOCTOR_DRAWN);
    bind_i64(q, "after", w->after);
    *out_count = 0;
    while (query_next(q)) {
        assert(*out_count < BATCH);
        rows[(*out_count)++] = (struct drawn){
            .id = {read_i64(q, "id")},
            .institution = {read_i64(q, "institution_id")},
        };
        w->after = read_i64(q, "id");
    }
    return query_end(q);
}

static err compare_contract(struct doctor_walk *w, const struct drawn *d)
{
    struct contract c;
    contract_line_list lines;
    struct purchase_side side = {.institution = d->institution};
    TRY(contract_find_id(w->db, side, d->id, &c));
    TRY(contract_list_lines(w->db, w->batch, d->id, &lines));
    int64_t line = 0;
    str field = contract_find_altered(w->batch, &c, &lines, &line);
    w->out->count++;
    if (field.n > 0) {
        str label = contract_field_label(w->batch, field, line);
        doctor_name_bad(
            w, str_format(w->batch, "계약 %lld의 %.*s", (long long)c.no.value, STR_ARG(label)));
    }
    return NULL;
}

static err compare_drawn(struct doctor_walk *w)
{
    struct drawn rows[BATCH];
    size_t count = 0;
    TRY(read_drawn(w, rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(compare_contract(w, &rows[i]));
    }
    return NULL;
}

static err check_drawn(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return doctor_walk_all(db, a, out, compare_drawn);
}

// --- What was claimed is what is paid ------------------------------------------------------------

static err compare_claims(struct doctor_walk *w)
{
    struct query *q = db_query(w->db, &SQL_DOCTOR_CLAIMS);
    bind_i64(q, "after", w->after);
    while (query_next(q)) {
        struct claim c = {
            .no = {read_i64(q, "no")},
            .contract = {read_i64(q, "contract_id")},
            .amount = read_money(q, "amount_won"),
            .bank_name = read_str(q, "bank_name"),
            .bank_account = read_str(q, "bank_account"),
            .bank_holder = read_str(q, "bank_holder"),
            .claimed_on = read_date(q, "claimed_on"),
            .pay_by = read_date(q, "pay_by"),
            .due_on = read_date(q, "due_on"),
            .is_moved = !read_is_null(q, "due_on"),
            .claimed_hash = read_str(q, "after_hash"),
        };
        w->after = read_i64(q, "id");
        w->out->count++;
        if (!claim_is_as_claimed(w->batch, &c)) {
            doctor_name_bad(w, str_format(w->batch, "청구 %lld", (long long)c.no.value));
        }
    }
    return query_end(q);
}

static err check_claims(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return doctor_walk_all(db, a, out, compare_claims);
}

// --- What lies sealed ----------------------------------------------------------------------------

static err open_sealed(struct doctor_walk *w)
{
    struct secret_row rows[SECRET_PAGE];
    size_t count = 0;
    TRY(secret_column_list(w->db, w->column, w->after, rows, &count));
    for (size_t i = 0; i < count; i++) {
        const struct secret_row *row = &rows[i];
        str plain;
        err e = secret_open_row(w->batch, row->sealed, w->column->name, row->row, &plain);
        str key = secret_key_of(row->sealed);
        w->after = row->id;
        w->out->count++;
        if (e == &SECRET_KEY_UNKNOWN) {
            doctor_name_bad(
                w, str_format(w->batch, "%.*s, 없는 열쇠 %.*s", STR_ARG(row->said), STR_ARG(key)));
        } else if (e != NULL) {
            doctor_name_bad(w, str_format(w->batch, "%.*s, 열리지 않음", STR_ARG(row->said)));
        }
    }
    return NULL;
}

static err check_sealed(struct db *db, struct arena *a, struct doctor_finding *out)
{
    for (size_t i = 0; i < SECRET_COLUMN_COUNT && out->bad.n == 0; i++) {
        TRY(doctor_walk_column(db, a, out, open_sealed, &SECRET_COLUMNS[i]));
    }
    return NULL;
}

// --- What is public ------------------------------------------------------------------------------

// By the rule that kept it from being published so.
static err judge_published(struct doctor_walk *w)
{
    struct query *q = db_query(w->db, &SQL_DOCTOR_PUBLISHED);
    bind_i64(q, "after", w->after);
    while (query_next(q)) {
        struct disclosure_faults faults;
        struct disclosure d = {
            .title = read_str(q, "title"),
            .estimated = read_money(q, "estimated_won"),
            .price = read_money(q, "contract_won"),
            .supplier_name = read_str(q, "supplier_name"),
            .ground = read_str(q, "ground"),
            .reason = read_str(q, "reason"),
            .site = read_str(q, "site"),
            .remarks = read_str(q, "remarks"),
        };
        disclosure_check(&d, w->batch, &faults);
        w->after = read_i64(q, "id");
        w->out->count++;
        if (faults.count > 0) {
            str said = read_str(q, "said");
            doctor_name_bad(w,
                            str_format(w->batch, "%.*s, %s", STR_ARG(said), faults.items[0]->code));
        }
    }
    return query_end(q);
}

static err check_published(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return doctor_walk_all(db, a, out, judge_published);
}

// --- What the law answered -----------------------------------------------------------------------

static const struct law *packs_in_use;

void doctor_use_law(const struct law *packs)
{
    packs_in_use = packs;
}

static err compare_packs(struct doctor_walk *w)
{
    str id = S("");
    TRY(law_change_compare(w->db, w->batch, packs_in_use, &id, &w->out->count));
    if (id.n > 0) {
        doctor_name_bad(w, str_format(w->batch, "규칙 %.*s", STR_ARG(id)));
    }
    return NULL;
}

// In one step: all of them are in memory anyway.
static err check_packs(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return packs_in_use == NULL ? NULL : doctor_walk_all(db, a, out, compare_packs);
}

static err ask_again(struct doctor_walk *w)
{
    stored_answers list;
    const struct law *now = packs_in_use;
    int64_t version = 0;
    TRY(law_change_version(w->db, &version));
    TRY(law_shelf_take(NULL, w->db, w->batch, version, &now));
    struct replay_law law = {.now = now, .arena = w->batch};
    TRY(replay_store_walk(w->db, w->batch, w->after, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct stored_answer *s = &list.items[i];
        struct replay r = replay_ask(&law, s->question, s->answer, s->law_version, w->batch);
        w->after = s->id;
        w->out->count++;
        if (r.result != REPLAY_SAME) {
            doctor_name_bad(w, str_format(w->batch, "구매 건 %lld", (long long)s->case_no.value));
        }
    }
    return NULL;
}

static err check_replay(struct db *db, struct arena *a, struct doctor_finding *out)
{
    return packs_in_use == NULL ? NULL : doctor_walk_all(db, a, out, ask_again);
}

// --- All of them ---------------------------------------------------------------------------------

const struct doctor_check DOCTOR_CHECKS[] = {
  // A line each, so that two may be added side by side.
  // clang-format off
    {"schema", "자료 구조가 이 판의 것인가", NULL, check_schema, false},
    {"file", "데이터베이스 파일이 온전한가", &SQL_DOCTOR_FILE, NULL, false},
    {"references", "없는 행을 가리키는 행이 없는가", &SQL_DOCTOR_REFERENCE, NULL, false},
    {"audit", "감사 기록의 사슬이 이어지는가", NULL, check_audit, false},
    {"access", "접속기록이 쓰인 그대로인가", NULL, check_access, false},
    {"triggers", "덧붙이기만 하는 표를 지키는 트리거가 이 판의 것 그대로인가", &SQL_DOCTOR_TRIGGER, NULL, false},
    {"heads", "백업마다 적힌 감사 기록의 줄이 그대로 있는가", NULL, check_heads, false},
    {"seals", "감사 기록의 서명마다 서명한 그대로인가", NULL, check_seals, false},
    {"sealed", "봉한 값마다 제자리에서 열리는가", NULL, check_sealed, false},
    {"kept", "보관한 파일이 올린 그대로 있는가", NULL, check_kept, true},
    {"tenants", "한 건의 기관과 기업이 어디서나 같은가", &SQL_DOCTOR_TENANT, NULL, false},
    {"offers", "판매 조건이 마지막 판과 같은가", &SQL_DOCTOR_OFFER, NULL, false},
    {"path", "물어본 건마다 계약방법 판단이 있는가", &SQL_DOCTOR_DECISION, NULL, false},
    {"packs", "규칙 파일의 행이 적힌 그대로인가", NULL, check_packs, false},
    {"rules", "운영자가 더한 규칙이 두 사람이 정한 그대로인가", NULL, doctor_deed_rules, false},
    {"replay", "그때의 규칙으로 다시 물어도 같은 답인가", NULL, check_replay, false},
    {"similar", "비슷한 구매를 더해 물었거나 나누지 않은 까닭을 확인했는가", &SQL_DOCTOR_SIMILAR, NULL, false},
    {"hands", "요구한 사람이 결재·검사·지급하지 않았는가", &SQL_DOCTOR_HANDS, NULL, false},
    {"money", "금액마다 부분의 합이 전체와 같은가", &SQL_DOCTOR_MONEY, NULL, false},
    {"chosen", "고른 견적의 값이 구매 건의 값인가", &SQL_DOCTOR_CHOSEN, NULL, false},
    {"quotes", "견적의 해시가 낸 그대로의 견적과 맞는가", NULL, check_quoted, false},
    {"rounds", "결재 문서의 해시가 문서와 맞는가", NULL, check_rounds, false},
    {"frozen", "결재한 대로 남아 있는가", NULL, check_frozen, false},
    {"approved", "계약으로 간 건마다 승인된 결재가 있는가", &SQL_DOCTOR_APPROVED, NULL, false},
    {"contracts", "계약서의 해시가 계약서와 맞는가", NULL, check_contracts, false},
    {"signed", "계약이 서명한 대로 남아 있는가", NULL, check_drawn, false},
    {"signatures", "서명한 문서가 그 계약서인가", &SQL_DOCTOR_SIGNATURE, NULL, false},
    {"pledges", "서약의 해시가 서약과 맞는가", NULL, check_pledges, false},
    {"inspections", "검사조서의 해시가 조서와 맞는가", NULL, check_inspections, false},
    {"delivered", "합격한 수량이 주문한 수량을 넘지 않는가", &SQL_DOCTOR_DELIVERED, NULL, false},
    {"claims", "청구한 금액과 계좌가 청구한 그대로인가", NULL, check_claims, false},
    {"paid", "지급한 청구마다 지급과 장부 기록이 하나씩인가", &SQL_DOCTOR_PAID, NULL, false},
    {"ledger", "장부의 차변과 대변이 전표마다 같은가", &SQL_DOCTOR_LEDGER, NULL, false},
    {"posted", "장부의 금액이 청구와 지급의 금액과 같은가", &SQL_DOCTOR_POSTED, NULL, false},
    {"records", "실적의 합이 실적과 같은가", &SQL_DOCTOR_RECORD, NULL, false},
    {"years", "기관의 한 해 합이 달의 합과 같은가", &SQL_DOCTOR_YEAR_SUM, NULL, false},
    {"parts", "목적물별 한 해 합이 달의 합과 같은가", &SQL_DOCTOR_PART_SUM, NULL, false},
    {"city", "도시의 합이 기관의 합과 같은가", &SQL_DOCTOR_CITY_SUM, NULL, false},
    {"districts", "구·군별 실적의 합이 실적과 같은가", &SQL_DOCTOR_DISTRICT, NULL, false},
    {"counted", "실적이 계약과 같은가", &SQL_DOCTOR_COUNTED, NULL, false},
    {"training", "연습한 건이 실적과 공개에 없는가", &SQL_DOCTOR_TRAINING, NULL, false},
    {"disclosure", "공개한 금액이 계약과 같은가", &SQL_DOCTOR_DISCLOSURE, NULL, false},
    {"published", "공개한 글에 금액과 사유가 있고 개인정보가 없는가", NULL, check_published, false},
    {"listed", "공개 목록의 합이 공개한 계약과 같은가", &SQL_DOCTOR_DISCLOSURE_SUM, NULL, false},
    {"deeds", "판단·지급·기관 정책이 감사 기록에 적힌 그대로인가", NULL, doctor_deed_rows, false},
    {"waits", "끝나지 않은 건마다 할 일이 있는가", &SQL_DOCTOR_WAITS, NULL, false},
    {"tasks", "끝난 건에 할 일이 남아 있지 않은가", &SQL_DOCTOR_TASK, NULL, false},
  // clang-format on
};
const size_t DOCTOR_CHECK_COUNT = COUNT(DOCTOR_CHECKS);

err doctor_ask(struct db *db, struct arena *a, const struct doctor_check *check,
               struct doctor_finding *out)
{
    *out = (struct doctor_finding){.bad = S("")};
    if (check->run != NULL) {
        return check->run(db, a, out);
    }
    struct query *q = db_query(db, check->sql);
    if (query_next(q)) {
        out->bad = read_str(q, "said");
    }
    return query_end(q);
}

err doctor_look(struct db *db, struct arena *a, const struct doctor_check *check,
                struct doctor_finding *out)
{
    if (!check->by_itself) {
        TRY(db_begin(db, DB_READ));
    }
    err e = doctor_ask(db, a, check, out);
    if (e != NULL && e->kind == FAULT_BROKEN) {
        out->bad = str_format(a, "%s, %.*s", e->code, STR_ARG(db_error(db)));
        e = NULL;
    }
    db_rollback(db);
    return e;
}
