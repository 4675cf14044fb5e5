// The rows of a case that is over: its contract with pledges and signatures, and what was
// delivered.
#include <assert.h>

#include "app/demo_deed.h"
#include "app/demo_past.sql.h"
#include "app/demo_past_rows.h"
#include "base/digest.h"
#include "market/contract/contract_paper_store.h"
#include "market/law/law_check.h"
#include "market/law/law_term.h"

// --- What both sign ------------------------------------------------------------------------------

static void list_certificates(struct past *p, const struct past_case *c, date on,
                              contract_certificate_list *out)
{
    struct arena *a = p->d.u->arena;
    out->items = NEW_ARRAY(a, c->firm->certificate_count + 1, struct contract_certificate);
    for (size_t i = 0; i < c->firm->certificate_count; i++) {
        const struct record_certificate *k = &c->firm->certificates[i];
        if (!party_term_holds(k->valid_from, k->valid_until, on)) {
            continue;
        }
        const struct law_certificate *row = law_certificate_find(p->d.u->law, k->kind, on);
        out->items[out->count++] = (struct contract_certificate){
            .label = row == NULL ? k->kind : row->label,
            .number = k->number,
            .valid_from = k->valid_from,
            .valid_until = k->valid_until,
        };
    }
}

static void copy_lines(struct past_case *c)
{
    for (size_t i = 0; i < c->line_count; i++) {
        c->contract_lines[i] = contract_line_of(&c->lines[i]);
    }
}

static void write_content(struct past *p, struct past_case *c)
{
    struct arena *a = p->d.u->arena;
    struct contract *k = &c->contract;
    date on = instant_date(c->at[PAST_DRAW]);
    int year = date_fiscal_year(on);
    int64_t *number = &c->office->numbers[year - date_fiscal_year(p->first_day)];
    k->number = str_format(a, "%d-%lld", year, (long long)++*number);
    k->no = demo_no(&p->d);
    k->purchase = c->purchase.id;
    k->purchase_no = c->purchase.no;
    struct contract_parts parts = {
        .buyer = c->office->party,
        .seller = c->firm->party,
        .kind_reason = S("기관 규정에 따라 계약서를 갈음합니다."),
        .security_reason = S("기관 규정에 따라 지급각서로 갈음합니다."),
        .sign_by = c->sign_by,
        .clauses = c->clauses,
    };
    parts.buyer.department = c->department->name;
    parts.buyer.officer = c->department->officer.name;
    list_certificates(p, c, on, &parts.certificates);
    copy_lines(c);
    contract_line_list lines = {.items = c->contract_lines, .count = c->line_count};
    k->content = contract_write_content(a, k, &lines, &parts);
    k->content_hash = digest_sha256(a, k->content);
}

static err add_contract(struct past *p, struct past_case *c)
{
    struct contract *k = &c->contract;
    struct query *q = db_query(p->d.u->db, &SQL_PAST_CONTRACT_ADD);
    bind_i64(q, "no", k->no.value);
    bind_str(q, "number", k->number);
    bind_i64(q, "purchase", k->purchase.value);
    bind_i64(q, "institution", k->institution.value);
    bind_i64(q, "supplier", k->supplier.value);
    bind_str(q, "kind", str_view(contract_kind_word(k->kind)));
    bind_str(q, "title", k->title);
    bind_str(q, "object", str_view(law_object_word(k->object)));
    bind_money(q, "price_won", k->price);
    bind_money(q, "supply_won", k->supply);
    bind_money(q, "vat_won", k->vat);
    bind_money(q, "estimated_won", k->estimated);
    bind_str(q, "security", str_view(contract_security_word(k->security)));
    bind_money(q, "security_won", k->security_amount);
    bind_i64(q, "delay_ppm", k->delay_ppm);
    bind_str(q, "delay_variant", str_view(law_delay_variant_word(k->delay_variant)));
    bind_str(q, "delivery_place", k->delivery_place);
    bind_date(q, "contracted_on", k->contracted_on);
    bind_date(q, "ends_on", k->ends_on);
    bind_str(q, "ground", k->ground);
    bind_str(q, "reason", k->reason);
    bind_str(q, "rule_ids", k->rule_ids);
    bind_str(q, "content", k->content);
    bind_str(q, "content_hash", k->content_hash);
    bind_instant(q, "created_at", c->at[PAST_DRAW]);
    bind_instant(q, "moved_at", c->at[PAST_PAY]);
    return query_run_id(q, &k->id.value);
}

