// The invented firms: what they deal in, what they are, and the certificates that say so.
#include "app/demo_city.h"

#include "app/demo_firm.sql.h"
#include "app/setup.h"
#include "base/limits.h"
#include "market/catalog/catalog_import_action.h"
#include "market/certificate/certificate.h"
#include "market/party/party_company_action.h"
#include "platform/secret/secret.h"

#define TRADES_MAX 64
#define NAME_TRIES 200 // there are some 50 first words for each trade's three second ones
#define NAME_PLACES 6  // of hashes of names, for each firm: most look at one or two
#define NO_TAG CERTIFICATE_KIND_COUNT

// Ways to be a firm: how often of a hundred, how it writes its name, which certificate it holds.
static const struct firm_kind {
    int64_t weight;
    const char *before;
    const char *after;
    bool is_corporation;
    enum certificate_kind tag;
    const char *word; // of its introduction
} KINDS[] = {
    {20, "㈜", "",                       true,  NO_TAG,                         "기업"            },
    {15, "",    "",                       false, NO_TAG,                         "업체"            },
    {12, "㈜", "",                       true,  CERTIFICATE_WOMEN,              "여성기업"      },
    {7,  "",    "",                       false, CERTIFICATE_WOMEN,              "여성기업"      },
    {10, "㈜", "",                       true,  CERTIFICATE_SOCIAL_ENTERPRISE,  "사회적기업"   },
    {6,  "",    " 사회적협동조합", true,  CERTIFICATE_SOCIAL_COOP,        "협동조합"      },
    {5,  "",    "협동조합",           true,  NO_TAG,                         "협동조합"      },
    {6,  "㈜", "",                       true,  CERTIFICATE_DISABLED,           "장애인기업"   },
    {4,  "",    " 자활기업",          false, CERTIFICATE_SELF_SUPPORT,       "자활기업"      },
    {4,  "",    " 마을기업",          true,  CERTIFICATE_VILLAGE,            "마을기업"      },
    {4,  "㈜", "",                       true,  CERTIFICATE_STANDARD_WORKPLACE, "표준사업장"   },
    {3,  "",    " 보호작업장",       false, CERTIFICATE_SEVERE_DISABILITY,  "생산시설"      },
    {3,  "㈜", "",                       true,  CERTIFICATE_YOUTH_STARTUP,      "청년창업기업"},
    {1,  "",    " 자활용사촌",       false, CERTIFICATE_VETERANS_GROUP,     "자활용사촌"   },
};

static const char FIRST_WORDS[] =
    "늘푸른|한마음|다온|새봄|온누리|빛글|맑은샘|든든|나란히|햇살|두손|이음|푸른솔|한울|가온|아람|"
    "솔빛|참좋은|해오름|물빛|다솜|미리내|별빛|고운손|큰나무|들꽃|새길|바른|아름드리|또래|한뜻|"
    "달구벌|팔공|비슬|금호|수성못|앞산|반월|무지개|우리동네|손잡고|모두|푸르미|도란도란|시나브로|"
    "꿈터|새벽|마중|너울|가람";

static const struct firm_kind *choose_kind(struct demo *d)
{
    int64_t left = demo_below(d, 100);
    size_t i = 0;
    while (i + 1 < COUNT(KINDS) && left >= KINDS[i].weight) {
        left -= KINDS[i].weight;
        i++;
    }
    return &KINDS[i];
}

static err load_trades(struct demo *d)
{
    struct csv c;
    TRY(demo_open_csv(d, "trades.csv", &c));
    d->trades.items = NEW_ARRAY(d->u->arena, TRADES_MAX, struct demo_trade);
    const str *row = NULL;
    for (;;) {
        TRY(csv_next(&c, &row));
        if (row == NULL || d->trades.count == TRADES_MAX) {
            break;
        }
        if (setup_cell(&c, row, "firm_words").n > 0) { // the other rows describe goods
            d->trades.items[d->trades.count++] =
                (struct demo_trade){.code = setup_cell(&c, row, "category_code"),
                                    .firm_words = setup_cell(&c, row, "firm_words"),
                                    .makers = setup_cell(&c, row, "makers"),
                                    .business_type = setup_cell(&c, row, "business_type"),
                                    .business_item = setup_cell(&c, row, "business_item"),
                                    .origins = setup_cell(&c, row, "origin"),
                                    .promise = setup_cell(&c, row, "text")};
        }
    }
    if (d->trades.count == 0) {
        *d->sentence = S("trades.csv: no firm's words in it");
        return &CATALOG_BAD_ROW;
    }
    return NULL;
}

