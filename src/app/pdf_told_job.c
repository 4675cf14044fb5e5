#include "app/pdf_told_job.h"

#include "app/pdf_told.sql.h"
#include "market/notice/notice_action.h"
#include "platform/picture/pdf_job.h"

// Where the page lies on which another file can be handed in.
static const struct {
    const char *place;
    const char *head;
    const char *tail; // after the number; NULL: the page has none
} PLACES[] = {
    {"certificate", "/supplier/certificates/", ""      },
    {"note",        "/supplier/deliveries/",   ""      },
    {"inspection",  "/buyer/deliveries/",      ""      },
    {"claim",       "/supplier/claims/",       ""      },
    {"draft",       "/supplier/contracts/",    "/claim"},
    {"application", "/join/state",             NULL    },
    {"company",     "/supplier/company",       NULL    },
};

static str path_of(struct arena *a, str place, int64_t no)
{
    size_t i = 0;
    while (i + 1 < COUNT(PLACES) && !str_equals(place, str_view(PLACES[i].place))) {
        i++;
    }
    return PLACES[i].tail == NULL
               ? str_view(PLACES[i].head)
               : str_format(a, "%s%lld%s", PLACES[i].head, (long long)no, PLACES[i].tail);
}

static err tell(struct unit *u, const struct kept_file *f, err why)
{
    account_id account = {0};
    str path = S("");
    struct query *q = db_query(u->db, &SQL_PDF_TOLD_PLACE);
    bind_i64(q, "file", f->id.value);
    if (query_next(q)) {
        account.value = read_i64(q, "account_id");
        path = path_of(u->arena, read_str(q, "place"), read_i64(q, "no"));
    }
    TRY(query_end(q));
    if (account.value == 0) {
        return NULL;
    }
    str text = str_format(u->arena, "‘%.*s’: %s", STR_ARG(f->name), why->text);
    return notice_add(u, account, S("file.refused"), S("올린 PDF를 받지 않았습니다"), text, path);
}

err pdf_told_job_finish(struct unit *u, struct job *j)
{
    struct kept_file file;
    TRY(pdf_job_note(u, j, &file));
    err why = file.id.value == 0 ? NULL : pdf_fault(file.verdict);
    return why == NULL ? NULL : tell(u, &file, why);
}

err pdf_told_job_finish_old(struct unit *u, struct job *j)
{
    struct kept_file file;
    struct pdf_same same;
    TRY(pdf_job_note_old(u, j, &file));
    err why = file.id.value == 0 ? NULL : pdf_fault(file.verdict);
    if (why == NULL) {
        return NULL;
    }
    TRY(pdf_list_same(u->db, file.sha256, &same));
    for (size_t i = 0; i < same.count; i++) {
        TRY(file_find(u->db, same.items[i], &file));
        TRY(tell(u, &file, why));
    }
    return NULL;
}
