#include "platform/file/pdf.h"

#include <assert.h>

#include "base/limits.h"
#include "platform/db/db.h"
#include "platform/file/pdf.sql.h"
#include "platform/job/job.h"

#define AGAIN " 다른 프로그램에서 ‘PDF로 인쇄’하여 새로 만든 파일을 올려 주세요."

const struct fault PDF_NOT_LOOKED_AT = {
    .kind = FAULT_REFUSED,
    .code = "pdf.not_looked_at",
    .text = "올린 PDF를 아직 확인하고 있어 열 수 없습니다. 몇 분 뒤에 다시 열어 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PDF_NOT_SEEN = {
    .kind = FAULT_INVALID,
    .code = "pdf.not_seen",
    .text = "올린 PDF를 아직 확인하고 있거나 받지 않아 열어 볼 수 없습니다. 원본이나 진위확인처럼 "
            "다른 방법으로 확인했으면 그 방법과 결과를 적어 주세요.",
};

#define REFUSAL(its_code, its_text)                                                                \
    {                                                                                              \
        .kind = FAULT_REFUSED, .code = "pdf." its_code, .text = (its_text),                        \
        .source = FAULT_OWN_RULE                                                                   \
    }

// The code's end is the word in the database.
static const struct fault REFUSALS[] = {
    [PDF_WAITING] = {.code = "pdf.waiting"},
    [PDF_FINE] = {.code = "pdf.fine"},
    [PDF_SCRIPT] = REFUSAL("script", "스크립트(JavaScript)가 든 PDF는 받지 않습니다." AGAIN),
    [PDF_LAUNCH] = REFUSAL("launch", "다른 프로그램을 실행하는 PDF는 받지 않습니다." AGAIN),
    [PDF_FILES] = REFUSAL(
        "files", "안에 다른 파일이 들었거나 다른 파일로 이어지는 PDF는 받지 않습니다. 첨부와 "
                 "링크를 빼고 다시 저장하거나, ‘PDF로 인쇄’하여 새로 만든 파일을 올려 "
                 "주세요."),
    [PDF_OPENS] = REFUSAL("opens", "열면 저절로 무엇을 하는 PDF는 받지 않습니다." AGAIN),
    [PDF_SENDS] = REFUSAL("sends", "적은 내용을 다른 곳으로 보내거나 불러오는 양식이 든 PDF는 받지 "
                                   "않습니다." AGAIN),
    [PDF_XFA] = REFUSAL("xfa", "움직이는 양식(XFA)으로 된 PDF는 받지 않습니다." AGAIN),
    [PDF_MEDIA] = REFUSAL("media", "소리·영상·3차원 자료가 든 PDF는 받지 않습니다." AGAIN),
    [PDF_CIPHERED] =
        REFUSAL("ciphered", "암호가 걸린 PDF는 받지 않습니다. 암호와 권한 제한을 풀고 다시 저장해 "
                            "올려 주세요."),
    [PDF_DAMAGED] = REFUSAL("damaged", "잘렸거나 규격에 맞지 않는 PDF입니다." AGAIN),
    [PDF_NO_PAGES] = REFUSAL("no_pages", "쪽이 없는 PDF입니다. 내용을 확인하고 다시 올려 주세요."),
    [PDF_LARGE] = REFUSAL("large", "2,000쪽을 넘거나 너무 많은 것이 든 PDF입니다. 나누어 올려 "
                                   "주세요."),
    [PDF_JOINED] =
        REFUSAL("joined", "끝이 잘렸거나 뒤에 다른 것이 붙은 PDF는 받지 않습니다." AGAIN),
    [PDF_GIVEN_UP] = REFUSAL("given_up", "이 PDF를 끝까지 확인하지 못했습니다." AGAIN),
};
static_assert(COUNT(REFUSALS) == PDF_VERDICT_COUNT, "every verdict has its refusal");

err pdf_fault(enum pdf_verdict verdict)
{
    assert(verdict < PDF_VERDICT_COUNT);
    if (verdict == PDF_WAITING) {
        return &PDF_NOT_LOOKED_AT;
    }
    return verdict == PDF_FINE ? NULL : &REFUSALS[verdict];
}

