#include "market/catalog/listing_action.h"

#include <assert.h>

#include "base/fold.h"
#include "base/limits.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/product_picture_store.h"
#include "market/catalog/vetting_store.h"
#include "market/certificate/certificate_store.h"
#include "market/notice/notice_action.h"
#include "market/number/number_action.h"
#include "market/party/party_store.h"
#include "market/party/right.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

// Whether the terms and, unless it stays as it is, the text may stand, and the code is free.
static err admit(struct unit *u, const struct listing *l, bool has_new_text, offer_id but)
{
    struct listing_template t;
    bool is_known = false;
    TRY(listing_store_template(u->db, u->arena, l->text.category, &t));
    listing_issue_list wrong = has_new_text
                                   ? listing_check(u->arena, &t, l, u->today)
                                   : listing_check_terms(u->arena, &t, &l->terms, u->today);
    if (wrong.count > 0) {
        return &LISTING_INVALID;
    }
    TRY(listing_store_has_code(u->db, l->supplier, l->terms.own_code, but, &is_known));
    return is_known ? &LISTING_CODE_KNOWN : NULL;
}

static err add_products(struct unit *u, struct listing *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct listing *l = list[i];
        l->product_no = secret_public_no();
        l->product_revision = 1;
        TRY(listing_store_add_product_soon(u->db, &l->text, l->product_no, u->actor->demo, u->now,
                                           &l->product));
    }
    TRY(db_catch_up(u->db));
    for (size_t i = 0; i < count; i++) {
        TRY(listing_store_add_values(u->db, list[i]->product, &list[i]->text.values));
        TRY(number_action_want_item(u, list[i]->text.item_no));
    }
    return NULL;
}

static err add_offers(struct unit *u, struct listing *const *list, size_t count, str reason)
{
    for (size_t i = 0; i < count; i++) {
        struct listing *l = list[i];
        l->supplier = u->actor->supplier;
        l->no = secret_public_no();
        l->state = LISTING_WAITING;
        l->version = 1;
        l->revision = 1;
        TRY(listing_store_add_offer_soon(u->db, l, u->actor->demo, u->now));
    }
    TRY(db_catch_up(u->db));
    for (size_t i = 0; i < count; i++) {
        struct listing *l = list[i];
        TRY(listing_store_add_tiers(u->db, l->id, &l->terms.tiers));
        TRY(listing_store_keep(u->db, u->arena, l->id, &l->terms.tiers, reason, u->actor->account,
                               u->now));
        audit_write(u, S("listing.add"), S("offer"), l->id.value, reason);
    }
    return NULL;
}

err listing_action_add_all(struct unit *u, struct listing *const *list, size_t count, str reason)
{
    TRY(add_products(u, list, count));
    return add_offers(u, list, count, reason);
}

err listing_action_add(struct unit *u, struct listing *l, str reason)
{
    l->supplier = u->actor->supplier;
    TRY(admit(u, l, true, NO_ID(offer_id)));
    return listing_action_add_all(u, &l, 1, reason);
}

err listing_action_join(struct unit *u, struct listing *l, str reason)
{
    bool is_known = false;
    l->supplier = u->actor->supplier;
    TRY(listing_store_has_product(u->db, l->supplier, l->product, &is_known));
    if (is_known) {
        return &LISTING_KNOWN;
    }
    TRY(admit(u, l, false, NO_ID(offer_id)));
    return add_offers(u, &l, 1, reason);
}

// A revision of the offer as it is now, found anew by the search.
static err keep(struct unit *u, const struct listing *l, const offer_tier_list *tiers, str reason)
{
    TRY(listing_store_keep(u->db, u->arena, l->id, tiers, reason, u->actor->account, u->now));
    return listing_store_index(u->db, l->id);
}

// What a certificate of a product was verified by.
static bool is_same_thing(const struct product_text *was, const struct product_text *is)
{
    return str_equals(was->category, is->category) && str_equals(was->maker, is->maker) &&
           str_equals(was->model, is->model) && str_equals(was->detail_no, is->detail_no);
}

