#include "market/purchase/purchase_draft_action.h"

#include "base/limits.h"
#include "market/law/law_amount.h"
#include "market/party/right.h"
#include "market/purchase/purchase_scope_store.h"
#include "platform/secret/secret.h"

const struct fault PURCHASE_EMPTY_BASKET = {
    .kind = FAULT_REFUSED,
    .code = "purchase.empty_basket",
    .text = "장바구니에 이 기업의 상품이 없습니다. 먼저 상품을 담아 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PURCHASE_GONE_OFFER = {
    .kind = FAULT_REFUSED,
    .code = "purchase.gone_offer",
    .text = "담은 상품 가운데 지금은 팔지 않는 것이 있습니다. 장바구니에서 빼고 다시 해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PURCHASE_WRONG_OBJECT = {
    .kind = FAULT_INVALID,
    .code = "purchase.wrong_object",
    .text = "품목의 분류와 맞지 않는 계약 목적물입니다. 품목에 맞는 것을 골라 주세요. 한도는 물품, "
            "용역, 공사마다 다릅니다.",
    .source = "지방계약법 시행령 제25조제1항제5호·제30조제1항; 국가계약법 시행령 제26조제1항제5호",
};

const struct fault PURCHASE_MIXED_OBJECTS = {
    .kind = FAULT_INVALID,
    .code = "purchase.mixed_objects",
    .text = "물품, 용역, 공사, 임차는 한 구매 건에 함께 담을 수 없습니다. 한 종류만 남기고, 다른 "
            "종류는 "
            "구매 건을 나누어 따로 만들어 주세요.",
    .source = "지방계약법 시행령 제25조제1항제5호·제30조제1항; 국가계약법 시행령 제26조제1항제5호",
};

const struct fault PURCHASE_LAST_LINE = {
    .kind = FAULT_REFUSED,
    .code = "purchase.last_line",
    .text = "품목을 모두 뺄 수는 없습니다. 구매하지 않으려면 구매 건을 취소해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PURCHASE_CANCEL_AT_CONTRACT = {
    .kind = FAULT_REFUSED,
    .code = "purchase.cancel_at_contract",
    .text = "계약서가 작성된 구매는 계약 화면에서 취소해 주세요. 계약과 구매가 함께 취소됩니다.",
    .source = FAULT_OWN_RULE,
};

bool purchase_object_fits(str category_object, enum law_object object)
{
    switch (object) {
    case LAW_GOODS:
        return str_equals(category_object, S("goods"));
    case LAW_SERVICE:
        return str_equals(category_object, S("service"));
    case LAW_WORKS_GENERAL:
    case LAW_WORKS_SPECIAL:
    case LAW_WORKS_OTHER:
        return str_equals(category_object, S("works"));
    case LAW_LEASE:
        return str_equals(category_object, S("lease"));
    case LAW_OBJECT_COUNT:
        break;
    }
    return false;
}

// Sum of lines at list prices into p->list and p->estimated. Fails like purchase_sum.
static err price_at_list(const struct unit *u, struct purchase *p,
                         const struct purchase_line *lines, size_t count)
{
    struct purchase_line *at_list = NEW_ARRAY(u->arena, count + 1, struct purchase_line);
    for (size_t i = 0; i < count; i++) {
        at_list[i] = lines[i];
        at_list[i].price = lines[i].list_price;
    }
    struct purchase_totals totals;
    TRY(purchase_sum(at_list, count, law_vat_rate(u->law, u->today), &totals));
    p->list = totals.price;
    p->estimated = totals.supply;
    return NULL;
}

static void write_need(struct unit *u, struct purchase *p, const struct purchase_need *need)
{
    p->scope = scope_format(u->arena, &need->scope);
    p->title = need->title;
    p->need = need->need;
    p->department = need->department;
    p->budget_line = need->budget_line;
    p->object = need->object;
    p->delivery_place = need->delivery_place;
    p->district = need->district;
    p->deliver_by = need->deliver_by;
}