static err load_districts(struct demo *d)
{
    struct arena *a = d->u->arena;
    d->district_codes.items = NEW_ARRAY(a, 32, str);
    d->district_names.items = NEW_ARRAY(a, 32, str);
    struct query *q = db_query(d->u->db, &SQL_DEMO_DISTRICTS);
    while (query_next(q)) {
        d->district_codes.items[d->district_codes.count++] = read_str(q, "code");
        d->district_names.items[d->district_names.count++] = read_str(q, "name");
    }
    return query_end(q);
}

str demo_business_no(struct demo *d, int64_t n)
{
    for (int64_t last = 0; last < 10; last++) {
        str no = str_format(d->u->arena, "999%06lld%lld", (long long)n, (long long)last);
        if (party_business_no_is_valid(no)) {
            return no;
        }
    }
    return S("");
}

// Take a name, unless it is taken: FNV-1a into open places.
static bool take_name(struct demo *d, str name)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < name.n; i++) {
        hash = (hash ^ (unsigned char)name.p[i]) * UINT64_C(0x100000001B3);
    }
    size_t places = (size_t)d->size->suppliers * NAME_PLACES;
    size_t place = (size_t)(hash % places);
    while (d->firm_names[place] != 0 && d->firm_names[place] != hash) {
        place = (place + 1) % places;
    }
    bool is_free = d->firm_names[place] == 0;
    d->firm_names[place] = hash;
    return is_free;
}

// A name no other firm has yet.
static str firm_name(struct demo *d, const struct firm_kind *kind, const struct demo_trade *trade)
{
    str name = {0};
    for (int tries = 0; tries < NAME_TRIES; tries++) {
        str first = demo_pick(d, str_view(FIRST_WORDS));
        str more = demo_is_large(d) && tries > 0 ? demo_pick(d, str_view(FIRST_WORDS)) : S("");
        str second = demo_pick(d, trade->firm_words);
        name = str_format(d->u->arena, "%s%.*s%.*s%.*s%s", kind->before, STR_ARG(first),
                          STR_ARG(more), STR_ARG(second), kind->after);
        if (take_name(d, name)) {
            return name;
        }
    }
    return name;
}

static err add_certificate(struct demo *d, int64_t supplier, enum certificate_kind kind)
{
    struct unit *u = d->u;
    bool open_ended = kind == CERTIFICATE_SOCIAL_ENTERPRISE || kind == CERTIFICATE_SOCIAL_COOP;
    bool weighs_weak = kind >= CERTIFICATE_SOCIAL_ENTERPRISE && kind <= CERTIFICATE_VILLAGE;
    date from = date_add_days(u->today, -(int32_t)demo_below(d, 900));
    struct query *q = db_query(u->db, &SQL_DEMO_CERTIFICATE_ADD);
    demo_bind_no(d, q);
    bind_i64(q, "supplier", supplier);
    bind_str(q, "kind", str_view(certificate_kind_word(kind)));
    bind_str(q, "number", str_format(u->arena, "시범-%05lld", (long long)demo_below(d, 100000)));
    bind_str(q, "issuer", S("시범 발급기관"));
    bind_date(q, "valid_from", from);
    bind_date(q, "valid_until", open_ended ? DATE_NONE : date_add_days(from, 3 * 365 - 1));
    bind_id(q, "vulnerable_bp", weighs_weak ? 2500 + demo_below(d, 4000) : 0);
    bind_instant(q, "now", u->now);
    return query_run(q, NULL);
}

