#include "gateway/registry/registry.h"

#include <assert.h>

#include "base/limits.h"
#include "gateway/registry/registry_json.h"

// What a code means to an operator. The owner's are those of the public data portal.
static const struct {
    const char *code;
    enum registry_outcome outcome;
    const char *sentence;
} MEANINGS[] = {
    {"01",          REGISTRY_LATER,   "물품목록 서비스 안에서 오류가 났습니다."                                   },
    {"02",          REGISTRY_LATER,   "물품목록 서비스의 데이터베이스에서 오류가 났습니다."                 },
    {"04",          REGISTRY_LATER,   "물품목록 서비스에 연결하다가 오류가 났습니다."                          },
    {"05",          REGISTRY_LATER,   "물품목록 서비스가 제때 답하지 않았습니다."                                },
    {"07",          REGISTRY_REFUSED,
     "조회 조건의 값이 허용 범위를 벗어났다고 합니다. 개발 담당자에게 알려 주세요."                },
    {"08",          REGISTRY_REFUSED, "필수 조회 조건이 빠졌다고 합니다. 개발 담당자에게 알려 주세요."   },
    {"10",          REGISTRY_REFUSED, "조회 조건이 잘못되었다고 합니다. 개발 담당자에게 알려 주세요."    },
    {"11",          REGISTRY_REFUSED, "필수 조회 조건이 빠졌다고 합니다. 개발 담당자에게 알려 주세요."   },
    {"12",          REGISTRY_REFUSED,
     "주소에 그런 서비스가 없습니다. 설정 gateway.registry_url이 /ao/가 든 새 주소인지 "
     "확인하세요."                                                                                                            },
    {"20",          REGISTRY_REFUSED,
     "이 인증키에는 물품목록 서비스 활용 신청이 없습니다. 공공데이터포털에서 신청하세요."      },
    {"21",          REGISTRY_LATER,   "인증키를 잠시 쓸 수 없다고 합니다."                                           },
    {"22",          REGISTRY_QUOTA,   "오늘 조회할 수 있는 횟수를 다 썼습니다. 내일 이어서 읽습니다."     },
    {"30",          REGISTRY_REFUSED,
     "등록되지 않은 인증키입니다. 설정 gateway.registry_key_file의 파일을 확인하세요."                      },
    {"31",          REGISTRY_REFUSED, "인증키의 활용 기간이 끝났습니다. 공공데이터포털에서 연장하세요."},
    {"32",          REGISTRY_REFUSED, "이 서버의 주소가 공공데이터포털에 등록되어 있지 않습니다."         },
    {"33",          REGISTRY_REFUSED, "서명되지 않은 호출이라고 합니다. 개발 담당자에게 알려 주세요."    },
    {"timeout",     REGISTRY_LATER,   "제한 시간 안에 답이 오지 않았습니다."                                        },
    {"unreachable", REGISTRY_LATER,
     "물품목록 서비스에 연결할 수 없습니다. 서버의 바깥 통신과 주소를 확인하세요."                 },
    {"cut",         REGISTRY_LATER,   "답이 오다가 끊겼습니다."                                                          },
    {"too_large",   REGISTRY_LATER,   "답이 정한 크기보다 커서 받지 않았습니다."                                  },
    {"charset",     REGISTRY_LATER,   "답의 글자를 읽을 수 없습니다(UTF-8이 아닙니다)."                           },
    {"malformed",   REGISTRY_LATER,   "답의 형식을 읽을 수 없습니다."                                                  },
    {"row",         REGISTRY_LATER,   "답에 번호나 이름을 읽을 수 없는 줄이 있습니다."                          },
    {"page",        REGISTRY_LATER,   "물어본 쪽과 다른 쪽을 받았습니다."                                            },
};

// What is said to every question alike: the key rests, too many ask, nobody is there.
static bool asks_to_wait(str code)
{
    static const char *const CODES[] = {"21", "unreachable", "http.429", "http.503"};
    return str_is_one_of(code, CODES, COUNT(CODES));
}

// What is said of the question alone: a value out of range or missing.
static bool is_of_question(str code)
{
    static const char *const CODES[] = {"07", "08", "10", "11"};
    return str_is_one_of(code, CODES, COUNT(CODES));
}

static struct registry_answer failed(struct arena *a, str code)
{
    for (size_t i = 0; i < COUNT(MEANINGS); i++) {
        if (str_equals(code, str_view(MEANINGS[i].code))) {
            return (struct registry_answer){.outcome = MEANINGS[i].outcome,
                                            .code = str_view(MEANINGS[i].code),
                                            .sentence = str_view(MEANINGS[i].sentence),
                                            .asks_to_wait = asks_to_wait(code),
                                            .is_of_question = is_of_question(code)};
        }
    }
    str shown = str_slice(code, 0, LIMIT_REGISTRY_CODE);
    return (struct registry_answer){
        .outcome = REGISTRY_LATER,
        .code = str_is_text(shown) ? str_copy(a, shown) : S("unknown"),
        .sentence = S("물품목록 서비스가 알려지지 않은 오류를 알렸습니다."),
        .asks_to_wait = asks_to_wait(code),
    };
}