static err add_contract_line(struct past *p, const struct past_case *c, struct contract_line *l)
{
    struct query *q = db_query(p->d.u->db, &SQL_PAST_CONTRACT_LINE_ADD);
    bind_i64(q, "contract", c->contract.id.value);
    bind_i64(q, "seq", l->seq);
    bind_i64(q, "purchase_line", l->purchase_line);
    bind_i64(q, "product", l->product.value);
    bind_str(q, "category_code", l->category_code);
    bind_str(q, "title", l->title);
    bind_str(q, "unit", l->unit);
    bind_i64(q, "quantity", l->quantity);
    bind_money(q, "price_won", l->price);
    bind_money(q, "amount_won", l->amount);
    return query_run_id(q, &l->id);
}

// --- Signing -------------------------------------------------------------------------------------

static const struct past_pledges *pledges_on(struct past *p, const struct contract *k, date on)
{
    const struct law *law = p->d.u->law;
    size_t day = (size_t)(on.days - p->first_day.days);
    struct past_pledges *all = &p->pledges[day * LAW_REGIME_COUNT + (size_t)k->regime];
    if (all->is_read) {
        return all;
    }
    for (int i = 0; i < CONTRACT_PLEDGE_COUNT; i++) {
        str word = str_view(contract_pledge_word((enum contract_pledge_kind)i));
        all->of[i] = law_pledges_on(law, k->regime, word, on, p->kept);
    }
    demo_answer_pledges(law, k, on, p->kept, &all->answers);
    all->is_read = true;
    return all;
}

static err add_pledges(struct past *p, const struct past_case *c)
{
    struct unit *u = p->d.u;
    const struct contract *k = &c->contract;
    const struct past_pledges *all = pledges_on(p, k, instant_date(c->at[PAST_SIGN_SUPPLIER]));
    for (int i = 0; i < CONTRACT_PLEDGE_COUNT; i++) {
        enum contract_pledge_kind kind = (enum contract_pledge_kind)i;
        if (!contract_pledge_is_asked(kind, k->security, &all->of[i])) {
            continue;
        }
        str content = contract_pledge_content(u->arena, kind, k, &all->of[i], all->answers.of[i]);
        TRY(contract_add_pledge(u->db, k->id, kind, content, digest_sha256(u->arena, content),
                                c->firm->owner.account, c->at[PAST_SIGN_SUPPLIER]));
    }
    return NULL;
}

static err lodge(struct past *p, const struct past_case *c)
{
    const struct contract *k = &c->contract;
    if (k->security == CONTRACT_PROMISE) {
        return NULL;
    }
    struct contract_lodged lodged = {
        .issuer = S("시범보증보험"),
        .number = str_format(p->d.u->arena, "시범-%lld", (long long)k->no.value),
        .amount = k->security_amount,
        .valid_from = instant_date(c->at[PAST_SIGN_SUPPLIER]),
        .valid_until = date_add_days(k->ends_on, 60),
    };
    return contract_add_lodged(p->d.u->db, k->id, &lodged, c->firm->owner.account,
                               c->at[PAST_SIGN_SUPPLIER]);
}

static err sign(struct past *p, const struct past_case *c, enum contract_signer side,
                const struct past_person *who, instant at)
{
    struct contract_signature signature = {
        .account = who->account,
        .name = who->name,
        .method = S("password"),
        .content_hash = c->contract.content_hash,
        .signed_at = at,
    };
    return contract_add_signature(p->d.u->db, c->contract.id, side, &signature);
}

