#include "app/setup.h"

#include "app/setup.sql.h"
#include "market/catalog/catalog_import_action.h"
#include "platform/file/folder.h"
#include "platform/secret/secret.h"

const struct fault SETUP_ALREADY_DONE = {
    .kind = FAULT_CONFLICT,
    .code = "setup.already_done",
    .text = "기초 자료가 이미 있습니다. 분류·양식·낱말은 운영자 화면에서 고칩니다. · "
            "The set-up data is there already; operators change it on their pages.",
};

static str path_of(struct arena *a, str data_dir, const char *name)
{
    return str_format(a, "%.*s/%s", STR_ARG(data_dir), name);
}

err setup_open_csv(struct arena *a, str data_dir, const char *name, struct csv *out,
                   str *out_sentence)
{
    str text = {0};
    TRY(folder_read_file(a, path_of(a, data_dir, name), &text, out_sentence));
    return csv_init(out, a, text);
}

str setup_cell(const struct csv *c, const str *row, const char *column)
{
    size_t at = 0;
    return csv_column(c, str_view(column), &at) ? row[at] : S("");
}

static err load_catalog(struct unit *u, str data_dir, str *out_sentence)
{
    static const struct {
        const char *file;
        err (*import)(struct unit *u, str name, str text, str *sentence);
    } FILES[] = {
        {"regions.csv",         catalog_import_regions      },
        {"categories.csv",      catalog_import_categories   },
        {"attributes.csv",      catalog_import_attributes   },
        {"synonyms.csv",        catalog_import_synonyms     },
        {"category_things.csv", catalog_import_things       },
        {"titles.csv",          catalog_import_titles       },
        {"vetting_words.csv",   catalog_import_vetting_words},
        {"service_specs.csv",   catalog_import_services     },
    };
    for (size_t i = 0; i < COUNT(FILES); i++) {
        str text = {0};
        str path = path_of(u->arena, data_dir, FILES[i].file);
        TRY(folder_read_file(u->arena, path, &text, out_sentence));
        TRY(FILES[i].import(u, str_view(FILES[i].file), text, out_sentence));
    }
    return NULL;
}

static err list_institutions(struct unit *u, str data_dir, setup_no no, void *of, str *out_sentence)
{
    struct csv c;
    const str *row = NULL;
    TRY(setup_open_csv(u->arena, data_dir, "institutions.csv", &c, out_sentence));
    TRY(csv_next(&c, &row));
    while (row != NULL) {
        struct query *q = db_query(u->db, &SQL_SETUP_INSTITUTION_ADD);
        bind_i64(q, "no", no(of).value);
        bind_str(q, "code", setup_cell(&c, row, "code"));
        bind_str(q, "name", setup_cell(&c, row, "name"));
        bind_str(q, "kind", setup_cell(&c, row, "kind"));
        bind_str(q, "regime", setup_cell(&c, row, "regime"));
        bind_text(q, "parent", setup_cell(&c, row, "parent_code"));
        bind_text(q, "district", setup_cell(&c, row, "district"));
        bind_instant(q, "now", u->now);
        TRY(query_run(q, NULL));
        TRY(csv_next(&c, &row));
    }
    return NULL;
}

err setup_is_done(struct db *db, bool *out)
{
    struct query *q = db_query(db, &SQL_SETUP_LOOK);
    if (query_next(q)) {
        *out = read_bool(q, "is_done");
    }
    return query_end(q);
}

public_no setup_fresh_no(void *nothing)
{
    (void)nothing;
    return secret_public_no();
}

err setup_load(struct unit *u, str data_dir, setup_no no, void *of, str *out_sentence)
{
    bool is_done = false;
    TRY(setup_is_done(u->db, &is_done));
    if (is_done) {
        return &SETUP_ALREADY_DONE;
    }
    TRY(load_catalog(u, data_dir, out_sentence));
    return list_institutions(u, data_dir, no, of, out_sentence);
}