static err set_text(struct unit *u, const struct listing *was, const struct product_text *is,
                    str reason)
{
    TRY(listing_store_set_product(u->db, u->arena, was, is, reason, u->actor->account, u->now));
    TRY(number_action_want_item(u, is->item_no));
    return is_same_thing(&was->text, is)
               ? NULL
               : certificate_store_check_again(u->db, was->product,
                                               S("상품의 분류나 제조사, 모델, 세부품명번호가 "
                                                 "바뀌어 이 상품의 것이 맞는지 다시 "
                                                 "확인합니다."));
}

// To everybody of the firm.
static err tell_firm(struct unit *u, supplier_id supplier, str title, str more, str path)
{
    account_list told;
    TRY(party_list_holders(u->db, u->arena, NO_ID(institution_id), supplier, RIGHT_SUPPLIER,
                           u->today, &told));
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], S("listing.decided"), title, more, path));
    }
    return NULL;
}

static err tell(struct unit *u, const struct listing *l, str what, str more)
{
    str title = str_format(u->arena, "%.*s: %.*s", STR_ARG(l->text.title), STR_ARG(what));
    str path = str_format(u->arena, "/supplier/products/%lld", (long long)l->no.value);
    return tell_firm(u, l->supplier, title, more, path);
}

// Every text of it, for what may not be said.
static str said(struct arena *a, const struct product_text *t)
{
    str all = str_format(a, "%.*s %.*s %.*s %.*s %.*s", STR_ARG(t->title), STR_ARG(t->maker),
                         STR_ARG(t->model), STR_ARG(t->description), STR_ARG(t->origin));
    for (size_t i = 0; i < t->values.count; i++) {
        all = str_format(a, "%.*s %.*s", STR_ARG(all), STR_ARG(t->values.items[i].value));
    }
    return all;
}

// What two operators have to look at in it as it stands now, if needs_two.
static err weigh(struct unit *u, const struct listing *l, int64_t *out_version,
                 struct vetting_result *out)
{
    struct vetting_rules rules;
    vetting_word_list words;
    vetting_template_list templates;
    struct vetting_listing v;
    value_list values;
    TRY(vetting_store_rules(u->db, &rules));
    TRY(vetting_store_words(u->db, u->arena, &words, &templates));
    TRY(vetting_store_find(u->db, l->no, &v));
    TRY(product_list_values(u->db, u->arena, v.product, &values));
    TRY(vetting_store_weigh(u->db, u->arena, &rules, &words, &v, &values, u->now, out));
    *out_version = v.version;
    return NULL;
}

// What says or costs what two must look at is not for sale until they did; the firm is told.
static err hold_if_two(struct unit *u, const struct listing *l)
{
    struct vetting_result found;
    int64_t version = 0;
    if (l->state != LISTING_ACTIVE && l->state != LISTING_PAUSED) {
        return NULL;
    }
    TRY(weigh(u, l, &version, &found));
    if (!found.needs_two) {
        return NULL;
    }
    str why = str_join(u->arena, vetting_tell(u->arena, &found),
                       S(" 운영자 두 사람이 확인한 뒤에 다시 팝니다."));
    TRY(listing_store_set_state(u->db, l->id, version, LISTING_WAITING, why, false));
    TRY(keep(u, l, &l->terms.tiers, why));
    return tell(u, l, listing_state_label(LISTING_WAITING), why);
}

