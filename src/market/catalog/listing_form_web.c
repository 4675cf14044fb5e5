// The form in which a firm describes what it sells, new or to be changed. What was typed stays.

#include <string.h>

#include "base/limits.h"
#include "market/catalog/guide_store.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_form_page.html.h"
#include "market/catalog/listing_part_web.h"
#include "market/catalog/listing_start_page.html.h"
#include "market/catalog/listing_terms_web.h"
#include "market/catalog/listing_text_web.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define OWN_CODE_MAX 40
#define UNIT_MAX 10

// In the order of the page.
static const struct field_label LABELS[] = {
    {"title",         "상품명"           },
    {"maker",         "제조사"           },
    {"model",         "모델명"           },
    {"origin",        "원산지"           },
    {"value",         "규격"              },
    {"description",   "설명"              },
    {"detail_no",     "세부품명번호"  },
    {"item_no",       "물품식별번호"  },
    {"vat",           "부가가치세"     },
    {"price",         "단가"              },
    {"unit",          "판매 단위"       },
    {"quantity_min",  "최소 주문 수량"},
    {"lead_days",     "납기"              },
    {"tiers",         "수량별 단가"    },
    {"tier_quantity", "수량별 단가"    },
    {"tier_price",    "수량별 단가"    },
    {"stock",         "재고"              },
    {"valid_until",   "가격 유효기간" },
    {"own_code",      "자체 상품코드" },
    {"reason",        "고치는 까닭"    },
};

// --- Where one begins ----------------------------------------------------------------------------

static err fill_groups(struct unit *u, struct listing_start_page *p)
{
    listing_leaf_list leaves;
    TRY(listing_store_leaves(u->db, u->arena, &leaves));
    p->groups.items = NEW_ARRAY(u->arena, leaves.count, struct listing_group);
    for (size_t i = 0; i < leaves.count; i++) {
        const struct listing_leaf *leaf = &leaves.items[i];
        bool goes_on = i > 0 && str_equals(leaves.items[i - 1].top, leaf->top) &&
                       str_equals(leaves.items[i - 1].middle, leaf->middle);
        if (!goes_on) {
            p->groups.items[p->groups.count++] = (struct listing_group){
                .name =
                    str_format(u->arena, "%.*s › %.*s", STR_ARG(leaf->top), STR_ARG(leaf->middle)),
                .options.items = NEW_ARRAY(u->arena, leaves.count - i, struct listing_option),
            };
        }
        struct listing_group *group = &p->groups.items[p->groups.count - 1];
        group->options.items[group->options.count++] =
            (struct listing_option){.value = leaf->code, .text = leaf->name};
    }
    return NULL;
}

// What the words of a title point to.
static err fill_guesses(struct unit *u, struct listing_start_page *p)
{
    const struct guide *guide = NULL;
    struct guide_guess guesses[GUIDE_GUESSES];
    size_t count = 0;
    if (p->title.n == 0) {
        return NULL;
    }
    TRY(guide_store_take(u->db, u->arena, u->guide_shelf, &guide));
    category_suggest(u->arena, guide, p->title, guesses, &count);
    p->is_unknown = count == 0;
    p->guesses.items = NEW_ARRAY(u->arena, count, struct listing_guess);
    for (size_t i = 0; i < count; i++) {
        href to = href_with(u->arena, href_to(u->arena, "%s/new", LISTING_HEAD), "title", p->title);
        p->guesses.items[p->guesses.count++] = (struct listing_guess){
            .path = href_with(u->arena, to, "category", guesses[i].leaf->code),
            .name = guesses[i].leaf->name,
            .place = guesses[i].leaf->path,
            .why = guesses[i].why,
        };
    }
    return NULL;
}

// One that was sent as it came says what is asked for.
static bool begins_with_nothing(const struct request *rq)
{
    str typed;
    return request_query_at(rq, "title", 0, &typed) && str_trim(typed).n == 0 &&
           str_trim(request_query(rq, "category")).n == 0;
}

static err render_start(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    struct listing_start_page p = {
        .crumb = listing_crumb(u->arena, NULL, S("새 상품 등록")),
        .title = str_trim(request_query(rq, "title")),
    };
    p.title = str_length(p.title) > LIMIT_NAME ? S("") : p.title;
    p.suggest =
        href_with(u->arena, href_to(u->arena, "%s/suggest", LISTING_HEAD), "title", p.title);
    TRY(fill_guesses(u, &p));
    TRY(fill_groups(u, &p));
    frame_fill(u, rq, &p.frame, S("새 상품 등록"));
    if (begins_with_nothing(rq)) {
        issues_add(&issues, "title", "상품명을 적거나 품목 분류를 골라 주세요.");
        p.frame.issues = &issues;
    }
    listing_start_page_render(&rs->body, &p);
    return NULL;
}