static err add_certificates(struct demo *d, int64_t supplier, const struct firm_kind *kind)
{
    TRY(add_certificate(d, supplier, CERTIFICATE_SMALL_MICRO));
    if (kind->tag != NO_TAG) {
        TRY(add_certificate(d, supplier, kind->tag));
    }
    if (kind->tag != CERTIFICATE_WOMEN && demo_one_in(d, 5)) {
        TRY(add_certificate(d, supplier, CERTIFICATE_WOMEN));
    }
    return kind->tag == CERTIFICATE_SEVERE_DISABILITY
               ? add_certificate(d, supplier, CERTIFICATE_WELFARE_CORP)
               : NULL;
}

static err add_owner(struct demo *d, int64_t supplier, str representative, int64_t n)
{
    struct demo_post owner = {
        .supplier = supplier, .role = PARTY_OWNER, .title = "대표", .name = representative};
    owner.email = n == 1 ? S("supplier@demo.dure")
                         : str_format(d->u->arena, "supplier%lld@demo.dure", (long long)n);
    int64_t account = 0;
    return demo_add_person(d, &owner, &account);
}

static str introduction(struct demo *d, const struct firm_kind *kind,
                        const struct demo_trade *trade, int64_t district, date opened_on)
{
    return str_format(d->u->arena, "%d년에 문을 연 %.*s의 %.*s 전문 %s입니다. %.*s",
                      date_year(opened_on), STR_ARG(d->district_names.items[district]),
                      STR_ARG(trade->business_item), kind->word, STR_ARG(trade->promise));
}

static err set_bank(struct unit *u, int64_t supplier, int64_t n)
{
    struct query *q = db_query(u->db, &SQL_DEMO_SUPPLIER_BANK);
    str account = str_format(u->arena, "000-00-%07lld", (long long)n);
    bind_str(q, "account", secret_seal_row(u->arena, account, COMPANY_BANK_CONTEXT, supplier));
    bind_i64(q, "supplier", supplier);
    return query_run(q, NULL);
}

static err add_firm(struct demo *d, int64_t n)
{
    struct unit *u = d->u;
    // The first sells paper: what every institution buys.
    size_t place = (size_t)n % d->trades.count;
    const struct demo_trade *trade = &d->trades.items[place];
    const struct firm_kind *kind = n == 1 ? &KINDS[4] : choose_kind(d);
    str name = firm_name(d, kind, trade);
    int64_t district = demo_below(d, (int64_t)d->district_codes.count);
    date opened_on = date_add_days(u->today, -(int32_t)(400 + demo_below(d, 6000)));
    struct query *q = db_query(u->db, &SQL_DEMO_SUPPLIER_ADD);
    demo_bind_no(d, q);
    bind_str(q, "name", name);
    bind_str(q, "business_no", demo_business_no(d, n));
    str representative = demo_person_name(d);
    bind_str(q, "representative", representative);
    bind_bool(q, "is_corporation", kind->is_corporation);
    bind_str(q, "type", trade->business_type);
    bind_str(q, "item", trade->business_item);
    bind_str(q, "district", d->district_codes.items[district]);
    bind_str(q, "address",
             str_format(u->arena, "대구광역시 %.*s 시범로 %lld, %lld층",
                        STR_ARG(d->district_names.items[district]), 1LL + demo_below(d, 300),
                        1LL + demo_below(d, 4)));
    bind_str(q, "introduction", introduction(d, kind, trade, district, opened_on));
    bind_date(q, "opened_on", opened_on);
    bind_instant(q, "now", u->now);
    int64_t supplier = 0;
    TRY(query_run_id(q, &supplier));
    TRY(set_bank(u, supplier, n));
    TRY(add_certificates(d, supplier, kind));
    d->firms.items[d->firms.count++] =
        (struct demo_firm){.id = supplier, .name = name, .trade = place};
    return add_owner(d, supplier, representative, n);
}

err demo_load_firms(struct demo *d)
{
    TRY(load_trades(d));
    TRY(load_districts(d));
    d->firms.items = NEW_ARRAY(d->u->arena, (size_t)d->size->suppliers, struct demo_firm);
    d->firm_names = NEW_ARRAY(d->u->arena, (size_t)d->size->suppliers * NAME_PLACES, uint64_t);
    for (int64_t n = 1; n <= d->size->suppliers; n++) {
        TRY(add_firm(d, n));
    }
    return NULL;
}
