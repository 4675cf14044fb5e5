#include "market/law/law_layer.h"

#include <assert.h>
#include <string.h>

#include "base/csv.h"
#include "base/limits.h"
#include "market/law/law_body.h"
#include "market/law/law_column.h"

const struct fault LAW_END_UNKNOWN = {
    .kind = FAULT_REFUSED,
    .code = "law.end_unknown",
    .text = "끝낼 규칙이 없습니다. 규칙 목록에서 다시 골라 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault LAW_END_CLOSED = {
    .kind = FAULT_REFUSED,
    .code = "law.end_closed",
    .text = "마지막 날이 이미 정해진 규칙입니다. 바꾸려면 새 판을 더해 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault LAW_END_BEFORE = {
    .kind = FAULT_REFUSED,
    .code = "law.end_before",
    .text = "마지막 날이 그 규칙의 시행일보다 앞섭니다. 시행일이나 그 뒤의 날을 적어 주세요.",
    .source = FAULT_OWN_RULE,
};

static const char *const ACT_WORDS[] = {"pack", "row", "end"};
static_assert(COUNT(ACT_WORDS) == LAW_ACT_COUNT, "a word for each");

const char *law_act_word(enum law_act act)
{
    assert(act < LAW_ACT_COUNT);
    return ACT_WORDS[act];
}

bool law_act_from(str word, enum law_act *out)
{
    for (int i = 0; i < LAW_ACT_COUNT; i++) {
        if (str_equals(word, str_view(ACT_WORDS[i]))) {
            *out = (enum law_act)i;
            return true;
        }
    }
    return false;
}

int64_t law_version(const struct law *law)
{
    return law->version;
}

size_t law_change_count(const struct law *law)
{
    return law->changes == NULL ? 0 : law->changes->count;
}

const struct law *law_packs(const struct law *law)
{
    return law->packs == NULL ? law : law->packs;
}

bool law_table_from(str name, enum law_table *out)
{
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        if (str_equals(name, str_view(law_table_name((enum law_table)t)))) {
            *out = (enum law_table)t;
            return true;
        }
    }
    return false;
}

bool law_find_id(const struct law *law, str id, enum law_table *out_table, size_t *out_i)
{
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        for (size_t i = 0; i < law_count(law, (enum law_table)t); i++) {
            if (str_equals(law_row(law, (enum law_table)t, i)->id, id)) {
                *out_table = (enum law_table)t;
                *out_i = i;
                return true;
            }
        }
    }
    return false;
}

// --- Lines ---------------------------------------------------------------------------------------

static void write_field(struct out *o, str field)
{
    out_char(o, '"');
    for (size_t i = 0; i < field.n; i++) {
        if (field.p[i] == '"') {
            out_char(o, '"');
        }
        out_char(o, field.p[i]);
    }
    out_char(o, '"');
}

// Not csv_write_text: what a field says must come back as it was.
str law_line_of(struct arena *arena, const str *fields, size_t count)
{
    struct out o;
    out_init(&o, arena, LIMIT_LAW_LINE);
    for (size_t i = 0; i < count; i++) {
        out_str(&o, i == 0 ? S("") : S(","));
        write_field(&o, fields[i]);
    }
    return o.overflowed ? S("") : out_view(&o);
}

str law_line_text(struct arena *arena, const struct law *law, enum law_table table, size_t i)
{
    size_t count = law_column_count(table);
    str *fields = NEW_ARRAY(arena, count, str);
    for (size_t c = 0; c < count; c++) {
        fields[c] = law_field_text(arena, law, table, i, c);
    }
    return law_line_of(arena, fields, count);
}

bool law_line_fields(struct arena *arena, enum law_table table, str line, const str **out_fields)
{
    struct csv c;
    if (csv_init(&c, arena, line) != NULL || c.width != law_column_count(table) ||
        c.at < c.text.n) {
        return false;
    }
    *out_fields = c.header;
    return true;
}

// --- Layers --------------------------------------------------------------------------------------

static struct law *copy_packs(const struct law *law, struct arena *arena)
{
    const struct law *packs = law_packs(law);
    struct law *copy = law_new(arena);
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        const struct law_rows *from = &packs->tables[t];
        size_t size = LAW_TABLES[t].row_size;
        copy->tables[t] = (struct law_rows){
            .p = arena_array(arena, from->count + 1, size),
            .count = from->count,
            .room = from->count + 1,
        };
        if (from->count > 0) {
            memcpy(copy->tables[t].p, from->p, from->count * size);
        }
    }
    copy->packs = packs;
    return copy;
}