static err tell_contract(struct past *p, const struct past_case *c)
{
    struct arena *a = p->d.u->arena;
    const struct contract *k = &c->contract;
    struct past_line line = {
        .who = &c->department->officer,
        .role = PARTY_OFFICER,
        .at = c->at[PAST_DRAW],
        .kind = "purchase.draw",
        .text = str_format(a, "%s 보냈습니다(계약번호 %.*s). 양쪽이 서명하면 확정됩니다.",
                           k->kind == CONTRACT_DOCUMENT ? "계약서를" : "승낙사항을",
                           STR_ARG(k->number)),
        .path = str_format(a, "/buyer/contracts/%lld", (long long)k->no.value),
    };
    TRY(past_tell(p, c, &line));
    past_note(p, &c->office->pen, line.who, line.role, line.at, "contract.draw", "contract",
              k->id.value, k->content_hash);
    struct past_line supplier = line;
    supplier.who = &c->firm->owner;
    supplier.role = PARTY_OWNER;
    supplier.at = c->at[PAST_SIGN_SUPPLIER];
    supplier.kind = "contract.sign_supplier";
    supplier.text = S("공급기업이 서약하고 서명했습니다.");
    TRY(past_tell(p, c, &supplier));
    past_note(p, &c->firm->pen, supplier.who, supplier.role, supplier.at, supplier.kind, "contract",
              k->id.value, k->content_hash);
    line.at = c->at[PAST_SIGN_INSTITUTION];
    line.kind = "purchase.sign";
    line.text = str_format(a, "계약을 맺었습니다(계약번호 %.*s).", STR_ARG(k->number));
    past_note(p, &c->office->pen, line.who, line.role, line.at, "contract.sign_institution",
              "contract", k->id.value, k->content_hash);
    return past_tell(p, c, &line);
}

// --- Delivery and inspection ---------------------------------------------------------------------

static err add_delivery(struct past *p, struct past_case *c)
{
    struct delivery *d = &c->delivery;
    struct query *q = db_query(p->d.u->db, &SQL_PAST_DELIVERY_ADD);
    bind_i64(q, "no", d->no.value);
    bind_i64(q, "contract", c->contract.id.value);
    bind_date(q, "delivered_on", d->delivered_on);
    bind_str(q, "place", c->contract.delivery_place);
    bind_date(q, "inspect_by", d->inspect_by);
    bind_str(q, "inspect_article", d->inspect_article);
    bind_i64(q, "account", c->firm->owner.account.value);
    bind_instant(q, "at", c->at[PAST_DELIVER]);
    return query_run_id(q, &d->id.value);
}

static err add_inspection(struct past *p, struct past_case *c)
{
    struct inspection *i = &c->delivery.inspection;
    struct query *q = db_query(p->d.u->db, &SQL_PAST_INSPECTION_ADD);
    bind_i64(q, "no", i->no.value);
    bind_i64(q, "delivery", c->delivery.id.value);
    bind_i64(q, "inspector", i->inspector.value);
    bind_date(q, "arrived_on", i->arrived_on);
    bind_date(q, "inspected_on", i->inspected_on);
    bind_str(q, "method", str_view(inspection_method_word(i->method)));
    bind_str(q, "opinion", i->opinion);
    bind_str(q, "content", i->content);
    bind_str(q, "content_hash", i->content_hash);
    bind_instant(q, "at", c->at[PAST_INSPECT]);
    return query_run_id(q, &i->id.value);
}

static err add_delivery_lines(struct past *p, struct past_case *c, struct delivery_line *lines)
{
    for (size_t i = 0; i < c->line_count; i++) {
        const struct contract_line *l = &c->contract_lines[i];
        lines[i] = (struct delivery_line){
            .seq = l->seq,
            .title = l->title,
            .unit = l->unit,
            .brought = l->quantity,
            .passed = l->quantity,
            .reason = S(""),
        };
        struct query *q = db_query(p->d.u->db, &SQL_PAST_DELIVERY_LINE_ADD);
        bind_i64(q, "delivery", c->delivery.id.value);
        bind_i64(q, "contract_line", l->id);
        bind_i64(q, "quantity", l->quantity);
        TRY(query_run_id(q, &lines[i].row));
    }
    return NULL;
}