// --- Cells ---------------------------------------------------------------------------------------

static str number(struct arena *a, int64_t value)
{
    return str_format(a, "%lld", (long long)value);
}

// What the cells of a listing that is there would have been typed as.
static void fill_from_listing(struct arena *a, const struct listing *l, struct listing_form_page *p)
{
    const struct offer_terms *t = &l->terms;
    p->is_exempt = t->is_exempt;
    p->price = t->price.won == 0 ? S("") : money_format(a, t->price);
    p->unit = t->unit;
    p->quantity_min = number(a, t->quantity_min);
    p->lead_days = t->lead_days < 0 ? S("") : number(a, t->lead_days);
    p->stock = t->stock == LISTING_MADE_TO_ORDER ? S("") : number(a, t->stock);
    p->own_production = t->own_production;
    p->valid_until = date_is_none(t->valid_until) ? S("") : date_format_iso(a, t->valid_until);
    p->own_code = t->own_code;
    for (size_t i = 0; i < t->tiers.count; i++) {
        p->tiers.items[i].quantity = number(a, t->tiers.items[i].quantity_min);
        p->tiers.items[i].price = money_format(a, t->tiers.items[i].price);
    }
}

static void fill_from_request(struct arena *a, const struct request *rq,
                              struct listing_form_page *p)
{
    p->is_exempt = str_equals(request_field(rq, "vat"), S("exempt"));
    p->price = request_field(rq, "price");
    p->unit = request_field(rq, "unit");
    p->quantity_min = request_field(rq, "quantity_min");
    p->lead_days = request_field(rq, "lead_days");
    p->stock = request_field(rq, "stock");
    p->own_production = form_flag(rq, "own");
    p->valid_until = request_field(rq, "valid_until");
    p->own_code = request_field(rq, "own_code");
    p->reason = request_field(rq, "reason");
    for (size_t i = 0; i < p->tiers.count; i++) {
        p->tiers.items[i].quantity = request_field_key(a, rq, "tier_quantity", (int64_t)i + 1);
        p->tiers.items[i].price = request_field_key(a, rq, "tier_price", (int64_t)i + 1);
    }
}

static bool is_ticked(const struct request *rq, str code)
{
    str value;
    for (size_t n = 0; request_field_at(rq, "district", n, &value); n++) {
        if (str_equals(value, code)) {
            return true;
        }
    }
    return false;
}

static void fill_districts(struct arena *a, const struct request *rq,
                           const district_list *districts, const struct listing *l,
                           struct listing_form_page *p)
{
    p->districts.items = NEW_ARRAY(a, districts->count, struct listing_option);
    p->districts.count = districts->count;
    for (size_t i = 0; i < districts->count; i++) {
        str code = districts->items[i].code;
        p->districts.items[i] = (struct listing_option){
            .value = code,
            .text = districts->items[i].name,
            .selected = rq->method == POST ? is_ticked(rq, code)
                                           : attribute_words_hold(l->terms.districts, code),
        };
    }
}

// --- The form ------------------------------------------------------------------------------------

