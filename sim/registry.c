// The public list of product numbers: pages of what it knows, and what its owner would refuse.
//
//   GET /1230000/ao/ThngListInfoService[02]/getPrdctClsfcNoUnit{2,4,6,8,10}Info[02]
//       ?serviceKey=&pageNo=&numOfRows=&type=json[&inqryDiv=1&inqryBgnDate=&inqryEndDate=]
//   GET …/getThngPrdnmLocplcAccotListInfoInfoPrdlstSearch[02]?serviceKey=&…&prdctIdntNo=
//
// As the real one: errors of the portal come as XML under status 200, one row comes as an object,
// no row as "", numbers of a page now as text and now as numbers.
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/csv.h"
#include "base/date.h"
#include "sim/sim.h"

#define ROWS_MAX 8000
#define ITEMS_MAX 2000
#define PAGE_ROWS_MAX 999
#define ROOT "/1230000/ao/ThngListInfoService"
#define OLD_ROOT "/1230000/ThngListInfoService"
#define SINCE "20260601" // what the set-up data names has changed last

struct number {
    char no[12];
    char name[200];
    char changed[9];
    bool is_used;
};

// A 물품식별번호.
struct item {
    char no[9];
    char name[200];
    char detail_no[11];
    bool is_used;
};

struct sim_registry {
    struct sim_registry_fault fault;
    const char *key;
    int calls_most;
    int calls;
    long calls_day;
    int good;
    struct number *numbers;
    size_t count;
    struct item *items;
    size_t item_count;
};

static const char *const TROUBLES[] = {"none", "hang_up", "delay",     "status",  "code",
                                       "xml",  "cut",     "malformed", "charset", "total"};
static_assert(COUNT(TROUBLES) == SIM_REGISTRY_TROUBLE_COUNT, "a word for each");

enum sim_registry_trouble sim_registry_trouble_from(const char *word)
{
    size_t i = 0;
    while (i < COUNT(TROUBLES) && strcmp(word, TROUBLES[i]) != 0) {
        i++;
    }
    return (enum sim_registry_trouble)i;
}

void sim_registry_add(struct sim_registry *r, const char *no, const char *name, bool is_used,
                      const char *changed)
{
    size_t at = r->count;
    while (at > 0 && strcmp(r->numbers[at - 1].no, no) > 0) {
        at--;
    }
    if (r->count == ROWS_MAX || no[0] == '\0' || strlen(no) >= sizeof r->numbers->no ||
        (at > 0 && strcmp(r->numbers[at - 1].no, no) == 0)) {
        return; // the first of a number counts
    }
    memmove(&r->numbers[at + 1], &r->numbers[at], (r->count - at) * sizeof(*r->numbers));
    struct number *n = &r->numbers[at];
    (void)snprintf(n->no, sizeof n->no, "%s", no);
    (void)snprintf(n->name, sizeof n->name, "%.190s", name);
    (void)snprintf(n->changed, sizeof n->changed, "%s", changed);
    n->is_used = is_used;
    r->count++;
}

void sim_registry_add_item(struct sim_registry *r, const char *no, const char *name,
                           const char *detail_no, bool is_used)
{
    if (r->item_count == ITEMS_MAX || strlen(no) != 8 || strlen(detail_no) != 10) {
        return;
    }
    struct item *i = &r->items[r->item_count++];
    (void)snprintf(i->no, sizeof i->no, "%s", no);
    (void)snprintf(i->name, sizeof i->name, "%.190s", name);
    (void)snprintf(i->detail_no, sizeof i->detail_no, "%s", detail_no);
    i->is_used = is_used;
}

// One of each 세부품명번호, from 20000001 on.
static void add_item_of(struct sim_registry *r, const char *detail_no, const char *name)
{
    char no[9];
    char words[240];
    unsigned next = (unsigned)r->item_count % ITEMS_MAX + 1;
    (void)snprintf(no, sizeof no, "2%07u", next);
    (void)snprintf(words, sizeof words, "%.180s, 두레공방, DR-%u", name, next);
    sim_registry_add_item(r, no, words, detail_no, true);
}

