#include "market/quote/quote_list_web.h"

#include "base/limits.h"
#include "market/party/right.h"
#include "market/purchase/purchase_action.h"
#include "market/purchase/purchase_part_web.h"
#include "market/quote/quote_list_page.html.h"
#include "platform/web/site.h"

// What each list is called, by enum quote_reader.
static const struct {
    const char *tabs[2];
    const char *lead[2];
    const char *none[2];
    const char *next[2]; // what to do where nothing is
} LISTS[QUOTE_BUCKET_COUNT] = {
    [QUOTE_WAITING] = {{"답 기다림", "답할 요청"},
                       {"마감이 가까운 것부터", "마감이 가까운 것부터"},
                       {"답을 기다리는 견적요청이 없습니다", "답할 견적요청이 없습니다"},
                       {"구매 건에서 계약방법을 확인하면 견적을 요청할 수 있습니다.",
                        "기관이 견적을 요청하면 여기와 알림으로 알려 드립니다."}},
    [QUOTE_GIVEN] = {{"받은 견적", "낸 견적"},
                       {"새것부터", "새것부터"},
                       {"받은 견적이 없습니다", "낸 견적이 없습니다"},
                       {"기업이 답하면 여기에서 비교하고 고릅니다.",
                      "답한 견적과 선정된 견적이 여기에 남습니다."}                  },
    [QUOTE_PAST] = {{"끝난 요청", "끝난 요청"},
                       {"새것부터", "새것부터"},
                       {"끝난 견적요청이 없습니다", "끝난 견적요청이 없습니다"},
                       {"거절되거나 마감이 지난 요청이 여기에 남습니다.",
                     "거절했거나 마감이 지난 요청이 여기에 남습니다."}             },
};

static const char *base_path(enum quote_reader reader)
{
    return reader == QUOTE_FOR_SUPPLIER ? "/supplier/quotes" : "/buyer/quotes";
}

static href list_path(struct arena *a, enum quote_reader reader, enum quote_bucket bucket,
                      public_no after)
{
    href h = href_to(a, "%s", base_path(reader));
    h = href_with(a, h, "show",
                  bucket == QUOTE_WAITING ? S("") : str_view(quote_bucket_word(bucket)));
    return href_with(a, h, "after",
                     after.value == 0 ? S("") : str_format(a, "%lld", (long long)after.value));
}

static str wanted_of(struct arena *a, const struct quote_row *r)
{
    str first = str_format(a, "%.*s %lld%.*s", STR_ARG(r->first_title),
                           (long long)r->first_quantity, STR_ARG(r->first_unit));
    return r->line_count > 1
               ? str_format(a, "%.*s 외 %lld가지", STR_ARG(first), (long long)(r->line_count - 1))
               : first;
}

static void fill_row(struct unit *u, enum quote_reader reader, const struct quote_row *r,
                     struct quote_list_row *out)
{
    bool is_supplier = reader == QUOTE_FOR_SUPPLIER;
    *out = (struct quote_list_row){
        .path = href_to(u->arena, "%s/%lld", base_path(reader), (long long)r->no.value),
        .title = r->title,
        .who = is_supplier ? r->institution_name : r->supplier_name,
        .more = is_supplier ? r->department_name
                            : str_format(u->arena, "%.*s · %.*s", STR_ARG(r->department_name),
                                         STR_ARG(r->officer_name)),
        .state = quote_state_label(r->state, reader),
        .tone = quote_state_tone(r->state, reader),
        .closes_at = r->closes_at,
        .price = r->price,
        .valid_until = r->valid_until,
        .wanted = wanted_of(u->arena, r),
        .list = r->list,
        .awaits = r->state == QUOTE_OPEN && is_supplier,
    };
    if (r->state == QUOTE_OPEN) {
        int32_t days = date_days_between(u->today, instant_date(r->closes_at));
        out->left = purchase_left(u->arena, u->today, r->closes_at);
        out->left_tone = days <= 0 ? S("") : (days <= 3 ? S("soon") : S("far"));
    }
}

static void fill_tabs(struct unit *u, enum quote_reader reader, enum quote_bucket shown,
                      const int64_t *counts, struct tabs *out)
{
    out->label = S("견적요청의 상태");
    out->items.items = NEW_ARRAY(u->arena, QUOTE_BUCKET_COUNT, struct tab);
    out->items.count = QUOTE_BUCKET_COUNT;
    for (int i = 0; i < QUOTE_BUCKET_COUNT; i++) {
        out->items.items[i] = (struct tab){
            .text = str_view(LISTS[i].tabs[reader]),
            .path = list_path(u->arena, reader, (enum quote_bucket)i, NO_ID(public_no)),
            .count = counts[i],
            .current = (enum quote_bucket)i == shown,
        };
    }
}

static err show_list(struct unit *u, const struct request *rq, struct response *rs,
                     enum quote_reader reader)
{
    int shown = quote_bucket_from(request_query(rq, "show"));
    enum quote_bucket bucket = shown < 0 ? QUOTE_WAITING : (enum quote_bucket)shown;
    public_no after = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "after"), &after); // unreadable: from the top
    struct purchase_side side = purchase_side_of(u);
    int64_t counts[QUOTE_BUCKET_COUNT];
    quote_row_list list;
    TRY(quote_count(u->db, side, u->now, counts));
    TRY(quote_list_rows(u->db, u->arena, side, bucket, after, u->now, LIMIT_DESK_ROWS + 1, &list));
    struct quote_list_page page = {
        .is_supplier = reader == QUOTE_FOR_SUPPLIER,
        .is_waiting = bucket == QUOTE_WAITING,
        .lead = str_view(LISTS[bucket].lead[reader]),
        .empty = {.title = str_view(LISTS[bucket].none[reader]),
                  .text = str_view(LISTS[bucket].next[reader])},
        .pager = {.total = counts[bucket]                                            },
    };
    fill_tabs(u, reader, bucket, counts, &page.tabs);
    size_t count = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    page.rows.items = NEW_ARRAY(u->arena, count + 1, struct quote_list_row);
    page.rows.count = count;
    for (size_t i = 0; i < count; i++) {
        fill_row(u, reader, &list.items[i], &page.rows.items[i]);
    }
    if (after.value != 0) {
        page.pager.previous = list_path(u->arena, reader, bucket, NO_ID(public_no));
    }
    if (list.count > count) {
        page.pager.next = list_path(u->arena, reader, bucket, list.items[count - 1].no);
    }
    frame_fill(u, rq, &page.frame, S("견적요청"));
    quote_list_page_render(&rs->body, &page);
    return NULL;
}

// GET /supplier/quotes?show=&after=
static err get_supplier_list(struct unit *u, const struct request *rq, struct response *rs)
{
    return show_list(u, rq, rs, QUOTE_FOR_SUPPLIER);
}

// GET /buyer/quotes?show=&after=
static err get_buyer_list(struct unit *u, const struct request *rq, struct response *rs)
{
    return show_list(u, rq, rs, QUOTE_FOR_INSTITUTION);
}

const struct route QUOTE_LIST_ROUTES[] = {
    ROUTE(GET, "/supplier/quotes", get_supplier_list, RIGHT_SUPPLIER),
    ROUTE(GET, "/buyer/quotes", get_buyer_list, RIGHT_REQUEST),
};
const size_t QUOTE_LIST_ROUTE_COUNT = COUNT(QUOTE_LIST_ROUTES);
