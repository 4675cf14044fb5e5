#include "market/law/law_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date_testing.h"
#include "base/limits.h"
#include "platform/file/folder.h"

static void must(err e, str sentence)
{
    if (e != NULL) {
        (void)fprintf(stderr, "%s: %.*s\n", e->code, STR_ARG(sentence));
        exit(1);
    }
}

struct law *testing_law_open(struct arena *arena)
{
    struct folder_file *files = NULL;
    size_t count = 0;
    str sentence = S("");
    err e = folder_read(arena, S("law"), S(".csv"), &files, &count, &sentence);
    must(e, sentence);
    struct law *law = law_new(arena);
    for (size_t i = 0; i < count; i++) {
        e = law_add_pack(law, files[i].name, files[i].text, &sentence);
        must(e, sentence);
    }
    return law;
}

const struct law *testing_law(void)
{
    static const struct law *law;
    static struct arena *arena; // as long as the program: the law does not change
    if (law == NULL) {
        arena = arena_open(LIMIT_ARENA_STARTUP);
        struct law *read = testing_law_open(arena);
        str sentence = S("");
        err e = law_finish(read, &sentence);
        must(e, sentence);
        law = read;
    }
    return law;
}

struct calendar testing_calendar(struct arena *arena)
{
    str text = S("");
    str sentence = S("");
    err e = folder_read_file(arena, S("data/holidays.csv"), &text, &sentence);
    must(e, sentence);
    struct calendar c = {0};
    e = calendar_parse(arena, text, &c, &sentence);
    must(e, sentence);
    return c;
}

struct law_question testing_question(enum law_regime regime, enum law_object object, int64_t won,
                                     const char *on)
{
    return (struct law_question){
        .regime = regime,
        .object = object,
        .estimated_price = WON(won),
        .contract_price = WON(won),
        .vulnerable_bp = LAW_VULNERABLE_UNKNOWN,
        .on = day(on),
    };
}