// `l` is what the cells hold before anybody types; `p` has heading, paths and kind of form.
static err render_form(struct unit *u, const struct request *rq, struct response *rs,
                       const struct listing_template *t, const struct listing *l,
                       struct listing_form_page *p, const struct issues *issues)
{
    struct arena *a = u->arena;
    district_list districts;
    struct listing_tier_cell *tiers = NEW_ARRAY(a, LIMIT_TIERS, struct listing_tier_cell);
    for (size_t i = 0; i < LIMIT_TIERS; i++) {
        tiers[i] = (struct listing_tier_cell){.key = (int64_t)i + 1};
    }
    p->tiers.items = tiers;
    p->tiers.count = LIMIT_TIERS;
    TRY(party_store_districts(u->db, a, &districts));
    if (rq->method == POST) {
        fill_from_request(a, rq, p);
    } else {
        fill_from_listing(a, l, p);
    }
    p->category = t->code;
    p->category_name = t->name;
    p->known_detail_no = t->detail_no;
    p->may_choose_vat = str_equals(t->vat, S("mixed"));
    p->is_exempt = p->may_choose_vat ? p->is_exempt : str_equals(t->vat, S("exempt"));
    if (p->has_shared_text) {
        p->title = l->text.title;
    } else {
        TRY(listing_text_fill(u, rq, t, &l->text, p));
        TRY(listing_number_fill(u, rq, &l->text, p));
    }
    if (rq->method == POST) {
        listing_terms_propose(a, rq, t, p);
    }
    fill_districts(a, rq, &districts, l, p);
    frame_fill(u, rq, &p->frame, p->heading);
    p->frame.issues = issues;
    listing_form_page_render(&rs->body, p);
    rs->status = issues == NULL ? 200 : 422;
    rs->asks_back = rq->method == POST && issues == NULL;
    return NULL;
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs,
                      const struct listing_template *t, const struct listing *l,
                      const struct issues *issues)
{
    struct listing_form_page p = {
        .crumb = listing_crumb(u->arena, NULL, S("새 상품 등록")),
        .heading = S("새 상품 등록"),
        .lead = S("등록하면 운영자가 검토한 뒤 기관이 찾을 수 있습니다."),
        .action = href_to(u->arena, "%s", LISTING_HEAD),
        .cancel = href_to(u->arena, "%s", LISTING_HEAD),
        .is_new = true,
        .button = S("등록하고 검토 받기"),
        .has_shared_text = l->offer_count > 1,
        .product = l->offer_count > 1 ? number(u->arena, l->product_no.value) : S(""),
        .other_category = href_with(u->arena, href_to(u->arena, "%s/new", LISTING_HEAD), "title",
                                    request_value(rq, "title")),
    };
    return render_form(u, rq, rs, t, l, &p, issues);
}

static struct listing blank_of(const struct listing_template *t, str title)
{
    return (struct listing){
        .text = {.title = title},
        .terms = { .unit = t->unit,
                 .quantity_min = 1,
                 .lead_days = -1,
                 .stock = LISTING_MADE_TO_ORDER,
                 .valid_until = DATE_NONE,
                 .is_exempt = str_equals(t->vat, S("exempt"))},
    };
}

// What another firm sells, as this one would offer it too.
static err find_shared(struct unit *u, public_no product, struct listing *l,
                       struct listing_template *t)
{
    TRY(listing_store_product(u->db, u->arena, product, l));
    TRY(listing_store_template(u->db, u->arena, l->text.category, t));
    l->terms = blank_of(t, S("")).terms;
    l->offer_count++; // with the one to come
    return NULL;
}

// GET /supplier/products/new?title=&category=&detail_no=&copy=&product=
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no copied;
    struct listing l;
    struct listing_template t;
    if (public_no_parse(request_query(rq, "copy"), &copied)) {
        TRY(listing_store_find(u->db, u->arena, u->actor->supplier, copied, &l));
        TRY(listing_store_template(u->db, u->arena, l.text.category, &t));
        l.terms.own_code = S(""); // of the one it was copied from
        return render_new(u, rq, rs, &t, &l, NULL);
    }
    if (public_no_parse(request_query(rq, "product"), &copied)) {
        TRY(find_shared(u, copied, &l, &t));
        return render_new(u, rq, rs, &t, &l, NULL);
    }
    err e = listing_store_template(u->db, u->arena, request_query(rq, "category"), &t);
    if (e == &LISTING_NO_CATEGORY) {
        return render_start(u, rq, rs);
    }
    TRY(e);
    l = blank_of(&t, request_query(rq, "title"));
    l.text.detail_no = request_query(rq, "detail_no"); // found before; checked when it is sent
    return render_new(u, rq, rs, &t, &l, NULL);
}

// --- Reading it ----------------------------------------------------------------------------------

static void read_tiers(const struct request *rq, struct issues *is, struct arena *a,
                       offer_tier_list *out)
{
    out->items = NEW_ARRAY(a, LIMIT_TIERS, struct offer_tier);
    for (int64_t key = 1; key <= LIMIT_TIERS; key++) {
        str quantity = str_trim(request_field_key(a, rq, "tier_quantity", key));
        str price = str_trim(request_field_key(a, rq, "tier_price", key));
        if (quantity.n > 0 || price.n > 0) {
            out->items[out->count++] = (struct offer_tier){
                .quantity_min =
                    form_i64_at(rq, is, a, "tier_quantity", key, REQUIRED, 2, LIMIT_QUANTITY),
                .price = form_money_at(rq, is, a, "tier_price", key, REQUIRED, WON(LIMIT_WON)),
            };
        }
    }
}