// Limits follow the object: every line is of the kind of contract.
static err admit_object(const struct purchase_line *lines, size_t count, enum law_object object)
{
    bool all_fit = true;
    for (size_t i = 0; i < count; i++) {
        if (!str_equals(lines[i].object, lines[0].object)) {
            return &PURCHASE_MIXED_OBJECTS;
        }
        all_fit = all_fit && purchase_object_fits(lines[i].object, object);
    }
    return all_fit ? NULL : &PURCHASE_WRONG_OBJECT;
}

static err lines_of_basket(const basket_line_list *basket, enum law_object object,
                           struct purchase_line *out)
{
    for (size_t i = 0; i < basket->count; i++) {
        const struct basket_line *b = &basket->items[i];
        if (b->is_gone) {
            return &PURCHASE_GONE_OFFER;
        }
        if (b->quantity < b->quantity_min) { // it was raised meanwhile
            return &BASKET_TOO_FEW;
        }
        out[i] = (struct purchase_line){
            .seq = (int64_t)i + 1,
            .offer = b->offer,
            .offer_revision = b->revision,
            .product = b->product,
            .category_code = b->category_code,
            .object = b->object,
            .title = b->title,
            .unit = b->unit,
            .quantity = b->quantity,
            .quantity_min = b->quantity_min,
            .stock = b->stock,
            .districts = b->districts,
            .list_price = b->price,
            .price = b->price,
            .is_exempt = b->is_exempt,
        };
    }
    return admit_object(out, basket->count, object);
}

static err ask_to_judge(struct unit *u, const struct purchase *p)
{
    struct purchase_task task = purchase_task_at(
        p, RIGHT_REQUEST, S("purchase.judge"), S("계약방법을 확인해 주세요"),
        str_format(u->arena, "/buyer/purchases/%lld/path", (long long)p->no.value));
    task.person = p->officer;
    return purchase_ask(u, p, &task);
}

err purchase_action_draft(struct unit *u, public_no supplier, const struct purchase_need *need,
                          struct purchase *out)
{
    basket_line_list basket;
    TRY(basket_list(u->db, u->arena, u->actor->account, supplier, u->today, &basket));
    if (basket.count == 0) {
        return &PURCHASE_EMPTY_BASKET;
    }
    struct purchase_line *lines = NEW_ARRAY(u->arena, basket.count, struct purchase_line);
    TRY(lines_of_basket(&basket, need->object, lines));
    struct purchase p = {
        .no = secret_public_no(),
        .institution = u->actor->institution,
        .supplier = basket.items[0].supplier,
        .supplier_name = basket.items[0].supplier_name,
        .officer = u->actor->account,
        .requested_on = DATE_NONE,
        .is_demo = u->actor->demo,
    };
    write_need(u, &p, need);
    scope_question_list questions;
    TRY(scope_list_of_basket(u->db, u->arena, u->actor->account, supplier, &questions));
    TRY(scope_admit(u->arena, &questions, &need->scope));
    size_t line = 0;
    TRY(purchase_admit_lines(&p, lines, basket.count, &line));
    TRY(price_at_list(u, &p, lines, basket.count));
    TRY(purchase_add(u->db, &p, lines, basket.count, u->now));
    TRY(basket_clear(u->db, u->actor->account, p.supplier));
    audit_write(u, S("purchase.draft"), S("purchase"), p.id.value, S(""));
    TRY(purchase_tell(u, &p, S("purchase.draft"), S("구매 건을 만들었습니다."), S(""), true));
    TRY(ask_to_judge(u, &p));
    *out = p;
    return NULL;
}

