#include "market/disclosure/disclosure_web.h"

#include "base/limits.h"
#include "market/disclosure/disclosure_list_page.html.h"
#include "market/disclosure/disclosure_page.html.h"
#include "market/party/right.h"
#include "market/record/record.h"
#include "platform/page/put.h"
#include "platform/web/site.h"

#define VALUE_MAX 200 // bytes of a period or an amount in words
#define YEAR_LEAST 2000
#define YEAR_MOST 2100
#define YEARS_SHOWN 20

// --- The address ---------------------------------------------------------------------------------

struct disclosure_filter disclosure_read_filter(const struct request *rq)
{
    struct disclosure_filter f = {
        .words = str_trim(request_query(rq, "words")),
        .district = str_trim(request_query(rq, "district")),
    };
    int64_t number = 0;
    if (str_length(f.words) > LIMIT_QUERY) {
        f.words = S(""); // nobody types that: show everything rather than an error
    }
    (void)public_no_parse(request_query(rq, "institution"), &f.institution);
    if (str_parse_i64(request_query(rq, "year"), &number) && number >= YEAR_LEAST &&
        number <= YEAR_MOST) {
        f.year = number;
    }
    if (f.year != 0 && str_parse_i64(request_query(rq, "month"), &number) && number >= 1 &&
        number <= 12) {
        f.month = number;
    }
    return f;
}

static href with_number(struct arena *a, href h, const char *name, int64_t value)
{
    return value == 0 ? h : href_with(a, h, name, str_format(a, "%lld", (long long)value));
}

href disclosure_address(struct arena *a, const char *path, const struct disclosure_filter *f)
{
    href h = href_with(a, href_to(a, "%s", path), "words", f->words);
    h = with_number(a, h, "institution", f->institution.value);
    h = with_number(a, h, "year", f->year);
    h = with_number(a, h, "month", f->month);
    return href_with(a, h, "district", f->district);
}

str disclosure_rate(struct arena *a, int64_t bp)
{
    return str_format(a, "%lld.%02lld", (long long)(bp / 100), (long long)(bp % 100));
}

static void fill_crumb(struct arena *a, str here, struct crumb *out)
{
    crumb_add(a, out, S("첫 화면"), href_to(a, "/"));
    if (here.n > 0) {
        crumb_add(a, out, S("수의계약 공개"), href_to(a, "/disclosure"));
    }
    out->here = here.n > 0 ? here : S("수의계약 공개");
}

// --- The list ------------------------------------------------------------------------------------

static void add_option(disclosure_options *list, str value, str text, str asked)
{
    list->items[list->count++] = (struct disclosure_option){value, text, str_equals(value, asked)};
}

static str number_text(struct arena *a, int64_t value)
{
    return value == 0 ? S("") : str_format(a, "%lld", (long long)value);
}

static void fill_options(struct arena *a, const struct disclosure_filter *f, int64_t first,
                         int64_t last, disclosure_districts districts,
                         struct disclosure_list_page *p)
{
    p->years.items = NEW_ARRAY(a, YEARS_SHOWN + 1, struct disclosure_option);
    add_option(&p->years, S(""), S("전체"), number_text(a, f->year));
    for (int64_t y = last; last > 0 && y >= first && p->years.count <= YEARS_SHOWN; y--) {
        str year = number_text(a, y);
        add_option(&p->years, year, str_join(a, year, S("년")), number_text(a, f->year));
    }
    p->months.items = NEW_ARRAY(a, 13, struct disclosure_option);
    add_option(&p->months, S(""), S("전체"), number_text(a, f->month));
    for (int64_t m = 1; m <= 12; m++) {
        str month = number_text(a, m);
        add_option(&p->months, month, str_join(a, month, S("월")), number_text(a, f->month));
    }
    p->districts.items = NEW_ARRAY(a, districts.count + 1, struct disclosure_option);
    add_option(&p->districts, S(""), S("전체"), f->district);
    for (size_t i = 0; i < districts.count; i++) {
        add_option(&p->districts, districts.items[i].code, districts.items[i].name, f->district);
    }
}