struct registry_answer registry_no_answer(const char *code)
{
    struct registry_answer answer = failed(NULL, str_view(code));
    assert(answer.outcome == REGISTRY_LATER);
    return answer;
}

// --- JSON ----------------------------------------------------------------------------------------

// An envelope being read.
struct envelope {
    const struct registry_call *call;
    struct json j;
    str code;
    str wrong; // why its rows are of no use; empty: they are
    int64_t total;
    int64_t page;
    struct registry_answer *answer;
};

static bool is_number_of(str s, int digits)
{
    int64_t value = 0;
    return s.n == (size_t)digits && s.p[0] != '-' && str_parse_i64(s, &value);
}

static bool is_item_call(const struct registry_call *call)
{
    return call->item_no.n > 0;
}

static void add_row(struct envelope *e, const struct registry_row *row)
{
    bool is_item = is_item_call(e->call);
    bool names = (row->name.n > 0 || is_item) && row->name.n <= LIMIT_REGISTRY_NAME &&
                 row->name_en.n <= LIMIT_REGISTRY_NAME;
    bool is_asked =
        is_item ? str_equals(row->no, e->call->item_no) : is_number_of(row->no, e->call->digits);
    if (!is_asked || !names) {
        e->wrong = S("row");
    } else if ((int64_t)e->answer->rows.count == e->call->rows) {
        e->wrong = S("page");
    } else {
        e->answer->rows.items[e->answer->rows.count++] = *row;
    }
}

// 2026-11-20 of that and a time of day; empty when it is none.
static str day_of(str typed)
{
    str day = str_slice(str_trim(typed), 0, 10);
    for (size_t i = 0; i < day.n; i++) {
        bool fits = i == 4 || i == 7 ? day.p[i] == '-' : day.p[i] >= '0' && day.p[i] <= '9';
        if (!fits) {
            return S("");
        }
    }
    return day.n == 10 ? day : S("");
}

static void read_items(struct envelope *e);

// A field of a row, or {"item": …} around the rows. False: neither.
static bool read_field(struct envelope *e, str key, struct registry_row *row)
{
    bool is_detail = e->call->digits == 10;
    if (str_equals(key, S("item"))) {
        read_items(e);
        return false;
    }
    if (str_equals(key, is_detail ? S("dtilPrdctClsfcNo") : S("prdctClsfcNo"))) {
        row->no = str_trim(json_text(&e->j));
    } else if (str_equals(key, is_detail ? S("dtilPrdctClsfcNoNm") : S("prdctClsfcNoNm"))) {
        row->name = str_trim(json_text(&e->j));
    } else if (str_equals(key, is_detail ? S("dtilPrdctClsfcNoEngNm") : S("prdctClsfcNoEngNm"))) {
        row->name_en = str_trim(json_text(&e->j));
    } else if (str_equals(key, S("chgDate"))) {
        row->changed_on = day_of(json_text(&e->j));
    } else if (str_equals(key, S("useYn"))) {
        row->is_used = !str_equals(json_text(&e->j), S("N"));
    } else {
        json_skip(&e->j);
    }
    return true;
}

// The same of a 물품식별번호.
static bool read_item_field(struct envelope *e, str key, struct registry_row *row)
{
    if (str_equals(key, S("item"))) {
        read_items(e);
        return false;
    }
    if (str_equals(key, S("prdctIdntNo"))) {
        row->no = str_trim(json_text(&e->j));
    } else if (str_equals(key, S("krnPrdctNm"))) {
        row->name = str_trim(json_text(&e->j));
    } else if (str_equals(key, S("dtilPrdctClsfcNo"))) {
        str detail_no = str_trim(json_text(&e->j));
        row->detail_no = is_number_of(detail_no, 10) ? detail_no : S("");
    } else if (str_equals(key, S("useYn"))) {
        row->is_used &= !str_equals(json_text(&e->j), S("N"));
    } else if (str_equals(key, S("dltYn"))) {
        row->is_used &= !str_equals(json_text(&e->j), S("Y"));
    } else {
        json_skip(&e->j);
    }
    return true;
}

// Rows in an array, a single one as an object, or "" and null for none.
static void read_items(struct envelope *e)
{
    str key;
    if (json_enter(&e->j, '[')) {
        while (json_element(&e->j)) {
            read_items(e);
        }
    } else if (json_enter(&e->j, '{')) {
        struct registry_row row = {.is_used = true};
        bool is_row = false;
        while (json_member(&e->j, &key)) {
            is_row |=
                is_item_call(e->call) ? read_item_field(e, key, &row) : read_field(e, key, &row);
        }
        if (is_row && !e->j.bad) {
            add_row(e, &row);
        }
    } else if (json_text(&e->j).n > 0) {
        e->j.bad = true;
    }
}

