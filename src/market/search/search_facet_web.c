#include "market/search/search_facet_web.h"

#include "base/limits.h"

#define UNITS_SHOWN 6 // the others are folded

static void add(choice_list *list, str value, str text, int64_t count, bool chosen)
{
    list->items[list->count++] =
        (struct choice){.value = value, .text = text, .count = count, .chosen = chosen};
}

static void fill_list(struct arena *a, choice_list *list, const search_facet_list *from, str chosen)
{
    list->items = NEW_ARRAY(a, from->count + 1, struct choice);
    for (size_t i = 0; i < from->count; i++) {
        const struct search_facet *f = &from->items[i];
        add(list, f->value, f->name, f->count, search_is_listed(chosen, f->value));
    }
}

// Where every firm delivers everywhere the facet says nothing.
static void fill_deliveries(struct search_making *m)
{
    const search_facet_list *from = &m->r->deliveries;
    bool narrows = m->k->query.deliveries.n > 0;
    for (size_t i = 0; i < from->count; i++) {
        narrows = narrows || from->items[i].count < m->r->total;
    }
    if (narrows) {
        fill_list(m->a, &m->p->deliveries, from, m->k->query.deliveries);
    }
}

// A category is entered by its name; several are marked by their boxes.
static void fill_categories(struct search_making *m)
{
    choice_list *list = &m->p->categories;
    fill_list(m->a, list, &m->r->categories, m->k->query.subs);
    for (size_t i = 0; i < list->count; i++) {
        struct search_query q = search_first_page(m);
        q.category = list->items[i].value;
        q.subs = S("");
        list->items[i].path = search_address(m->a, m->k, &q);
    }
    m->p->any_subs = list->count > 1 || m->k->query.subs.n > 0;
}

static void fill_tags(struct search_making *m)
{
    m->p->tags.items = NEW_ARRAY(m->a, CERTIFICATE_ALL_COUNT, struct choice);
    m->p->certificates.items = NEW_ARRAY(m->a, CERTIFICATE_ALL_COUNT, struct choice);
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        enum certificate_kind kind = (enum certificate_kind)k;
        bool chosen = (m->k->query.tags >> k & 1) != 0;
        if (certificate_is_preference(kind) && (chosen || m->r->tag_counts[k] > 0)) {
            add(certificate_is_of_product(kind) ? &m->p->certificates : &m->p->tags,
                str_view(certificate_kind_word(kind)), certificate_kind_label(kind),
                m->r->tag_counts[k], chosen);
        }
    }
}

static void fill_bands(struct search_making *m)
{
    m->p->bands.items = NEW_ARRAY(m->a, SEARCH_BANDS, struct choice);
    for (int b = 0; b < SEARCH_BANDS; b++) {
        bool chosen = (m->k->query.bands >> b & 1) != 0;
        if (chosen || m->r->band_counts[b] > 0) {
            add(&m->p->bands, str_format(m->a, "%d", b), search_band_word(b), m->r->band_counts[b],
                chosen);
        }
    }
}

static void fill_leads(struct search_making *m)
{
    m->p->leads.items = NEW_ARRAY(m->a, SEARCH_LEADS, struct choice);
    for (int64_t i = 1; i <= SEARCH_LEADS; i++) {
        add(&m->p->leads, str_format(m->a, "%lld", (long long)i),
            str_format(m->a, "%lld일 안", (long long)search_lead_days(i)), m->r->lead_counts[i - 1],
            m->k->query.lead == i);
    }
    m->p->any_lead = m->k->query.lead == 0;
}

static void fill_units(struct search_making *m)
{
    fill_list(m->a, &m->p->units, &m->r->units, m->k->query.units);
    if (m->p->units.count <= UNITS_SHOWN) {
        return;
    }
    m->p->rare_units.items = m->p->units.items + UNITS_SHOWN;
    m->p->rare_units.count = m->p->units.count - UNITS_SHOWN;
    m->p->units.count = UNITS_SHOWN;
    for (size_t i = 0; i < m->p->rare_units.count; i++) {
        m->p->opens_units = m->p->opens_units || m->p->rare_units.items[i].chosen;
    }
}

void search_fill_facets(struct search_making *m)
{
    const struct search_query *q = &m->k->query;
    fill_categories(m);
    fill_tags(m);
    fill_list(m->a, &m->p->districts, &m->r->districts, q->districts);
    fill_deliveries(m);
    fill_bands(m);
    fill_leads(m);
    fill_units(m);
    m->p->green = q->green;
    m->p->green_count = m->r->green_count;
    m->p->shows_green = q->green || m->r->green_count > 0;
}
