#include "market/catalog/vetting_action.h"

#include "base/limits.h"
#include "market/calendar/calendar.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/party/party_account_action.h"

// A listing under somebody's eyes, with what it is weighed by.
struct desk {
    struct vetting_rules rules;
    vetting_word_list words;
    vetting_template_list templates;
    struct vetting_listing listing;
    struct vetting_result result;
};

static err open_desk(struct unit *u, struct desk *d)
{
    TRY(vetting_store_rules(u->db, &d->rules));
    return vetting_store_words(u->db, u->arena, &d->words, &d->templates);
}

static bool is_open(const struct vetting_listing *l)
{
    return l->reviewed < l->revision && (l->state == LISTING_WAITING || l->state == LISTING_ACTIVE);
}

static err weigh(struct unit *u, struct desk *d)
{
    value_list values;
    TRY(product_list_values(u->db, u->arena, d->listing.product, &values));
    return vetting_store_weigh(u->db, u->arena, &d->rules, &d->words, &d->listing, &values, u->now,
                               &d->result);
}

static err take_up(struct unit *u, struct desk *d, public_no no, int64_t version)
{
    TRY(vetting_store_find(u->db, no, &d->listing));
    if (!is_open(&d->listing)) {
        return &VETTING_SEEN;
    }
    if (d->listing.version != version) {
        return &LISTING_CHANGED;
    }
    return weigh(u, d);
}

static err note(struct unit *u, const struct desk *d, enum listing_event event)
{
    const struct vetting_listing *l = &d->listing;
    date since = instant_date(l->waiting_since);
    struct vetting_verdict v = {
        .is_approved = event == LISTING_APPROVE,
        .by = u->actor->account,
        .working_days = calendar_working_days_between(u->calendar, since, u->today),
    };
    v.first = v.is_approved && d->result.needs_two ? l->first : NO_ID(account_id);
    v.is_in_time = v.working_days <= d->rules.promise_days;
    TRY(vetting_store_decided(u->db, l, &d->result, &v, u->now));
    return vetting_store_forget(u->db, l->id);
}

static err decide(struct unit *u, const struct desk *d, enum listing_event event, str reason)
{
    struct listing was;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), d->listing.no, &was));
    TRY(listing_action_move(u, &was, event, reason));
    return note(u, d, event);
}

// Whose listings were approved together: each firm is told once.
struct approved {
    struct listing first;
    int64_t count;
};
typedef LIST(struct approved) approved_list;

static void count_approved(approved_list *firms, const struct listing *l)
{
    size_t at = 0;
    while (at < firms->count && firms->items[at].first.supplier.value != l->supplier.value) {
        at++;
    }
    if (at == firms->count) {
        firms->items[firms->count++] = (struct approved){.first = *l};
    }
    firms->items[at].count++;
}

static err approve_one_of(struct unit *u, const struct desk *d, approved_list *firms)
{
    struct listing was;
    bool asks_word = false;
    TRY(listing_store_find(u->db, u->arena, NO_ID(supplier_id), d->listing.no, &was));
    TRY(listing_action_approve_untold(u, &was, &asks_word));
    if (asks_word) {
        count_approved(firms, &was);
    }
    return note(u, d, LISTING_APPROVE);
}

// The other operators: one of them is to look as well.
static err tell_others(struct unit *u, const struct vetting_listing *l)
{
    return account_tell_operators(
        u, u->actor->account, S("vetting.second"), S("상품 하나를 두 번째로 확인해 주세요"),
        l->title, str_format(u->arena, "/admin/listings/%lld", (long long)l->no.value));
}

static err look_first(struct unit *u, const struct desk *d, str word)
{
    TRY(vetting_store_vote(u->db, &d->listing, u->actor->account, word, u->now));
    audit_write(u, S("listing.vote"), S("offer"), d->listing.id.value, word);
    return tell_others(u, &d->listing);
}

err vetting_action_approve(struct unit *u, public_no no, int64_t version, str word,
                           enum vetting_outcome *out)
{
    struct desk d;
    TRY(open_desk(u, &d));
    TRY(take_up(u, &d, no, version));
    if (d.result.needs_two && d.listing.first.value == u->actor->account.value) {
        return &VETTING_OWN_HANDS;
    }
    if (d.result.needs_two && d.listing.first.value == 0) {
        *out = VETTING_FIRST;
        return look_first(u, &d, word);
    }
    *out = VETTING_APPROVED;
    return decide(u, &d, LISTING_APPROVE, S(""));
}

err vetting_action_return(struct unit *u, public_no no, int64_t version, str reason)
{
    struct desk d;
    if (str_is_empty(str_trim(reason))) {
        return &VETTING_NO_REASON;
    }
    TRY(open_desk(u, &d));
    TRY(take_up(u, &d, no, version));
    return decide(u, &d, LISTING_RETURN, reason);
}

err vetting_action_approve_batch(struct unit *u, const struct vetting_pick *picks, size_t count,
                                 size_t *out_done)
{
    struct desk d;
    approved_list firms = {.items = NEW_ARRAY(u->arena, count, struct approved)};
    *out_done = 0;
    TRY(open_desk(u, &d));
    for (size_t i = 0; i < count; i++) {
        err e = take_up(u, &d, picks[i].no, picks[i].version);
        if (e == &LISTING_CHANGED || e == &VETTING_SEEN || e == &LISTING_UNKNOWN) {
            continue;
        }
        TRY(e);
        if (!d.result.needs_two && d.result.points <= d.rules.batch_points) {
            TRY(approve_one_of(u, &d, &firms));
            (*out_done)++;
        } else { // the list knows of the reason from now on, and it is among those no more
            TRY(vetting_store_keep(u->db, &d.listing, &d.result, u->now));
        }
    }
    for (size_t i = 0; i < firms.count; i++) {
        TRY(listing_action_tell_approved(u, &firms.items[i].first, firms.items[i].count));
    }
    return NULL;
}

err vetting_action_weigh(struct unit *u, bool *out_more)
{
    struct desk d;
    vetting_fresh_list fresh;
    TRY(vetting_store_sweep(u->db));
    TRY(vetting_store_fresh(u->db, u->arena, LIMIT_VETTING_BATCH, &fresh));
    *out_more = fresh.count == LIMIT_VETTING_BATCH;
    if (fresh.count == 0) {
        return NULL;
    }
    TRY(open_desk(u, &d));
    for (size_t i = 0; i < fresh.count; i++) {
        TRY(vetting_store_find(u->db, fresh.items[i].no, &d.listing));
        TRY(weigh(u, &d));
        TRY(vetting_store_keep(u->db, &d.listing, &d.result, u->now));
    }
    return NULL;
}
