#include "market/delivery/delivery_came.h"

#include <assert.h>
#include <string.h>

// A quantity of the line that was sent back and did not come again yet.
struct delivery_sent_back {
    const struct law_delay_turn *turn;
    int64_t quantity;
    struct delivery_sent_back *next;
};

// Each turn once, however many lines took it.
struct delivery_turn_link {
    struct law_delay_turn turn;
    struct delivery_turn_link *next;
};

void delivery_came_begin(struct delivery_came_reader *r, struct arena *arena)
{
    *r = (struct delivery_came_reader){.arena = arena};
}

static const struct law_delay_turn *turn_of(struct delivery_came_reader *r,
                                            const struct delivery_piece *p,
                                            const struct law_delay_turn *before)
{
    for (struct delivery_turn_link *l = r->turns; l != NULL; l = l->next) {
        if (date_equals(l->turn.on, p->on) && date_equals(l->turn.checked_on, p->inspected_on) &&
            date_equals(l->turn.inspect_by, p->inspect_by) && l->turn.before == before) {
            return &l->turn;
        }
    }
    struct delivery_turn_link *link = NEW(r->arena, struct delivery_turn_link);
    *link = (struct delivery_turn_link){
        .turn = {.on = p->on,
                 .checked_on = p->inspected_on,
                 .inspect_by = p->inspect_by,
                 .before = before},
        .next = r->turns,
    };
    r->turns = link;
    return &link->turn;
}

static void send_back(struct delivery_came_reader *r, const struct law_delay_turn *turn,
                      int64_t quantity)
{
    struct delivery_sent_back *s = NEW(r->arena, struct delivery_sent_back);
    *s = (struct delivery_sent_back){.turn = turn, .quantity = quantity};
    if (r->last == NULL) {
        r->first = s;
    } else {
        r->last->next = s;
    }
    r->last = s;
}

static void make_room(struct delivery_came_reader *r)
{
    if (r->list.count < r->capacity) {
        return;
    }
    size_t capacity = r->capacity == 0 ? 8 : 2 * r->capacity;
    struct delivery_came *items = NEW_ARRAY(r->arena, capacity, struct delivery_came);
    if (r->list.count > 0) {
        memcpy(items, r->list.items, r->list.count * sizeof *items);
    }
    r->list.items = items;
    r->capacity = capacity;
}

// The entry of a delivery and what it stands for; the deliveries stay in their order.
static struct delivery_came *entry_of(struct delivery_came_reader *r,
                                      const struct delivery_piece *p,
                                      const struct law_delay_turn *before)
{
    size_t i = 0;
    while (i < r->list.count && r->list.items[i].part.seq <= p->seq) {
        if (r->list.items[i].part.seq == p->seq && r->list.items[i].part.before == before) {
            return &r->list.items[i];
        }
        i++;
    }
    make_room(r);
    struct delivery_came *entry = &r->list.items[i];
    memmove(entry + 1, entry, (r->list.count - i) * sizeof *entry);
    r->list.count++;
    *entry = (struct delivery_came){
        .part = {.seq = p->seq,
                 .on = p->on,
                 .amount = WON(0),
                 .checked_on = p->inspected_on,
                 .inspect_by = p->inspect_by,
                 .before = before},
        .delivery = p->delivery,
        .inspection = p->inspection,
    };
    return entry;
}

static void come(struct delivery_came_reader *r, const struct delivery_piece *p,
                 const struct law_delay_turn *before, int64_t quantity)
{
    money amount = WON(0);
    bool within = money_times(r->price, quantity, &amount);
    assert(within); // at most the line of a contract, which was checked
    (void)within;
    struct delivery_came *entry = entry_of(r, p, before);
    entry->part.amount = money_add(entry->part.amount, amount);
}

// What of a piece is not set against anything yet.
struct open_piece {
    const struct delivery_piece *piece;
    int64_t left;
    int64_t passed; // of it, or as if while it waits
};

static void set_against(struct delivery_came_reader *r, struct open_piece *o,
                        const struct law_delay_turn *before, int64_t quantity)
{
    int64_t passed = o->passed < quantity ? o->passed : quantity;
    if (passed > 0) {
        come(r, o->piece, before, passed);
    }
    if (passed < quantity) {
        send_back(r, turn_of(r, o->piece, before), quantity - passed);
    }
    o->passed -= passed;
    o->left -= quantity;
}

// In the place of what was sent back until `last` of its list, by the day the piece came or
// `anyhow`.
static void replace(struct delivery_came_reader *r, struct open_piece *o,
                    const struct delivery_sent_back *last, bool anyhow)
{
    for (struct delivery_sent_back *s = r->first; last != NULL && s != NULL; s = s->next) {
        bool was_known = anyhow || !date_before(o->piece->on, s->turn->checked_on);
        int64_t quantity = s->quantity < o->left ? s->quantity : o->left;
        if (was_known && quantity > 0) {
            s->quantity -= quantity;
            set_against(r, o, s->turn, quantity);
        }
        if (s == last) {
            return;
        }
    }
}

void delivery_came_add(struct delivery_came_reader *r, const struct delivery_piece *p)
{
    bool waits = date_is_none(p->inspected_on);
    assert(waits || p->accepted + p->refused == p->brought);
    struct open_piece o = {
        .piece = p,
        .left = p->brought,
        .passed = waits ? p->brought : p->accepted,
    };
    const struct delivery_sent_back *last = r->last; // what this one sends back comes after it
    replace(r, &o, last, false);
    int64_t fresh = r->fresh < o.left ? r->fresh : o.left;
    if (fresh > 0) {
        r->fresh -= fresh;
        set_against(r, &o, NULL, fresh);
    }
    replace(r, &o, last, true);
    assert(o.left == 0); // no more than was ordered is ever noted
}

void delivery_came_end(struct delivery_came_reader *r)
{
    const struct delivery_piece away = {
        .on = DATE_NONE, .inspected_on = DATE_NONE, .inspect_by = DATE_NONE};
    for (const struct delivery_sent_back *s = r->first; s != NULL; s = s->next) {
        if (s->quantity > 0) {
            come(r, &away, s->turn, s->quantity);
        }
    }
    r->first = NULL;
    r->last = NULL;
}

void delivery_came_line(struct delivery_came_reader *r, money price, int64_t ordered)
{
    delivery_came_end(r);
    r->price = price;
    r->fresh = ordered;
    r->first = NULL;
    r->last = NULL;
}