static err inspect(struct past *p, struct past_case *c, struct delivery_line *lines)
{
    struct unit *u = p->d.u;
    struct inspection *i = &c->delivery.inspection;
    *i = (struct inspection){
        .no = demo_no(&p->d),
        .inspector = c->office->inspector.account,
        .inspector_name = c->office->inspector.name,
        .arrived_on = c->delivery.delivered_on,
        .inspected_on = instant_date(c->at[PAST_INSPECT]),
        .method = INSPECTION_FULL,
        .result = DELIVERY_ACCEPTED,
        .opinion = S("수량과 규격이 계약과 같습니다."),
    };
    delivery_line_list list = {.items = lines, .count = c->line_count};
    i->content = inspection_content(u->arena, &c->delivery, i, &list);
    i->content_hash = digest_sha256(u->arena, i->content);
    TRY(add_inspection(p, c));
    for (size_t n = 0; n < c->line_count; n++) {
        struct query *q = db_query(u->db, &SQL_PAST_INSPECTION_LINE_ADD);
        bind_i64(q, "inspection", i->id.value);
        bind_i64(q, "line", lines[n].row);
        bind_i64(q, "quantity", lines[n].passed);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static err tell_delivery(struct past *p, const struct past_case *c)
{
    struct arena *a = p->d.u->arena;
    str paper = delivery_paper_label(c->contract.object);
    struct past_line line = {
        .who = &c->firm->owner,
        .role = PARTY_OWNER,
        .at = c->at[PAST_DELIVER],
        .kind = "purchase.deliver",
        .text = str_format(a, "1차 %.*s를 냈습니다.", STR_ARG(paper)),
        .path = str_format(a, "/buyer/deliveries/%lld", (long long)c->delivery.no.value),
    };
    TRY(past_tell(p, c, &line));
    past_note(p, &c->firm->pen, line.who, line.role, line.at, "delivery.note", "delivery",
              c->delivery.id.value, S(""));
    line.who = &c->office->inspector;
    line.role = PARTY_INSPECTOR;
    line.at = c->at[PAST_INSPECT];
    line.kind = "purchase.accept";
    line.text = S("1차 납품이 검사에 합격했습니다. 주문한 수량을 모두 받았습니다.");
    past_note(p, &c->office->pen, line.who, line.role, line.at, "inspection.finish", "inspection",
              c->delivery.inspection.id.value, c->delivery.inspection.content_hash);
    return past_tell(p, c, &line);
}

static err write_delivery(struct past *p, struct past_case *c)
{
    struct unit *u = p->d.u;
    struct delivery_line lines[PAST_LINES_MAX];
    date on = instant_date(c->at[PAST_DELIVER]);
    const struct law_term *term = law_term_find(u->law, c->office->regime, S("inspection"), on);
    if (term == NULL) {
        return &DELIVERY_NO_TERM;
    }
    c->delivery = (struct delivery){
        .no = demo_no(&p->d),
        .contract_number = c->contract.number,
        .seq = 1,
        .delivered_on = on,
        .inspect_by = law_term_ends(term, u->calendar, on),
        .inspect_article = term->head.article,
    };
    TRY(add_delivery(p, c));
    TRY(add_delivery_lines(p, c, lines));
    TRY(inspect(p, c, lines));
    return tell_delivery(p, c);
}

err past_write_contract(struct past *p, struct past_case *c)
{
    write_content(p, c);
    TRY(add_contract(p, c));
    for (size_t i = 0; i < c->line_count; i++) {
        TRY(add_contract_line(p, c, &c->contract_lines[i]));
    }
    TRY(add_pledges(p, c));
    TRY(lodge(p, c));
    TRY(sign(p, c, CONTRACT_BY_SUPPLIER, &c->firm->owner, c->at[PAST_SIGN_SUPPLIER]));
    TRY(sign(p, c, CONTRACT_BY_INSTITUTION, &c->department->officer, c->at[PAST_SIGN_INSTITUTION]));
    TRY(tell_contract(p, c));
    return write_delivery(p, c);
}