static str read_districts(const struct request *rq, struct arena *a, const district_list *districts)
{
    str codes = S("");
    size_t ticked = 0;
    for (size_t i = 0; i < districts->count; i++) {
        if (is_ticked(rq, districts->items[i].code)) {
            codes = str_format(a, "%.*s%s%.*s", STR_ARG(codes), ticked == 0 ? "" : "|",
                               STR_ARG(districts->items[i].code));
            ticked++;
        }
    }
    return ticked == districts->count ? S("") : codes; // all of them is the whole city
}

static void read_terms(const struct request *rq, struct issues *is, struct arena *a,
                       const struct listing_template *t, const district_list *districts,
                       struct offer_terms *out)
{
    bool is_mixed = str_equals(t->vat, S("mixed"));
    bool has_stock = str_trim(request_field(rq, "stock")).n > 0;
    *out = (struct offer_terms){
        .price = form_money(rq, is, "price", REQUIRED, WON(LIMIT_WON)),
        .is_exempt = is_mixed ? str_equals(request_field(rq, "vat"), S("exempt"))
                              : str_equals(t->vat, S("exempt")),
        .unit = form_line(rq, is, "unit", REQUIRED, UNIT_MAX),
        .quantity_min = form_i64(rq, is, "quantity_min", REQUIRED, 1, LIMIT_QUANTITY),
        .lead_days = form_i64(rq, is, "lead_days", REQUIRED, 0, LIMIT_LEAD_DAYS),
        .own_production = form_flag(rq, "own"),
        .stock = has_stock ? form_i64(rq, is, "stock", REQUIRED, 0, LIMIT_QUANTITY)
                           : LISTING_MADE_TO_ORDER,
        .valid_until = form_date(rq, is, "valid_until", OPTIONAL),
        .districts = read_districts(rq, a, districts),
        .own_code = form_line(rq, is, "own_code", OPTIONAL, OWN_CODE_MAX),
    };
    read_tiers(rq, is, a, &out->tiers);
}

static err read_form(struct unit *u, const struct request *rq, struct issues *is,
                     const struct listing_template *t, struct listing *out)
{
    district_list districts;
    TRY(party_store_districts(u->db, u->arena, &districts));
    read_terms(rq, is, u->arena, t, &districts, &out->terms);
    if (out->offer_count > 1) { // others sell it too: the text stays
        listing_join_check(u, is, t, listing_check_terms(u->arena, t, &out->terms, u->today));
        return NULL;
    }
    str was = out->text.detail_no;
    listing_text_read(rq, is, u->arena, t, &out->text);
    TRY(listing_store_judge(u->db, was, &out->text));
    listing_join_check(u, is, t, listing_check(u->arena, t, out, u->today));
    return NULL;
}

static const char *field_of(err fault)
{
    return fault == &LISTING_CODE_KNOWN ? "own_code" : "";
}

// A form in which nothing is wrong, and something is to be seen before it is saved.
static void refuse_once(struct response *rs)
{
    rs->status = 422;
    rs->asks_back = false;
}

// POST /supplier/products
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct listing_template t;
    struct listing l = {0};
    public_no shared;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    bool is_shared = public_no_parse(request_field(rq, "product"), &shared);
    if (is_shared) {
        TRY(find_shared(u, shared, &l, &t));
    } else {
        TRY(listing_store_template(u->db, u->arena, request_field(rq, "category"), &t));
    }
    if (listing_only_asks(rq)) {
        return render_new(u, rq, rs, &t, &l, NULL);
    }
    TRY(read_form(u, rq, &issues, &t, &l));
    bool asks = false;
    if (issues.count == 0 && !is_shared) {
        TRY(listing_make_asks(u, rq, &(struct product_text){0}, &l.text, &asks));
    }
    if (asks) {
        TRY(render_new(u, rq, rs, &t, &l, NULL));
        refuse_once(rs);
        return NULL;
    }
    if (issues.count == 0) {
        err e = is_shared ? listing_action_join(u, &l, S("함께 팔기 시작"))
                          : listing_action_add(u, &l, S("처음 등록"));
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    if (issues.count > 0) {
        return render_new(u, rq, rs, &t, &l, &issues);
    }
    return see_other(rs, "%s/%lld", LISTING_HEAD, (long long)l.no.value);
}

// --- Changing one --------------------------------------------------------------------------------