static void add_with_classes(struct sim_registry *r, const char *no, const char *name)
{
    char above[12];
    char words[80];
    for (size_t digits = 2; digits <= 6; digits += 2) {
        (void)snprintf(above, sizeof above, "%.*s", (int)digits, no);
        (void)snprintf(words, sizeof words, "%s류 물품", above);
        sim_registry_add(r, above, words, true, SINCE);
    }
    sim_registry_add(r, no, name, true, SINCE);
}

struct sim_registry *sim_registry_open(struct arena *a, const char *key, str categories,
                                       const struct sim_registry_fault *fault)
{
    struct sim_registry *r = NEW(a, struct sim_registry);
    struct csv csv;
    const str *fields = NULL;
    size_t columns[4];
    r->fault = *fault;
    r->key = key;
    r->calls_most = 1000;
    r->numbers = NEW_ARRAY(a, ROWS_MAX + 1, struct number);
    r->items = NEW_ARRAY(a, ITEMS_MAX, struct item);
    if (csv_init(&csv, a, categories) != NULL || !csv_column(&csv, S("unspsc8"), &columns[0]) ||
        !csv_column(&csv, S("name_ko"), &columns[1]) ||
        !csv_column(&csv, S("detail10"), &columns[2]) ||
        !csv_column(&csv, S("detail_name_ko"), &columns[3])) {
        return r;
    }
    while (csv_next(&csv, &fields) == NULL && fields != NULL) {
        str class_no = fields[columns[0]];
        str detail_no = fields[columns[2]];
        if (class_no.n == 8) {
            add_with_classes(r, str_to_c(a, class_no), str_to_c(a, fields[columns[1]]));
        }
        if (detail_no.n == 10) {
            sim_registry_add(r, str_to_c(a, detail_no), str_to_c(a, fields[columns[3]]), true,
                             SINCE);
            add_item_of(r, str_to_c(a, detail_no), str_to_c(a, fields[columns[3]]));
        }
    }
    return r;
}

void sim_registry_set_calls(struct sim_registry *r, int most)
{
    r->calls_most = most;
}

// The value of a name in the query; empty when it is not there.
static str ask(str query, const char *name)
{
    while (query.n > 0) {
        str pair = str_cut(&query, '&');
        if (str_equals(str_cut(&pair, '='), str_view(name))) {
            return pair;
        }
    }
    return S("");
}

// Whether a value of the query means this text: %XX decoded.
static bool means(str value, const char *text)
{
    size_t n = 0;
    for (size_t i = 0; i < value.n; i++, n++) {
        char c = value.p[i];
        if (c == '%' && i + 2 < value.n) {
            char hex[3] = {value.p[i + 1], value.p[i + 2], '\0'};
            c = (char)strtol(hex, NULL, 16);
            i += 2;
        }
        if (text[n] == '\0' || text[n] != c) {
            return false;
        }
    }
    return text[n] == '\0';
}

static void say_xml(struct sim_answer *out, int code, const char *word)
{
    out->media_type = "text/xml; charset=utf-8";
    out_format(&out->body,
               "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
               "<returnAuthMsg>%s</returnAuthMsg><returnReasonCode>%02d</returnReasonCode>"
               "</cmmMsgHeader></OpenAPI_ServiceResponse>",
               word, code);
}

static void say_code(struct sim_answer *out, int code, const char *word)
{
    out_format(&out->body,
               "{\"nkoneps.com.response.ResponseError\":{\"header\":{\"resultCode\":\"%02d\","
               "\"resultMsg\":\"%s\"}}}",
               code, word);
}

static bool is_day(str s)
{
    int64_t value = 0;
    if (s.n != 8 || !str_parse_i64(s, &value)) {
        return false;
    }
    return date_ymd_is_valid((int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100));
}

// A page that is asked for.
struct asked {
    bool is_item;
    str item_no; // then
    int64_t digits;
    int64_t page;
    int64_t rows;
    str from;
    str until;
};

