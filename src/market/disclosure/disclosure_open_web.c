#include "market/disclosure/disclosure_open_web.h"

#include <assert.h>

#include "base/csv.h"
#include "base/limits.h"
#include "market/disclosure/open_page.html.h"
#include "market/party/right.h"
#include "market/record/record.h"
#include "platform/web/site.h"

#define PACKAGE_CONTRACTS 100 // of one package: each with at most 100 items stays below LIMIT_PAGE
#define ROOM_LEFT (256 * KIB) // bytes: the longest row of a file fits
#define MONTHS_SHOWN 24

static str ocds_prefix = {.p = "ocds-000000", .n = sizeof "ocds-000000" - 1};

void disclosure_set_ocds_prefix(str prefix)
{
    assert(prefix.n > 0);
    ocds_prefix = prefix;
}

// Where the file goes on: for programs, since a file has no room for it (RFC 8288).
static void tell_next(struct response *rs, href here, public_no last)
{
    href next =
        href_with(rs->arena, here, "before", str_format(rs->arena, "%lld", (long long)last.value));
    response_header(rs, S("Link"),
                    str_format(rs->arena, "<%.*s>; rel=\"next\"", STR_ARG(next.path)));
}

// --- CSV -----------------------------------------------------------------------------------------

static void write_head(struct out *o)
{
    static const char *const COLUMNS[] = {
        "공개번호",        "기관",       "부서",
        "사업명",          "구분",       "계약일자",
        "계약시작일",      "계약종료일", "예정가격 또는 추정금액(A, 원)",
        "계약금액(B, 원)", "계약률(%)",  "상호",
        "대표자",          "주소",       "수의계약 근거",
        "수의계약 사유",   "사업장소",   "기타",
        "이행완료일",      "지급일",     "지급액(원)",
        "무효일",          "공개일",
    };
    csv_write_mark(o);
    for (size_t i = 0; i < COUNT(COLUMNS); i++) {
        csv_write_text(o, str_view(COLUMNS[i]));
    }
    csv_end_row(o);
}

static void write_row(struct out *o, const struct disclosure *d)
{
    csv_write_text(o, str_format(o->arena, "%lld", (long long)d->no.value));
    csv_write_text(o, d->institution_name);
    csv_write_text(o, d->department_name);
    csv_write_text(o, d->title);
    csv_write_text(o, record_object_label(d->object));
    csv_write_date(o, d->contracted_on);
    csv_write_date(o, d->starts_on);
    csv_write_date(o, d->ends_on);
    csv_write_number(o, d->estimated.won);
    csv_write_number(o, d->price.won);
    csv_write_text(o, disclosure_rate(o->arena, d->rate_bp));
    csv_write_text(o, d->supplier_name);
    csv_write_text(o, d->representative);
    csv_write_text(o, d->address);
    csv_write_text(o, d->ground);
    csv_write_text(o, d->reason);
    csv_write_text(o, d->site);
    csv_write_text(o, d->remarks);
    csv_write_date(o, d->completed_on);
    csv_write_date(o, d->paid_on);
    csv_write_number(o, d->paid.won);
    csv_write_date(o, d->voided_on);
    csv_write_date(o, instant_date(d->published_at));
    csv_end_row(o);
}

// A page shows everything where a condition cannot be read; a file does not say what was asked.
// Fails with DISCLOSURE_TIME_UNREAD (a month without its year, too), DISCLOSURE_INSTITUTION_UNREAD,
// DISCLOSURE_WORDS_LONG; DISCLOSURE_UNKNOWN where there is no such institution.
static err admit_file(struct unit *u, const struct request *rq, const struct disclosure_filter *f)
{
    str name;
    if ((request_query(rq, "year").n > 0 && f->year == 0) ||
        (request_query(rq, "month").n > 0 && f->month == 0)) {
        return &DISCLOSURE_TIME_UNREAD;
    }
    if (request_query(rq, "institution").n > 0 && f->institution.value == 0) {
        return &DISCLOSURE_INSTITUTION_UNREAD;
    }
    if (str_trim(request_query(rq, "words")).n > 0 && f->words.n == 0) {
        return &DISCLOSURE_WORDS_LONG;
    }
    return f->institution.value == 0
               ? NULL
               : disclosure_store_find_institution(u->db, f->institution, &name);
}