err listing_action_revise(struct unit *u, const struct listing *was,
                          const struct product_text *text, const struct offer_terms *terms,
                          str reason)
{
    struct listing is = *was;
    is.text = *text;
    is.terms = *terms;
    bool has_new_text =
        !str_equals(product_text_canon(u->arena, text), product_text_canon(u->arena, &was->text));
    bool has_new_terms =
        !str_equals(offer_terms_canon(u->arena, terms), offer_terms_canon(u->arena, &was->terms));
    if (was->state == LISTING_ENDED) {
        return &LISTING_WRONG_STATE;
    }
    if (!has_new_text && !has_new_terms && was->state != LISTING_RETURNED) {
        return &LISTING_SAME;
    }
    if (has_new_text && was->offer_count > 1) {
        return &LISTING_SHARED;
    }
    TRY(admit(u, &is, has_new_text, was->id));
    if (has_new_text) {
        TRY(set_text(u, was, text, reason));
    }
    TRY(listing_store_set_terms(u->db, was->id, was->version, terms));
    if (was->state == LISTING_RETURNED) {
        TRY(listing_store_set_state(u->db, was->id, was->version + 1, LISTING_WAITING, S(""),
                                    false));
    }
    audit_write(u, S("listing.revise"), S("offer"), was->id.value, reason);
    TRY(keep(u, was, &terms->tiers, reason));
    bool has_new_price = !money_equals(terms->price, was->terms.price) ||
                         !str_equals(offer_tiers_format(u->arena, &terms->tiers),
                                     offer_tiers_format(u->arena, &was->terms.tiers));
    return has_new_text || has_new_price ? hold_if_two(u, &is) : NULL;
}

static err admit_words(struct unit *u, const struct product_text *is)
{
    vetting_word_list words;
    vetting_template_list templates;
    str key = fold_key(u->arena, said(u->arena, is));
    TRY(vetting_store_words(u->db, u->arena, &words, &templates));
    for (size_t i = 0; i < words.count; i++) {
        if (words.items[i].is_forbidden && vetting_has_word(u->arena, key, words.items[i].word)) {
            return &LISTING_FORBIDDEN;
        }
    }
    return NULL;
}

err listing_admit_text(struct unit *u, const struct listing *was, const struct product_text *is,
                       str reason)
{
    struct listing_template t;
    if (str_is_empty(str_trim(reason))) {
        return &LISTING_NO_REASON;
    }
    if (was->is_merged) {
        return &LISTING_MERGED;
    }
    if (str_equals(product_text_canon(u->arena, is), product_text_canon(u->arena, &was->text))) {
        return &LISTING_SAME;
    }
    TRY(listing_store_template(u->db, u->arena, is->category, &t));
    if (listing_check_text(u->arena, &t, is).count > 0) {
        return &LISTING_INVALID;
    }
    return admit_words(u, is);
}