// A row that was not known yet. One that no pack holds any more is no trouble.
static void forget_row(struct law *law, str id)
{
    enum law_table table;
    size_t i;
    if (!law_find_id(law, id, &table, &i)) {
        return;
    }
    struct law_rows *r = &law->tables[table];
    size_t size = LAW_TABLES[table].row_size;
    memmove(r->p + i * size, r->p + (i + 1) * size, (r->count - i - 1) * size);
    r->count--;
}

static err add_row(struct law *law, const struct law_change *c, str *out_where)
{
    enum law_table table;
    TRY(law_add_row(law, c->kind, c->line, out_where));
    bool known = law_table_from(c->kind, &table);
    assert(known); // law_add_row found it
    (void)known;
    struct law_head *head = law_body_row(law, table, law_count(law, table) - 1);
    head->since = c->since;
    head->added_at = c->added_at;
    head->proposal = c->proposal;
    head->source = S("운영자가 더함");
    return NULL;
}

static err end_row(struct law *law, const struct law_change *c, str *out_where)
{
    enum law_table table;
    size_t i;
    *out_where = c->row_id;
    if (!law_find_id(law, c->row_id, &table, &i)) {
        return &LAW_END_UNKNOWN;
    }
    struct law_head *head = law_body_row(law, table, i);
    if (!date_is_none(head->last_day)) {
        return &LAW_END_CLOSED;
    }
    if (!date_is_none(head->first_day) && date_before(c->last_day, head->first_day)) {
        return &LAW_END_BEFORE;
    }
    head->last_day = c->last_day;
    head->end_proposal = c->proposal;
    return NULL;
}

// From which version a row of the packs is known.
static void date_row(struct law *law, const struct law_change *c)
{
    enum law_table table;
    size_t i;
    if (law_find_id(law, c->row_id, &table, &i)) {
        struct law_head *head = law_body_row(law, table, i);
        head->since = c->since;
    }
}

static bool takes_place_of(enum law_table table, const struct law_head *pack,
                           const struct law_head *added)
{
    return pack->proposal.value == 0 && pack->since > added->since && pack->active &&
           added->active && pack->regime == added->regime &&
           date_equals(pack->first_day, added->first_day) && law_key_equals(table, pack, added);
}

// A later pack brings the same row: the operators' own has done its work, and stays for older
// versions alone.
static void give_way(struct law *law, enum law_table table)
{
    for (size_t i = law_count(law, table); i-- > 0;) {
        const struct law_head *added = law_row(law, table, i);
        bool gives_way = false;
        for (size_t k = 0; added->proposal.value != 0 && k < law_count(law, table); k++) {
            gives_way = gives_way || takes_place_of(table, law_row(law, table, k), added);
        }
        if (gives_way) {
            forget_row(law, added->id);
        }
    }
}

err law_layer(const struct law *law, const struct law_changes *changes, int64_t version,
              struct arena *arena, struct law **out, str *out_where)
{
    struct law *made = copy_packs(law, arena);
    *out_where = S("");
    for (size_t i = 0; i < changes->count; i++) {
        const struct law_change *c = &changes->items[i];
        bool is_known = c->since <= version;
        if (c->act == LAW_ACT_PACK && !is_known) {
            forget_row(made, c->row_id);
        } else if (c->act == LAW_ACT_PACK) {
            date_row(made, c);
        } else if (c->act == LAW_ACT_ROW && is_known) {
            TRY(add_row(made, c, out_where));
        } else if (c->act == LAW_ACT_END && is_known) {
            TRY(end_row(made, c, out_where));
        }
        if (is_known && c->since > made->version) {
            made->version = c->since;
        }
    }
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        give_way(made, (enum law_table)t);
    }
    law_body_order(made);
    made->changes = changes;
    *out = made;
    return NULL;
}

const struct law *law_as_of(const struct law *law, int64_t version, struct arena *arena)
{
    if (law->changes == NULL || version >= law->version) {
        return law;
    }
    struct law *older = NULL;
    str where = S("");
    err e = law_layer(law, law->changes, version, arena, &older, &where);
    assert(e == NULL); // the same changes and more were laid before
    (void)e;
    return older;
}

err law_try(const struct law *law, const struct law_change *change, struct arena *arena,
            const struct law **out, str *out_where)
{
    size_t before = law_change_count(law);
    struct law_change *items = NEW_ARRAY(arena, before + 1, struct law_change);
    if (before > 0) {
        memcpy(items, law->changes->items, before * sizeof(items[0]));
    }
    items[before] = *change;
    items[before].since = law->version + 1;
    struct law_changes *all = NEW(arena, struct law_changes);
    *all = (struct law_changes){items, before + 1};
    struct law *made = NULL;
    TRY(law_layer(law, all, law->version + 1, arena, &made, out_where));
    TRY(law_finish(made, out_where));
    *out = made;
    return NULL;
}