// GET /open/disclosure.csv: the list of /disclosure, the same conditions; in parts when it is long.
// Fails as admit_file does.
static err get_csv(struct unit *u, const struct request *rq, struct response *rs)
{
    struct disclosure_filter f = disclosure_read_filter(rq);
    public_no older_than = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &older_than); // unreadable: from the top
    disclosures list;
    TRY(admit_file(u, rq, &f));
    TRY(disclosure_store_choose(u->db, u->arena, &f));
    TRY(disclosure_store_list(u->db, u->arena, &f, older_than, LIMIT_ANSWER_ROWS + 1, &list));
    write_head(&rs->body);
    size_t written = 0;
    while (written < list.count && written < LIMIT_ANSWER_ROWS &&
           rs->body.n + ROOM_LEFT < LIMIT_PAGE) {
        write_row(&rs->body, &list.items[written++]);
    }
    if (written < list.count) {
        tell_next(rs, disclosure_address(u->arena, "/open/disclosure.csv", &f),
                  list.items[written - 1].no);
    }
    response_attachment(rs, S("text/csv; charset=utf-8"), S("수의계약_공개.csv"));
    rs->is_public = true;
    return NULL;
}

// --- Open contracting data -----------------------------------------------------------------------

// "2026-11"; this month where none is asked for. Fails with DISCLOSURE_MONTH_UNREAD.
static err read_month(const struct request *rq, date today, date *out)
{
    date month = date_month_begin(today);
    str typed = request_query(rq, "month");
    if (typed.n > 0 && !date_parse_month(typed, &month)) {
        return &DISCLOSURE_MONTH_UNREAD;
    }
    *out = month;
    return NULL;
}

static href package_path(struct arena *a, date month)
{
    return href_with(a, href_to(a, "/open/ocds/releases.json"), "month",
                     date_format_month(a, month));
}

// GET /open/ocds/releases.json?month=2026-11&before=
static err get_releases(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    date month = DATE_NONE;
    TRY(read_month(rq, u->today, &month));
    public_no older_than = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &older_than); // unreadable: from the top
    struct frame frame = {0};
    frame_fill(u, rq, &frame, S(""));
    href here = package_path(a, month);
    struct ocds_package p = {
        .publisher = frame.site_name,
        .prefix = ocds_prefix,
    };
    TRY(disclosure_store_list_open(u->db, a, month, older_than, PACKAGE_CONTRACTS + 1, &p));
    if (p.contracts.count == 0) {
        return &DISCLOSURE_UNKNOWN; // the standard knows no empty package
    }
    if (p.contracts.count > PACKAGE_CONTRACTS) {
        p.contracts.count = PACKAGE_CONTRACTS;
        tell_next(rs, here, p.contracts.items[PACKAGE_CONTRACTS - 1].line.no);
    }
    if (older_than.value != 0) {
        here = href_with(a, here, "before", request_query(rq, "before"));
    }
    p.uri = request_whole_address(rq, a, here.path);
    ocds_write_package(&rs->body, &p);
    rs->media_type = S("application/json");
    rs->is_public = true;
    return NULL;
}

// --- What there is -------------------------------------------------------------------------------

static void fill_months(struct arena *a, int64_t first, date today, struct open_page *p)
{
    p->months.items = NEW_ARRAY(a, MONTHS_SHOWN, struct open_month);
    date month = date_month_begin(today);
    while (first > 0 && date_year(month) >= first && p->months.count < MONTHS_SHOWN) {
        int year;
        int number;
        int day;
        date_to_ymd(month, &year, &number, &day);
        p->months.items[p->months.count++] = (struct open_month){
            .name = str_format(a, "%d년 %d월", year, number),
            .path = package_path(a, month),
        };
        month = date_add_months(month, -1);
    }
}

// GET /open
static err get_open(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    struct open_page p = {0};
    int64_t first = 0;
    int64_t last = 0;
    TRY(disclosure_store_find_years(u->db, &first, &last));
    fill_months(a, first, u->today, &p);
    crumb_add(a, &p.crumb, S("첫 화면"), href_to(a, "/"));
    p.crumb.here = S("공개 자료");
    frame_fill(u, rq, &p.frame, S("공개 자료"));
    open_page_render(&rs->body, &p);
    rs->is_public = true;
    return NULL;
}

const struct route DISCLOSURE_OPEN_ROUTES[] = {
    ROUTE(GET, "/open", get_open, RIGHT_PUBLIC),
    ROUTE_SLOW(GET, "/open/disclosure.csv", get_csv, RIGHT_PUBLIC),
    ROUTE_SLOW(GET, "/open/ocds/releases.json", get_releases, RIGHT_PUBLIC),
};
const size_t DISCLOSURE_OPEN_ROUTE_COUNT = COUNT(DISCLOSURE_OPEN_ROUTES);