static err render_edit(struct unit *u, const struct request *rq, struct response *rs,
                       const struct listing_template *t, const struct listing *l,
                       const struct issues *issues)
{
    href back = href_to(u->arena, "%s/%lld", LISTING_HEAD, (long long)l->no.value);
    struct listing_form_page p = {
        .crumb = listing_crumb(u->arena, l, S("고치기")),
        .heading = S("상품 고치기"),
        .button = S("저장"),
        .lead = S("고친 내용은 변경 이력에 남고, 진행 중인 구매는 처음 본 조건으로 이어집니다."),
        .action = href_to(u->arena, "%s/%lld/edit", LISTING_HEAD, (long long)l->no.value),
        .cancel = back,
        .has_shared_text = l->offer_count > 1,
        .propose = href_to(u->arena, "%s/%lld/propose", LISTING_HEAD, (long long)l->no.value),
        .state_reason = l->state == LISTING_RETURNED ? l->state_reason : S(""),
        .version = number(u->arena, form_version(rq, issues, l->version)),
    };
    return render_form(u, rq, rs, t, l, &p, issues);
}

static err find_own(struct unit *u, const struct request *rq, struct listing *l,
                    struct listing_template *t)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(listing_store_find(u->db, u->arena, u->actor->supplier, no, l));
    return listing_store_template(u->db, u->arena, l->text.category, t);
}

// GET /supplier/products/:no/edit
static err get_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct listing l;
    struct listing_template t;
    TRY(find_own(u, rq, &l, &t));
    return render_edit(u, rq, rs, &t, &l, NULL);
}

static void compare(struct arena *a, const struct request *rq, const struct listing_template *t,
                    const struct listing *l, struct issues *issues)
{
    struct listing_form_page is = {0};
    is.tiers.items = NEW_ARRAY(a, LIMIT_TIERS, struct listing_tier_cell);
    fill_from_listing(a, l, &is);
    const struct form_saved known[] = {
        {"title",        is.title       },
        {"maker",        is.maker       },
        {"model",        is.model       },
        {"origin",       is.origin      },
        {"description",  is.description },
        {"detail_no",    is.detail_no   },
        {"item_no",      is.item_no     },
        {"price",        is.price       },
        {"unit",         is.unit        },
        {"quantity_min", is.quantity_min},
        {"lead_days",    is.lead_days   },
        {"stock",        is.stock       },
        {"valid_until",  is.valid_until },
        {"own_code",     is.own_code    },
    };
    size_t count = COUNT(known) + t->attributes.count;
    struct form_saved *saved = NEW_ARRAY(a, count, struct form_saved);
    memcpy(saved, known, sizeof(known));
    for (size_t i = 0; i < t->attributes.count; i++) {
        saved[COUNT(known) + i] = (struct form_saved){
            .field = str_to_c(a, str_format(a, "value_%zu", i + 1)),
            .text = listing_value_of(&l->text.values, t->attributes.items[i].key)};
    }
    form_compare(rq, issues, saved, count);
}

// POST /supplier/products/:no/edit
static err post_edit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct listing was;
    struct listing_template t;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(find_own(u, rq, &was, &t));
    if (listing_only_asks(rq)) {
        return render_edit(u, rq, rs, &t, &was, NULL);
    }
    struct listing is = was;
    TRY(read_form(u, rq, &issues, &t, &is));
    str reason = form_line(rq, &issues, "reason", OPTIONAL, LIMIT_LINE);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    bool asks = false;
    if (issues.count == 0) {
        TRY(listing_make_asks(u, rq, &was.text, &is.text, &asks));
    }
    if (asks) {
        TRY(render_edit(u, rq, rs, &t, &was, NULL));
        refuse_once(rs);
        return NULL;
    }
    if (issues.count == 0) {
        err e = version == was.version ? listing_action_revise(u, &was, &is.text, &is.terms, reason)
                                       : &LISTING_CHANGED;
        if (e == &LISTING_CHANGED) {
            compare(u->arena, rq, &t, &was, &issues);
        } else {
            TRY(issues_catch_at(&issues, field_of(e), e));
        }
    }
    if (issues.count > 0) {
        return render_edit(u, rq, rs, &t, &was, &issues);
    }
    return see_other(rs, "%s/%lld", LISTING_HEAD, (long long)was.no.value);
}

const struct route LISTING_FORM_ROUTES[] = {
    ROUTE(GET, "/supplier/products/new", get_new, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products", post_new, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/products/:no/edit", get_edit, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products/:no/edit", post_edit, RIGHT_SUPPLIER),
};
const size_t LISTING_FORM_ROUTE_COUNT = COUNT(LISTING_FORM_ROUTES);
