#include "platform/file/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"

const struct fault FOLDER_CANNOT_READ = {
    .kind = FAULT_BROKEN,
    .code = "folder.cannot_read",
    .text = "프로그램에 딸린 파일을 읽을 수 없습니다. 설치를 확인해 주세요.",
};

static err cannot(struct arena *arena, const char *path, const char *why, str *out_sentence)
{
    *out_sentence = str_format(arena, "%s: %s", path, why);
    return &FOLDER_CANNOT_READ;
}

err folder_read_file(struct arena *arena, str path, str *out_text, str *out_sentence)
{
    const char *name = str_to_c(arena, path);
    FILE *f = fopen(name, "re");
    if (f == NULL) {
        return cannot(arena, name, strerror(errno), out_sentence);
    }
    struct stat facts = {0};
    if (fstat(fileno(f), &facts) != 0 || !S_ISREG(facts.st_mode)) {
        (void)fclose(f);
        return cannot(arena, name, "파일이 아닙니다", out_sentence);
    }
    if (facts.st_size > LIMIT_FOLDER_FILE) {
        (void)fclose(f);
        return cannot(arena, name, "파일이 너무 큽니다", out_sentence);
    }
    size_t size = (size_t)facts.st_size;
    char *p = arena_alloc(arena, size + 1);
    size_t n = fread(p, 1, size, f);
    (void)fclose(f);
    if (n != size) {
        return cannot(arena, name, "끝까지 읽지 못했습니다", out_sentence);
    }
    *out_text = (str){.p = p, .n = n};
    return NULL;
}

// What the walk has gathered: paths below `dir`.
struct walk {
    struct arena *arena;
    str dir;
    str ending;
    str paths[LIMIT_FOLDER_FILES];
    size_t count;
};

static str below(struct arena *arena, str folder, str name)
{
    return str_is_empty(folder) ? name
                                : str_format(arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

static bool is_folder(struct walk *w, str path)
{
    struct stat facts = {0};
    const char *name = str_format(w->arena, "%.*s/%.*s", STR_ARG(w->dir), STR_ARG(path)).p;
    return stat(name, &facts) == 0 && S_ISDIR(facts.st_mode);
}

static err gather(struct walk *w, str folder, int depth, str *out_sentence)
{
    const char *name = str_format(w->arena, "%.*s/%.*s", STR_ARG(w->dir), STR_ARG(folder)).p;
    DIR *d = opendir(name);
    if (d == NULL) {
        return cannot(w->arena, name, strerror(errno), out_sentence);
    }
    err e = NULL;
    for (struct dirent *entry = readdir(d); e == NULL && entry != NULL; entry = readdir(d)) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        str path = below(w->arena, folder, str_copy(w->arena, str_view(entry->d_name)));
        if (is_folder(w, path)) {
            e = depth == 0 ? gather(w, path, depth + 1, out_sentence) : NULL;
        } else if (str_ends(path, w->ending) && w->count == COUNT(w->paths)) {
            e = cannot(w->arena, name, "파일이 너무 많습니다", out_sentence);
        } else if (str_ends(path, w->ending)) {
            w->paths[w->count++] = path;
        }
    }
    (void)closedir(d);
    return e;
}

static int by_bytes(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

err folder_read(struct arena *arena, str dir, str ending, struct folder_file **out_files,
                size_t *out_count, str *out_sentence)
{
    struct walk w = {.arena = arena, .dir = dir, .ending = ending};
    TRY(gather(&w, S(""), 0, out_sentence));
    qsort(w.paths, w.count, sizeof(w.paths[0]), by_bytes);
    struct folder_file *files = NEW_ARRAY(arena, w.count, struct folder_file);
    for (size_t i = 0; i < w.count; i++) {
        str path = str_format(arena, "%.*s/%.*s", STR_ARG(dir), STR_ARG(w.paths[i]));
        TRY(folder_read_file(arena, path, &files[i].text, out_sentence));
        files[i].name = str_slice(w.paths[i], 0, w.paths[i].n - ending.n);
    }
    *out_files = files;
    *out_count = w.count;
    return NULL;
}