// The only page says what no statement had to count.
static void add_up(disclosures list, struct disclosure_total *out)
{
    struct disclosure_total t = {.rows = (int64_t)list.count};
    for (size_t i = 0; i < list.count; i++) {
        if (date_is_none(list.items[i].voided_on)) {
            t.price = money_add(t.price, list.items[i].price);
        }
    }
    *out = t;
}

static void fill_rows(struct arena *a, const struct disclosure_filter *f, disclosures list,
                      public_no older_than, struct disclosure_list_page *p)
{
    size_t shown = list.count > LIMIT_PAGE_ROWS ? LIMIT_PAGE_ROWS : list.count;
    p->rows.items = NEW_ARRAY(a, shown, struct disclosure_row);
    for (size_t i = 0; i < shown; i++) {
        const struct disclosure *d = &list.items[i];
        p->rows.items[p->rows.count++] = (struct disclosure_row){
            .path = href_to(a, "/disclosure/%lld", (long long)d->no.value),
            .title = d->title,
            .institution = d->institution_name,
            .department = d->department_name,
            .supplier = d->supplier_name,
            .contracted_on = d->contracted_on,
            .object = record_object_label(d->object),
            .price = d->price,
            .rate = disclosure_rate(a, d->rate_bp),
            .ground = d->ground,
            .voided_on = d->voided_on,
        };
    }
    href here = disclosure_address(a, "/disclosure", f);
    p->pager.total = p->total.rows;
    if (older_than.value != 0) {
        p->pager.previous = here;
    }
    if (list.count > shown) {
        p->pager.next = with_number(a, here, "before", list.items[shown - 1].no.value);
    }
}

// GET /disclosure?words=&institution=&year=&month=&district=&before=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    struct disclosure_filter f = disclosure_read_filter(rq);
    public_no older_than = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "before"), &older_than); // unreadable: from the top
    struct disclosure_list_page p = {
        .words = f.words,
        .institution_no = f.institution,
        .all_path = href_to(a, "/disclosure"),
        .csv_path = disclosure_address(a, "/open/disclosure.csv", &f),
    };
    disclosures list;
    disclosure_districts districts;
    int64_t first = 0;
    int64_t last = 0;
    TRY(disclosure_store_find_years(u->db, &first, &last));
    TRY(disclosure_store_list_districts(u->db, a, &districts));
    if (f.institution.value != 0) {
        TRY(disclosure_store_find_institution(u->db, f.institution, &p.institution));
    }
    TRY(disclosure_store_choose(u->db, a, &f));
    TRY(disclosure_store_count(u->db, a, &f, &p.total));
    TRY(disclosure_store_list(u->db, a, &f, older_than, LIMIT_PAGE_ROWS + 1, &list));
    if (p.total.is_unknown && older_than.value == 0 && list.count <= LIMIT_PAGE_ROWS) {
        add_up(list, &p.total);
    }
    fill_options(a, &f, first, last, districts, &p);
    fill_rows(a, &f, list, older_than, &p);
    fill_crumb(a, S(""), &p.crumb);
    p.narrowed = f.words.n > 0 || f.institution.value != 0 || f.year != 0 || f.district.n > 0;
    p.any = list.count > 0;
    p.empty = p.narrowed ? (struct empty){.title = S("조건에 맞는 수의계약이 없습니다"),
                                          .text = S("조건을 줄이거나 다른 말로 찾아보세요."),
                                          .button = S("조건 모두 지우기"),
                                          .path = p.all_path}
                         : (struct empty){.title = S("공개한 수의계약이 아직 없습니다"),
                                          .text = S("계약이 맺어지면 그날 여기에 공개합니다.")};
    frame_fill(u, rq, &p.frame, S("수의계약 공개"));
    disclosure_list_page_render(&rs->body, &p);
    rs->is_public = true;
    return NULL;
}

// --- One sheet -----------------------------------------------------------------------------------

static str say_won(struct arena *a, money amount)
{
    struct out o;
    out_init(&o, a, VALUE_MAX);
    put_money(&o, amount);
    out_str(&o, S("원"));
    return out_view(&o);
}

