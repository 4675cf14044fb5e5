#include "app/law_files.h"

#include "market/law/law_pack.h"
#include "platform/file/folder.h"

err law_files_load(struct arena *arena, str dir, const struct law **out_law, str *out_sentence)
{
    struct folder_file *files = NULL;
    size_t count = 0;
    TRY(folder_read(arena, dir, S(".csv"), &files, &count, out_sentence));
    struct law *law = law_new(arena);
    for (size_t i = 0; i < count; i++) {
        TRY(law_add_pack(law, files[i].name, files[i].text, out_sentence));
    }
    TRY(law_finish(law, out_sentence));
    *out_law = law;
    return NULL;
}

err law_files_load_calendar(struct arena *arena, str dir, struct calendar *out_calendar,
                            str *out_sentence)
{
    str text = S("");
    str path = str_format(arena, "%.*s/holidays.csv", STR_ARG(dir));
    TRY(folder_read_file(arena, path, &text, out_sentence));
    return calendar_parse(arena, text, out_calendar, out_sentence);
}