// A draft that is changed takes each offer as it is now; what is not for sale stays as it was seen,
// and is told when something is asked of it.
static void take_as_now(const struct purchase_line *was, const struct purchase_line_now *now,
                        instant at, struct purchase_line *l)
{
    bool is_same = l->quantity == was->quantity && l->offer_revision == now->revision;
    if (now->revision == 0 || is_same) {
        return;
    }
    l->offer_revision = now->revision;
    l->seen_at = at;
    l->title = now->title;
    l->unit = now->terms.unit;
    l->is_exempt = now->terms.is_exempt;
    l->list_price = offer_price_of(&now->terms, l->quantity);
    l->price = l->list_price;
}

// The lines that stay, each with its new quantity and its offer as it is now.
static err keep_lines(struct unit *u, const struct purchase *p, const purchase_line_list *lines,
                      const int64_t *quantities, struct purchase_line *kept, size_t *out_count)
{
    struct purchase_line_now *now = NEW_ARRAY(u->arena, lines->count + 1, struct purchase_line_now);
    TRY(purchase_list_now(u->db, u->arena, p->id, lines, now));
    size_t count = 0;
    for (size_t i = 0; i < lines->count; i++) {
        if (quantities[i] == 0) {
            continue;
        }
        if (quantities[i] < lines->items[i].quantity_min) {
            return &BASKET_TOO_FEW;
        }
        kept[count] = lines->items[i];
        kept[count].quantity = quantities[i];
        take_as_now(&lines->items[i], &now[i], u->now, &kept[count]);
        count++;
    }
    *out_count = count;
    return count > 0 ? NULL : &PURCHASE_LAST_LINE;
}

static err save_lines(struct unit *u, const struct purchase *p, const purchase_line_list *lines,
                      const int64_t *quantities, const struct purchase_line *kept)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (quantities[i] == 0) {
            TRY(purchase_remove_line(u->db, p->id, lines->items[i].id));
            continue;
        }
        struct purchase_line line = *kept++;
        line.price = WON(0); // nothing is agreed in a draft
        TRY(purchase_save_line(u->db, p->id, &line));
    }
    return NULL;
}

err purchase_action_edit(struct unit *u, struct purchase *p, const struct purchase_need *need,
                         const purchase_line_list *lines, const int64_t *quantities)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    if (p->state != PURCHASE_DRAFT) {
        return &PURCHASE_WRONG_STATE;
    }
    struct purchase_line *kept = NEW_ARRAY(u->arena, lines->count + 1, struct purchase_line);
    size_t count = 0;
    TRY(keep_lines(u, p, lines, quantities, kept, &count));
    TRY(admit_object(kept, count, need->object));
    TRY(save_lines(u, p, lines, quantities, kept));
    write_need(u, p, need);
    scope_question_list questions;
    TRY(scope_list_of_purchase(u->db, u->arena, p->id, &questions));
    TRY(scope_admit(u->arena, &questions, &need->scope));
    size_t line = 0;
    TRY(purchase_admit_lines(p, kept, count, &line));
    TRY(price_at_list(u, p, kept, count));
    p->has_path = false;
    TRY(purchase_save(u->db, p));
    TRY(purchase_close_tasks(u->db, p->id, S(""), u->now));
    audit_write(u, S("purchase.edit"), S("purchase"), p->id.value, S(""));
    TRY(purchase_tell(u, p, S("purchase.edit"), S("구매 내용을 고쳤습니다."), S(""), true));
    return ask_to_judge(u, p);
}

err purchase_action_cancel(struct unit *u, struct purchase *p, str reason)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    if (p->state == PURCHASE_CONTRACTING) {
        return &PURCHASE_CANCEL_AT_CONTRACT;
    }
    bool was_asked = !date_is_none(p->requested_on);
    struct purchase_step step = {
        .event = PURCHASE_CANCEL,
        .text = str_format(u->arena, "구매를 취소했습니다. 까닭: %.*s", STR_ARG(reason)),
        .reason = reason,
    };
    TRY(purchase_step(u, p, &step));
    return was_asked ? purchase_notify_supplier(u, p, S("purchase.cancel"),
                                                S("구매가 취소되었습니다"), S("/supplier/quotes"))
                     : NULL;
}