static str say_day(struct arena *a, date day)
{
    struct out o;
    out_init(&o, a, VALUE_MAX);
    put_date(&o, day);
    return out_view(&o);
}

static str say_period(struct arena *a, const struct disclosure *d)
{
    struct out o;
    out_init(&o, a, VALUE_MAX);
    put_date(&o, d->starts_on);
    out_str(&o, S(" ~ "));
    put_date(&o, d->ends_on);
    return out_view(&o);
}

// The value of a field of the law's sheet.
static str value_of(struct arena *a, const struct disclosure *d, str field, bool is_local)
{
    const struct {
        const char *field;
        str value;
    } VALUES[] = {
        {"title",            d->title            },
        {"contracted_on",    say_day(a,            d->contracted_on)},
        {"period",                  say_period(a,                               d)},
        {"estimated_won",                say_won(a,      d->estimated)},
        {"contract_won",say_won(a,d->price)},
        {"rate_bp",     str_join(a,                       disclosure_rate(a, d->rate_bp), S("%"))},
        {"supplier_name",                  d->supplier_name                             },
        {"representative", d->representative},
        {"address",                  d->address                       },
        {"ground",                  d->ground},
        {"reason",                  d->reason                                          },
        {"site",                  d->site       },
        {"remarks",                  d->remarks                                     },
    };
    if (!is_local && str_equals(field, S("ground"))) { // ground and reason in one
        return str_join(a, str_join(a, d->ground, S("\n")), d->reason);
    }
    for (size_t i = 0; i < COUNT(VALUES); i++) {
        if (str_equals(field, str_view(VALUES[i].field))) {
            return VALUES[i].value;
        }
    }
    return S("");
}

static void fill_facts(struct arena *a, const struct disclosure *d,
                       const struct disclosure_sheet *sheet, struct disclosure_page *p)
{
    bool has_reason = disclosure_sheet_has(sheet, S("reason"));
    p->facts.items = NEW_ARRAY(a, sheet->fields.count, struct fact);
    for (size_t i = 0; i < sheet->fields.count; i++) {
        const struct law_disclosure_field *f = sheet->fields.items[i];
        str value = value_of(a, d, f->field, has_reason);
        bool hidden = f->personal && value.n == 0;
        p->names_nobody = p->names_nobody || hidden;
        p->facts.items[p->facts.count++] = (struct fact){
            .name = f->label,
            .value = hidden        ? S("공개하지 않음")
                     : value.n > 0 ? value
                                   : S("없음"),
        };
    }
}

// GET /disclosure/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    public_no no;
    struct disclosure_found found;
    TRY(path_no(rq, "no", &no));
    TRY(disclosure_store_find(u->db, no, &found));
    const struct disclosure *d = &found.line;
    struct disclosure_sheet sheet = disclosure_sheet_of(u->law, found.regime, d->contracted_on, a);
    struct disclosure_page p = {
        .title = d->title,
        .institution = d->institution_name,
        .department = d->department_name,
        .no = d->no,
        .is_ordered = sheet.is_ordered,
        .article = sheet.fields.count > 0 ? sheet.fields.items[0]->head.article : S(""),
        .voided_on = d->voided_on,
        .completed_on = d->completed_on,
        .paid_on = d->paid_on,
        .paid = d->paid,
        .keep_until = d->keep_until,
        .published_at = d->published_at,
    };
    p.institution_path =
        with_number(a, href_to(a, "/disclosure"), "institution", found.institution_no.value);
    fill_facts(a, d, &sheet, &p);
    fill_crumb(a, d->title, &p.crumb);
    frame_fill(u, rq, &p.frame, d->title);
    disclosure_page_render(&rs->body, &p);
    rs->is_public = true;
    return NULL;
}

const struct route DISCLOSURE_ROUTES[] = {
    ROUTE(GET, "/disclosure", get_list, RIGHT_PUBLIC),
    ROUTE(GET, "/disclosure/:no", get_one, RIGHT_PUBLIC),
};
const size_t DISCLOSURE_ROUTE_COUNT = COUNT(DISCLOSURE_ROUTES);
