// What a search found, as a sheet: the same conditions in the same order, for whoever may search.

#include "market/search/search_sheet_web.h"

#include "base/limits.h"
#include "market/catalog/catalog_web.h"
#include "market/party/right.h"
#include "market/search/search_chip_web.h"
#include "platform/sheet/sheet_write.h"

static err begin(struct sheet_writer *w)
{
    const struct sheet_column columns[] = {
        {.name = S("상품명"),             .width = 40},
        {.name = S("제조사"),             .width = 16},
        {.name = S("분류"),                .width = 16},
        {.name = S("공급기업"),          .width = 20},
        {.name = S("기업 소재지"),      .width = 12},
        {.name = S("기업 유형·인증"), .width = 30},
        {.name = S("단가(원)"),           .width = 14},
        {.name = S("부가가치세"),       .width = 12},
        {.name = S("판매 단위"),         .width = 10},
        {.name = S("최소 주문 수량"),  .width = 14},
        {.name = S("납기(일)"),           .width = 10},
        {.name = S("직접 생산"),         .width = 10},
        {.name = S("계약(건)"),           .width = 10},
        {.name = S("상품 주소"),         .width = 40},
    };
    return sheet_write_begin(w, S("상품"), columns, COUNT(columns));
}

static str tags_of(struct arena *a, const struct search_hit *h)
{
    str said = S("");
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        if ((h->tags >> k & 1) != 0) {
            str label = certificate_kind_label((enum certificate_kind)k);
            said =
                str_format(a, "%.*s%s%.*s", STR_ARG(said), said.n == 0 ? "" : ", ", STR_ARG(label));
        }
    }
    return said;
}

static void write_hit(struct sheet_writer *w, const struct request *rq, struct arena *a,
                      const struct search *s, const struct search_hit *h)
{
    href to = catalog_product_path(a, h->product_no, h->offer_no);
    sheet_write_text(w, h->title);
    sheet_write_text(w, h->maker);
    sheet_write_text(w, search_category_name(s, h->category_code));
    sheet_write_text(w, h->supplier_name);
    sheet_write_text(w, search_district_name(s, h->district_code));
    sheet_write_text(w, tags_of(a, h));
    sheet_write_amount(w, h->price.won);
    sheet_write_text(w, h->exempt ? S("면세") : S("포함"));
    sheet_write_text(w, h->unit);
    sheet_write_amount(w, h->quantity_min);
    sheet_write_amount(w, h->lead_days);
    sheet_write_text(w, h->own_production ? S("예") : S("아니오"));
    sheet_write_amount(w, h->contract_count);
    sheet_write_text(w, request_whole_address(rq, a, to.path));
    sheet_write_end_row(w);
}

static void write_fact(struct sheet_writer *w, str name, str value)
{
    sheet_write_text(w, name);
    sheet_write_text(w, value);
    sheet_write_end_row(w);
}

static str count_text(struct arena *a, int64_t count)
{
    return str_format(a, "%.*s건", STR_ARG(money_format(a, WON(count)))); // with thousands
}

static str rest_text(struct arena *a, const struct search_result *r)
{
    return str_format(a,
                      "%.*s이 더 있습니다. 한 파일에는 앞에서부터 " TEXT_OF(
                          LIMIT_SEARCH_SHEET) "건까지 담습니다. 조건을 좁혀 나누어 받아 주세요.",
                      STR_ARG(count_text(a, r->total - (int64_t)r->hits.count)));
}

// What was asked, when, and how much of it is there.
static err write_facts(struct sheet_writer *w, struct unit *u, const struct search *s,
                       const struct asked *k, const struct search_result *r)
{
    const struct sheet_column facts[] = {
        {.name = S("이 파일"), .width = 16},
        {.name = S("내용"),     .width = 60},
    };
    struct arena *a = u->arena;
    int64_t count = (int64_t)r->hits.count;
    str asked = search_say(a, s, k);
    TRY(sheet_write_begin(w, S("찾은 조건"), facts, COUNT(facts)));
    write_fact(w, S("찾은 조건"), asked.n > 0 ? asked : S("모든 상품"));
    write_fact(w, S("찾은 날"), date_format(a, u->today));
    write_fact(w, S("찾은 상품"), count_text(a, r->total));
    write_fact(w, S("담은 상품"), count_text(a, count));
    if (r->total > count) {
        write_fact(w, S("담지 않은 상품"), rest_text(a, r));
    }
    write_fact(w, S("단가"), S("단위 하나의 값이고 부가가치세를 포함합니다(면세 상품 빼고)."));
    return NULL;
}

// The last row says that there are others, in the words of the limit.
static void write_rest(struct sheet_writer *w, struct arena *a, const struct search_result *r)
{
    sheet_write_text(w, rest_text(a, r));
    sheet_write_end_row(w);
}

// GET /search.xlsx?as=: the question of /search.
static err get_sheet(struct unit *u, const struct request *rq, struct response *rs)
{
    struct search *s = NULL;
    struct asked k;
    struct search_result r;
    struct sheet_writer *w = NULL;
    enum sheet_form form = sheet_form_from(request_query(rq, "as"));
    TRY(search_here(u, &s));
    TRY(search_read(s, u, rq, &k));
    k.query.after = S(""); // from the first one on, whatever page it was asked from
    k.query.before = S("");
    k.query.rows = LIMIT_SEARCH_SHEET;
    TRY(search_find(s, u->arena, &k.query, &r));
    TRY(sheet_write_open(u->arena, form, NULL, &w));
    TRY(begin(w));
    for (size_t i = 0; i < r.hits.count; i++) {
        write_hit(w, rq, u->arena, s, &r.hits.items[i]);
    }
    if (r.total > (int64_t)r.hits.count) {
        write_rest(w, u->arena, &r);
    }
    TRY(write_facts(w, u, s, &k, &r));
    TRY(sheet_write_close(w, &rs->body));
    response_attachment(rs, sheet_media_type(form),
                        str_join(u->arena, S("상품_검색."), sheet_ending(form)));
    return NULL;
}

const struct route SEARCH_SHEET_ROUTES[] = {
    // Of the web pool: those workers hold the search's copy, and 500 rows take a few pages' time.
    ROUTE(GET, "/search.xlsx", get_sheet, RIGHT_PUBLIC),
};
const size_t SEARCH_SHEET_ROUTE_COUNT = COUNT(SEARCH_SHEET_ROUTES);