err listing_action_tell_sellers(struct unit *u, product_id product, int64_t revision,
                                offer_id after, offer_id *out_last)
{
    listing_seller_list list;
    *out_last = NO_ID(offer_id);
    TRY(listing_store_sellers(u->db, u->arena, product, revision, after, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct listing_seller *s = &list.items[i];
        struct listing l = {.no = s->no, .supplier = s->supplier, .text = {.title = s->title}};
        TRY(tell(u, &l, S("운영자가 상품 설명을 고쳤습니다"), s->reason));
    }
    if (list.count == LIMIT_SELLERS_BATCH) {
        *out_last = list.items[list.count - 1].offer;
    }
    return NULL;
}

err listing_action_correct(struct unit *u, const struct listing *was, const struct product_text *is,
                           str reason)
{
    TRY(listing_admit_text(u, was, is, reason));
    TRY(set_text(u, was, is, reason));
    TRY(listing_store_keep_all(u->db, was->product, reason, u->actor->account, u->now));
    TRY(product_picture_refresh(u->db, was->product)); // and the search reads them anew
    audit_write(u, S("product.correct"), S("product"), was->product.value, reason);
    return job_add(u, LISTING_TELL_JOB, was->product.value,
                   str_format(u->arena, "%lld 0", (long long)was->product_revision + 1), u->now);
}

static err move(struct unit *u, const struct listing *was, enum listing_event event, str reason,
                bool *out_asks_word)
{
    static const struct {
        const char *act;
        const char *reason; // of the revision, when nobody wrote one
        bool is_review;
    } ACTS[] = {
        [LISTING_APPROVE] = {"listing.approve", "운영자가 검토를 마침",    true },
        [LISTING_RETURN] = {"listing.return",  "운영자가 보완을 요청함", true },
        [LISTING_SUBMIT] = {"listing.submit",  "다시 검토를 요청함",       false},
        [LISTING_PAUSE] = {"listing.pause",   "판매를 멈춤",                 false},
        [LISTING_RESUME] = {"listing.resume",  "판매를 다시 시작함",       false},
        [LISTING_END] = {"listing.end",     "판매를 끝냄",                 false},
    };
    static_assert(COUNT(ACTS) == LISTING_EVENT_COUNT, "an event came or went: give it its row");
    enum listing_state state = was->state;
    date until = was->terms.valid_until;
    if (was->is_merged &&
        (event == LISTING_SUBMIT || event == LISTING_APPROVE || event == LISTING_RESUME)) {
        return &LISTING_MERGED;
    }
    if (event == LISTING_RESUME && !date_is_none(until) && date_before(until, u->today)) {
        return &LISTING_OVER;
    }
    TRY(listing_move(&state, event, reason));
    if (event == LISTING_APPROVE &&
        was->state == LISTING_ACTIVE) { // open purchases go on as they are
        TRY(listing_store_set_reviewed(u->db, was->id, was->version));
        TRY(listing_store_index(u->db, was->id)); // its number counts from now on
        audit_write(u, S("listing.approve"), S("offer"), was->id.value, reason);
        return NULL;
    }
    TRY(listing_store_set_state(u->db, was->id, was->version, state, reason,
                                ACTS[event].is_review));
    TRY(listing_store_keep(u->db, u->arena, was->id, &was->terms.tiers,
                           reason.n > 0 ? reason : str_view(ACTS[event].reason), u->actor->account,
                           u->now));
    TRY(product_picture_refresh(u->db, was->product)); // and the search reads it anew
    *out_asks_word = ACTS[event].is_review;
    audit_write(u, str_view(ACTS[event].act), S("offer"), was->id.value, reason);
    return NULL;
}

err listing_action_move(struct unit *u, const struct listing *was, enum listing_event event,
                        str reason)
{
    bool asks_word = false;
    TRY(move(u, was, event, reason, &asks_word));
    enum listing_state state = event == LISTING_APPROVE ? LISTING_ACTIVE : LISTING_RETURNED;
    return asks_word ? tell(u, was, listing_state_label(state), reason) : NULL;
}

err listing_action_approve_untold(struct unit *u, const struct listing *was, bool *out_asks_word)
{
    *out_asks_word = false;
    return move(u, was, LISTING_APPROVE, S(""), out_asks_word);
}

err listing_action_tell_approved(struct unit *u, const struct listing *first, int64_t count)
{
    if (count == 1) {
        return tell(u, first, listing_state_label(LISTING_ACTIVE), S(""));
    }
    str title = str_format(u->arena, "상품 %lld건: %.*s", (long long)count,
                           STR_ARG(listing_state_label(LISTING_ACTIVE)));
    str more = str_format(u->arena, "‘%.*s’ 등 %lld건의 검토를 마쳤습니다.",
                          STR_ARG(first->text.title), (long long)count);
    return tell_firm(u, first->supplier, title, more, S("/supplier/products?state=active"));
}

err listing_action_take(struct unit *u, offer_id offer, str title, int64_t quantity)
{
    struct listing l = {0};
    bool is_taken = false;
    str reason = str_format(u->arena, "계약으로 %lld개가 팔림", (long long)quantity);
    TRY(listing_store_take(u->db, offer, quantity, reason, u->actor->account, u->now, &l,
                           &is_taken));
    if (!is_taken || l.terms.stock > 0) {
        return NULL;
    }
    l.text.title = title;
    return tell(u, &l, S("재고가 없습니다"),
                S("계약이 맺어져 적어 두신 재고가 다 팔렸습니다. 더 팔 수 있으면 재고를 고쳐 "
                  "주세요. 그때까지 기관은 이 상품을 담을 수 없습니다."));
}

// --- Prices of other days ------------------------------------------------------------------------

// The volume prices must stay below it.
static bool may_cost(const struct listing *l, money price)
{
    return price.won > 0 &&
           (l->terms.tiers.count == 0 || money_less(l->terms.tiers.items[0].price, price));
}

err listing_action_plan(struct unit *u, const struct listing *l, date from, money price)
{
    if (l->state == LISTING_ENDED) {
        return &LISTING_WRONG_STATE;
    }
    if (!date_before(u->today, from)) {
        return &LISTING_PLAN_PAST;
    }
    if (!may_cost(l, price)) {
        return &LISTING_PLAN_PRICE;
    }
    TRY(listing_store_end_plan(u->db, l->id, false));
    TRY(listing_store_add_plan(u->db, l->id, from, price, u->actor->account, u->now));
    audit_write(u, S("listing.plan"), S("offer"), l->id.value, S(""));
    return NULL;
}

err listing_action_take_back(struct unit *u, const struct listing *l)
{
    TRY(listing_store_end_plan(u->db, l->id, false));
    audit_write(u, S("listing.take_back"), S("offer"), l->id.value, S(""));
    return NULL;
}

// A planned price begins; who planned it stands in the revision. What cannot cost so any more (its
// volume prices were changed meanwhile) stays as it is, and its firm is told.
static err begin_price(struct unit *u, const struct listing_due *due)
{
    struct listing l;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), due->no, &l));
    TRY(listing_store_end_plan(u->db, l.id, true));
    if (l.state == LISTING_ENDED || money_equals(l.terms.price, due->price)) {
        return NULL;
    }
    if (!may_cost(&l, due->price)) {
        return tell(
            u, &l, S("예약한 가격으로 바꾸지 못했습니다"),
            S("수량별 단가가 그 사이 바뀌어 예약한 가격보다 높습니다. 가격을 다시 적어 주세요."));
    }
    l.terms.price = due->price;
    TRY(listing_store_set_terms(u->db, l.id, l.version, &l.terms));
    TRY(listing_store_keep(u->db, u->arena, l.id, &l.terms.tiers, S("예약한 날이 되어 가격이 바뀜"),
                           due->by, u->now));
    TRY(listing_store_index(u->db, l.id));
    audit_write(u, S("listing.revise"), S("offer"), l.id.value, S("예약한 가격"));
    TRY(hold_if_two(u, &l));
    return tell(u, &l, S("예약한 가격으로 바뀌었습니다"), S(""));
}

static err stop_sale(struct unit *u, public_no no)
{
    struct listing l;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), no, &l));
    TRY(listing_action_move(u, &l, LISTING_PAUSE, S("가격 유효기간이 끝나 판매를 멈추었습니다.")));
    return tell(u, &l, S("가격 유효기간이 끝났습니다"),
                S("판매를 멈추었습니다. 새 유효기간을 적고 다시 시작해 주세요."));
}

err listing_action_day(struct unit *u, bool *out_more)
{
    listing_due_list due;
    listing_due_list over;
    TRY(listing_store_due(u->db, u->arena, u->today, LIMIT_BULK_OFFERS, &due));
    TRY(listing_store_over(u->db, u->arena, u->today, LIMIT_BULK_OFFERS, &over));
    for (size_t i = 0; i < due.count; i++) {
        TRY(begin_price(u, &due.items[i]));
    }
    for (size_t i = 0; i < over.count; i++) {
        TRY(stop_sale(u, over.items[i].no));
    }
    *out_more = due.count == LIMIT_BULK_OFFERS || over.count == LIMIT_BULK_OFFERS;
    return NULL;
}