static bool has_right_days(str query, struct asked *q)
{
    q->from = ask(query, "inqryBgnDate");
    q->until = ask(query, "inqryEndDate");
    if (ask(query, "inqryDiv").n == 0) {
        return q->from.n == 0 && q->until.n == 0;
    }
    return str_equals(ask(query, "inqryDiv"), S("1")) && is_day(q->from) && is_day(q->until) &&
           str_compare(q->from, q->until) <= 0;
}

static bool is_among(const struct number *n, const struct asked *q)
{
    str changed = str_view(n->changed);
    return strlen(n->no) == (size_t)q->digits &&
           (q->from.n == 0 ||
            (str_compare(q->from, changed) <= 0 && str_compare(changed, q->until) <= 0));
}

static void say_row(struct out *o, const struct number *n, bool spoils)
{
    const char *kind = strlen(n->no) == 10 ? "dtilPrdctClsfcNo" : "prdctClsfcNo";
    out_format(o, "{\"%s\":", kind);
    if (strlen(n->no) == 2) {
        out_format(o, "%s", n->no); // a number that is no text
    } else {
        out_json(o, str_view(n->no));
    }
    out_format(o, ",\"%sNm\":", kind);
    if (spoils) {
        out_str(o, S("\"\xB9\xB0\xC7\xB0\"")); // 물품 in EUC-KR
    } else {
        out_json(o, str_view(n->name));
    }
    out_format(o, ",\"%sEngNm\":null,\"useYn\":\"%s\",\"chgDate\":\"%.4s-%.2s-%.2s\"}", kind,
               n->is_used ? "Y" : "N", n->changed, n->changed + 4, n->changed + 6);
}

static void say_item(struct out *o, const struct item *i)
{
    out_str(o, S("{\"sno\":\"1\",\"prdctImgLrge\":null,\"prdctClsfcNo\":\""));
    out_format(o, "%.8s\",\"prdctIdntNo\":%s,\"dtilPrdctClsfcNo\":\"%s\",\"krnPrdctNm\":",
               i->detail_no, i->no, i->detail_no); // a number that is no text
    out_json(o, str_view(i->name));
    out_format(o, ",\"dltYn\":\"%s\",\"useYn\":\"Y\"}", i->is_used ? "N" : "Y");
}

// Those of a page, parted by commas; how many, and how many there are of all pages.
static int64_t say_rows(const struct sim_registry *r, const struct asked *q, bool spoils,
                        struct out *o, int64_t *out_total)
{
    int64_t said = 0;
    for (size_t i = 0; !q->is_item && i < r->count; i++) {
        if (is_among(&r->numbers[i], q) && (*out_total)++ / q->rows == q->page - 1) {
            out_str(o, said++ == 0 ? S("") : S(","));
            say_row(o, &r->numbers[i], spoils);
        }
    }
    for (size_t i = 0; q->is_item && i < r->item_count; i++) {
        bool is_it = str_equals(q->item_no, str_view(r->items[i].no));
        if (is_it && (*out_total)++ / q->rows == q->page - 1) {
            out_str(o, said++ == 0 ? S("") : S(","));
            say_item(o, &r->items[i]);
        }
    }
    return said;
}

static void say_page(const struct sim_registry *r, const struct asked *q,
                     enum sim_registry_trouble trouble, struct out *o)
{
    struct out items;
    int64_t total = 0;
    out_init(&items, o->arena, o->limit);
    int64_t said = say_rows(r, q, trouble == SIM_REGISTRY_CHARSET, &items, &total);
    total += trouble == SIM_REGISTRY_TOTAL ? 1 : 0;
    out_str(o, S("{\"response\":{\"header\":{\"resultCode\":\"00\",\"resultMsg\":\"정상\"},"
                 "\"body\":{\"items\":"));
    out_str(o, said == 0 ? S("\"\"") : said == 1 ? S("") : S("["));
    out_str(o, out_view(&items));
    out_str(o, said > 1 ? S("]") : S(""));
    const char *quote = q->page % 2 == 0 ? "\"" : "";
    out_format(o, ",\"numOfRows\":%s%lld%s,\"pageNo\":%s%lld%s,\"totalCount\":%s%lld%s}}}", quote,
               (long long)q->rows, quote, quote, (long long)q->page, quote, quote, (long long)total,
               quote);
    if (trouble == SIM_REGISTRY_MALFORMED) {
        out_char(o, ',');
    }
}