err pdf_admit_word(enum pdf_verdict verdict, str otherwise)
{
    bool told = !str_is_empty(str_trim(otherwise));
    return verdict == PDF_FINE || told ? NULL : &PDF_NOT_SEEN;
}

str pdf_named(struct arena *a, str name, enum pdf_verdict verdict)
{
    if (verdict == PDF_FINE || name.n == 0) {
        return name;
    }
    return str_join(a, name,
                    verdict == PDF_WAITING ? S(" (파일 확인 중)") : S(" (받지 않은 파일)"));
}

const char *pdf_verdict_word(enum pdf_verdict verdict)
{
    assert(verdict < PDF_VERDICT_COUNT);
    return REFUSALS[verdict].code + sizeof("pdf.") - 1;
}

enum pdf_verdict pdf_verdict_from(str word)
{
    int verdict = 0;
    while (verdict < PDF_VERDICT_COUNT &&
           !str_equals(word, str_view(pdf_verdict_word((enum pdf_verdict)verdict)))) {
        verdict++;
    }
    return (enum pdf_verdict)verdict;
}

err pdf_find(struct db *db, str sha256, enum pdf_verdict *out)
{
    struct query *q = db_query(db, &SQL_PDF_FIND);
    bind_str(q, "sha256", sha256);
    enum pdf_verdict found = query_next(q) ? pdf_verdict_from(read_str(q, "verdict")) : PDF_WAITING;
    TRY(query_end(q));
    assert(found < PDF_VERDICT_COUNT); // a CHECK of the table
    *out = found;
    return NULL;
}

err pdf_is_current(struct db *db, str sha256, bool *out)
{
    struct query *q = db_query(db, &SQL_PDF_IS_CURRENT);
    bind_str(q, "sha256", sha256);
    bind_i64(q, "looker", PDF_LOOKER);
    bool found = query_next(q) && read_i64(q, "look_count") > 0;
    TRY(query_end(q));
    *out = found;
    return NULL;
}

err pdf_note(struct db *db, str sha256, enum pdf_verdict verdict, int64_t pages, instant now)
{
    assert(verdict != PDF_WAITING);
    struct query *q = db_query(db, &SQL_PDF_NOTE);
    bind_str(q, "sha256", sha256);
    bind_i64(q, "looker", PDF_LOOKER);
    bind_str(q, "verdict", str_view(pdf_verdict_word(verdict)));
    bind_i64(q, "pages", pages);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err pdf_ask(struct unit *u, const char *kind, file_id file, str party, int64_t after_s)
{
    struct query *q = db_query(u->db, &SQL_PDF_WAITS);
    bind_str(q, "party", party);
    int64_t waits = query_next(q) ? read_i64(q, "job_count") : 0;
    TRY(query_end(q));
    int64_t turns = waits < LIMIT_PDF_AT_ONCE ? 0 : waits - LIMIT_PDF_AT_ONCE + 1;
    instant due = instant_add_s(u->now, after_s + turns * LIMIT_PDF_TURN_S);
    return job_add(u, kind, file.value, party, due);
}

err pdf_find_old(struct db *db, file_id before, file_id *out)
{
    struct query *q = db_query(db, &SQL_PDF_OLD_FIND);
    bind_i64(q, "before", before.value == 0 ? INT64_MAX : before.value);
    bind_i64(q, "looker", PDF_LOOKER);
    file_id found = {query_next(q) ? read_i64(q, "id") : 0};
    TRY(query_end(q));
    *out = found;
    return NULL;
}

err pdf_hand_on(struct unit *u, file_id file)
{
    struct query *q = db_query(u->db, &SQL_PDF_OLD_HAND_ON);
    bind_i64(q, "file", file.value);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

err pdf_list_same(struct db *db, str sha256, struct pdf_same *out)
{
    struct query *q = db_query(db, &SQL_PDF_SAME);
    bind_str(q, "sha256", sha256);
    out->count = 0;
    while (query_next(q)) {
        assert(out->count < LIMIT_PDF_SAME); // the statement's LIMIT
        out->items[out->count++].value = read_i64(q, "id");
    }
    return query_end(q);
}
