#include "market/party/party_part_web.h"

#include "market/party/party_facts.h"
#include "market/party/party_org_store.h"
#include "market/party/party_supplier_store.h"

err party_district_options(struct db *db, struct arena *a, str code, party_option_list *out)
{
    district_list list;
    TRY(party_store_districts(db, a, &list));
    out->items = NEW_ARRAY(a, list.count, struct party_option);
    out->count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        const struct district *d = &list.items[i];
        out->items[i] = (struct party_option){
            .value = d->code, .text = d->name, .selected = str_equals(d->code, code)};
    }
    return NULL;
}

err party_department_options(struct unit *u, str chosen, party_option_list *out,
                             department_id *out_chosen)
{
    department_list list;
    *out_chosen = NO_ID(department_id);
    TRY(department_store_list(u->db, u->arena, u->actor->institution, u->today, &list));
    *out = (party_option_list){.items = NEW_ARRAY(u->arena, list.count, struct party_option)};
    for (size_t i = 0; i < list.count; i++) {
        const struct department *d = &list.items[i];
        if (d->is_closed) {
            continue;
        }
        struct party_option *option = &out->items[out->count++];
        *option = (struct party_option){
            .value = str_format(u->arena, "%lld", (long long)d->no.value), .text = d->name};
        option->selected = str_equals(option->value, chosen);
        if (option->selected) {
            *out_chosen = d->id;
        }
    }
    return NULL;
}

str party_member_state(const struct member *m, date today, str *out_tone)
{
    if (m->has_ended) {
        *out_tone = S("off");
        return S("끝남");
    }
    if (date_before(today, m->first_day)) {
        *out_tone = S("now");
        return S("시작 전");
    }
    *out_tone = m->is_active ? S("ok") : S("bad");
    return m->is_active ? S("쓰는 중") : S("닫힌 계정");
}

void party_fill_timeline(struct arena *a, const review_line_list *lines, bool with_names,
                         struct timeline *out)
{
    out->items.items = NEW_ARRAY(a, lines->count, struct happening);
    out->items.count = lines->count;
    for (size_t i = 0; i < lines->count; i++) {
        const struct review_line *l = &lines->items[i];
        bool applied = str_equals(l->decision, S("applied"));
        out->items.items[i] = (struct happening){
            .tone = i == 0 && applied ? S("now") : party_decision_tone(l->decision),
            .at = l->at,
            .text = party_decision_label(l->decision),
            .who = applied || with_names ? l->name : S("운영자"),
            .said = applied ? l->file_name : l->reason,
        };
    }
}