// The trouble of this answer.
static enum sim_registry_trouble next_trouble(struct sim_registry *r)
{
    if (r->fault.trouble == SIM_REGISTRY_NONE || r->fault.times == 0) {
        return SIM_REGISTRY_NONE;
    }
    if (r->good < r->fault.after) {
        r->good++;
        return SIM_REGISTRY_NONE;
    }
    r->fault.times--;
    return r->fault.trouble;
}

static void answer_page(struct sim_registry *r, const struct asked *q, struct sim_answer *out)
{
    enum sim_registry_trouble trouble = next_trouble(r);
    out->hangs_up = trouble == SIM_REGISTRY_HANG_UP;
    out->silent = trouble == SIM_REGISTRY_DELAY;
    out->is_cut = trouble == SIM_REGISTRY_CUT;
    if (trouble == SIM_REGISTRY_STATUS) {
        out->status = r->fault.number;
    } else if (trouble == SIM_REGISTRY_CODE) {
        say_code(out, r->fault.number, "오류");
    } else if (trouble == SIM_REGISTRY_XML) {
        say_xml(out, r->fault.number, "SERVICE_ERROR");
    } else {
        say_page(r, q, trouble, &out->body);
    }
}

static bool counts(struct sim_registry *r)
{
    long day = (long)((time(NULL) + 9 * 3600) / 86400);
    r->calls = r->calls_day == day ? r->calls + 1 : 1;
    r->calls_day = day;
    return r->calls <= r->calls_most;
}

// The digits of the operation; 0: none of ours. Old and new service carry their mark alike.
static int64_t digits_of(str path)
{
    static const int64_t UNITS[] = {2, 4, 6, 8, 10};
    char name[120];
    for (size_t i = 0; i < COUNT(UNITS); i++) {
        for (int k = 0; k < 2; k++) {
            const char *mark = k == 0 ? "" : "02";
            (void)snprintf(name, sizeof name, ROOT "%s/getPrdctClsfcNoUnit%dInfo%s", mark,
                           (int)UNITS[i], mark);
            if (str_equals(path, str_view(name))) {
                return UNITS[i];
            }
        }
    }
    return 0;
}

static bool is_item_path(str path)
{
    return str_equals(path, S(ROOT "/getThngPrdnmLocplcAccotListInfoInfoPrdlstSearch")) ||
           str_equals(path, S(ROOT "02/getThngPrdnmLocplcAccotListInfoInfoPrdlstSearch02"));
}

bool sim_registry_answer(struct sim_registry *r, const struct sim_request *rq,
                         struct sim_answer *out)
{
    struct asked q = {.digits = digits_of(rq->path),
                      .is_item = is_item_path(rq->path),
                      .item_no = ask(rq->query, "prdctIdntNo")};
    bool is_ours = str_starts(rq->path, S(ROOT)) || str_starts(rq->path, S(OLD_ROOT));
    if (!is_ours || !str_equals(rq->method, S("GET"))) {
        return false;
    }
    if (q.digits == 0 && !q.is_item) {
        say_xml(out, 12, "NO_OPENAPI_SERVICE_ERROR");
    } else if (!means(ask(rq->query, "serviceKey"), r->key)) {
        say_xml(out, 30, "SERVICE_KEY_IS_NOT_REGISTERED_ERROR");
    } else if (!counts(r)) {
        say_xml(out, 22, "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR");
    } else if (!str_parse_i64(ask(rq->query, "pageNo"), &q.page) || q.page < 1 ||
               !str_parse_i64(ask(rq->query, "numOfRows"), &q.rows) || q.rows < 1 ||
               q.rows > PAGE_ROWS_MAX || !str_equals(ask(rq->query, "type"), S("json"))) {
        say_code(out, 7, "입력범위값 초과 에러");
    } else if (q.is_item && q.item_no.n != 8) {
        say_code(out, 11, "필수값 입력 에러");
    } else if (!has_right_days(rq->query, &q)) {
        say_code(out, 10, "날짜 형식 에러");
    } else {
        answer_page(r, &q, out);
    }
    return true;
}
