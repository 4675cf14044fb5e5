#include "market/purchase/purchase_sight_web.h"

#include "base/limits.h"
#include "market/catalog/listing_part_web.h"
#include "market/party/party_store.h"
#include "market/purchase/purchase_seen_web.h"

#define SHOWN_MOST 60 // characters of a value that are told: the page of the product has all

int64_t purchase_sight_read(const struct request *rq, struct arena *a, int64_t key)
{
    int64_t revision = 0;
    str field = str_format(a, "seen_%lld", (long long)key);
    bool is_number = str_parse_i64(request_field(rq, str_to_c(a, field)), &revision);
    return is_number && revision > 0 ? revision : 0;
}

static void add_value(struct out *o, str value)
{
    if (value.n == 0) {
        out_str(o, S("없음"));
    } else if (str_length(value) <= SHOWN_MOST) {
        out_str(o, value);
    } else {
        out_str(o, S("(긴 글)"));
    }
}

static err differ(struct unit *u, const struct purchase_seen *seen, struct listing_change *out)
{
    struct listing_template t;
    district_list districts;
    TRY(purchase_seen_template(u, seen->was.text.category, &t));
    TRY(party_store_districts(u->db, u->arena, &districts));
    purchase_seen_differ(u->arena, &(struct listing_words){&t, &districts}, seen, out);
    return NULL;
}

static err tell(struct unit *u, struct issues *is, const struct purchase_seen *seen, str title,
                int64_t seq)
{
    struct listing_change change = {0};
    struct out o;
    if (seen->was.revision == seen->is.revision || seen->is.state != LISTING_ACTIVE) {
        return NULL;
    }
    TRY(differ(u, seen, &change));
    if (change.items.count == 0) {
        return NULL;
    }
    out_init(&o, u->arena, 64 * KIB);
    out_format(&o, "%.*s: 보신 뒤 상품이 바뀌었습니다.", STR_ARG(title));
    for (size_t i = 0; i < change.items.count; i++) {
        const struct listing_difference *d = &change.items.items[i];
        out_format(&o, "%s %.*s: ", i == 0 ? "" : ",", STR_ARG(d->name));
        add_value(&o, d->was);
        out_str(&o, S(" → "));
        add_value(&o, d->is);
    }
    out_str(&o, S(". 확인하셨으면 다시 눌러 주세요."));
    const char *text = str_to_c(u->arena, out_view(&o));
    if (seq > 0) {
        issues_add_at(is, u->arena, "quantity", seq, text);
    } else {
        issues_add(is, "", text);
    }
    return NULL;
}

err purchase_sight_tell(struct unit *u, struct issues *is, offer_id offer, int64_t seen, str title,
                        int64_t seq)
{
    struct purchase_seen both;
    TRY(purchase_seen_offer(u->db, u->arena, offer, seen, u->today, &both));
    return tell(u, is, &both, title, seq);
}

err purchase_sight_renew(struct unit *u, const struct request *rq, struct issues *is,
                         struct purchase_line *line, int64_t quantity, int64_t *out_revision)
{
    struct purchase_seen both;
    int64_t carried = purchase_sight_read(rq, u->arena, line->seq);
    int64_t seen = carried > 0 ? carried : line->offer_revision;
    TRY(purchase_seen_offer(u->db, u->arena, line->offer, seen, u->today, &both));
    *out_revision = line->offer_revision;
    if (both.is.state == LISTING_ACTIVE && both.is.revision != line->offer_revision) {
        TRY(tell(u, is, &both, line->title, line->seq));
        line->title = both.is.text.title;
        line->unit = both.is.terms.unit;
        line->list_price = offer_price_of(&both.is.terms, quantity);
        *out_revision = both.is.revision;
    }
    return NULL;
}