static void read_count(struct envelope *e, int64_t *out)
{
    if (!str_parse_i64(json_text(&e->j), out) || *out < 0) {
        e->j.bad = true;
    }
}

static void read_body(struct envelope *e)
{
    str key;
    if (!json_enter(&e->j, '{')) {
        json_skip(&e->j);
        return;
    }
    while (json_member(&e->j, &key)) {
        if (str_equals(key, S("items"))) {
            read_items(e);
        } else if (str_equals(key, S("totalCount"))) {
            read_count(e, &e->total);
        } else if (str_equals(key, S("pageNo"))) {
            read_count(e, &e->page);
        } else {
            json_skip(&e->j);
        }
    }
}

static void read_header(struct envelope *e)
{
    str key;
    if (!json_enter(&e->j, '{')) {
        json_skip(&e->j);
        return;
    }
    while (json_member(&e->j, &key)) {
        if (str_equals(key, S("resultCode")) || str_equals(key, S("returnReasonCode"))) {
            e->code = str_trim(json_text(&e->j));
        } else {
            json_skip(&e->j);
        }
    }
}

// {"response":{"header":…,"body":…}}; of errors the outermost name is another.
static void read_envelope(struct envelope *e)
{
    str key;
    if (!json_enter(&e->j, '{')) {
        e->j.bad = true;
    }
    while (!e->j.bad && json_member(&e->j, &key)) {
        if (!json_enter(&e->j, '{')) {
            json_skip(&e->j);
            continue;
        }
        while (json_member(&e->j, &key)) {
            if (str_equals(key, S("header")) || str_equals(key, S("cmmMsgHeader"))) {
                read_header(e);
            } else if (str_equals(key, S("body"))) {
                read_body(e);
            } else {
                json_skip(&e->j);
            }
        }
    }
    e->j.bad |= !json_is_over(&e->j);
}

// --- XML: only errors come so --------------------------------------------------------------------

static str between(str text, str open, str close)
{
    size_t at = str_index(text, open);
    str rest = str_slice(text, at + open.n, text.n);
    size_t end = str_index(rest, close);
    return end == rest.n ? S("") : str_trim(str_slice(rest, 0, end));
}

static struct registry_answer read_xml(struct arena *a, str body)
{
    str code = between(body, S("<returnReasonCode>"), S("</returnReasonCode>"));
    if (code.n == 0) {
        code = between(body, S("<resultCode>"), S("</resultCode>"));
    }
    return failed(a, code.n == 0 || str_equals(code, S("00")) ? S("malformed") : code);
}

// --- Both ----------------------------------------------------------------------------------------

static struct registry_answer read_json(struct arena *a, const struct registry_call *call, str body)
{
    struct registry_answer answer = {.code = S("00")};
    struct envelope e = {
        .call = call,
        .j = {.arena = a, .text = body},
        .code = S(""),
        .wrong = S(""),
        .total = -1,
        .page = call->page,
        .answer = &answer
    };
    answer.rows.items = NEW_ARRAY(a, (size_t)call->rows, struct registry_row);
    read_envelope(&e);
    if (e.j.bad || e.code.n == 0) {
        return failed(a, S("malformed"));
    }
    if (str_equals(e.code, S("03"))) { // no data: a page like any other
        return (struct registry_answer){.code = S("00")};
    }
    if (!str_equals(e.code, S("00"))) {
        return failed(a, e.code);
    }
    if (e.wrong.n > 0 || e.total < 0 || e.page != call->page) {
        return failed(a, e.wrong.n > 0 ? e.wrong : e.total < 0 ? S("malformed") : S("page"));
    }
    answer.total = e.total;
    return answer;
}

struct registry_answer registry_read(struct arena *a, const struct registry_call *call, long status,
                                     str body)
{
    if (!str_is_text(body)) {
        return failed(a, S("charset"));
    }
    str text = str_starts(body, S("\xEF\xBB\xBF")) ? str_slice(body, 3, body.n) : body;
    text = str_trim(text);
    bool is_xml = str_starts(text, S("<"));
    struct registry_answer answer = is_xml ? read_xml(a, text) : read_json(a, call, text);
    bool says_nothing = answer.outcome == REGISTRY_READ || str_equals(answer.code, S("malformed"));
    if (status == 200 || !says_nothing) {
        return answer; // errors of the owner come under any status
    }
    answer = failed(a, str_format(a, "http.%ld", status));
    answer.sentence = str_format(a, "물품목록 서비스가 HTTP %ld로 답했습니다.", status);
    answer.outcome = status == 401 || status == 403 ? REGISTRY_REFUSED : REGISTRY_LATER;
    return answer;
}
