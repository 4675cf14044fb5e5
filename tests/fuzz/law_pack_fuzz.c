// A pack of the law as a file of law/, and one of its lines as an operator adds it: a line with the
// pack's name, then the file.
#include "fuzz.h"

#include "market/law/law_pack.h"

// What was read can be shown, every field of it.
static void show(struct arena *arena, const struct law *law)
{
    for (int table = 0; table < LAW_TABLE_COUNT; table++) {
        for (size_t i = 0; i < law_count(law, (enum law_table)table); i++) {
            for (size_t k = 0; k < law_column_count((enum law_table)table); k++) {
                assert(str_is_text(law_field_text(arena, law, (enum law_table)table, i, k)));
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    str name = str_cut(&text, '\n');
    if (!str_is_text(name)) { // of a file of ours
        return 0;
    }
    str where = S("");
    struct law *law = law_new(arena);
    err e = law_add_pack(law, name, text, &where);
    assert((e == NULL) == (where.n == 0) && str_is_text(where));
    if (e == NULL) {
        show(arena, law);
        e = law_finish(law, &where);
        assert((e == NULL) == (where.n == 0));
    }
    (void)str_cut(&text, '\n'); // the header
    law = law_new(arena);
    where = S("");
    e = law_add_row(law, name, text, &where);
    assert((e == NULL) == (where.n == 0) && str_is_text(where));
    if (e == NULL) {
        show(arena, law);
    }
    return 0;
}
