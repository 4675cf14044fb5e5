#include "platform/picture/pdf_job.h"

#include "base/limits.h"
#include "platform/file/bytes.h"
#include "platform/picture/pdf_look.h"
#include "platform/picture/picture_make.h"

// From step to step.
struct looking {
    struct kept_file file; // id 0: none of the past is left
    const char *path;
    bool is_current; // these bytes were looked at by this looker already
    bool is_left;    // one of the past that is given a job of its own
    struct pdf_looked found;
};

static err prepare(struct unit *u, struct job *j, file_id file)
{
    struct looking *l = NEW(u->arena, struct looking);
    j->carried = l;
    if (file.value == 0) {
        return NULL;
    }
    TRY(file_find(u->db, file, &l->file));
    TRY(pdf_is_current(u->db, l->file.sha256, &l->is_current));
    l->path = file_path(u->arena, &l->file);
    return NULL;
}

err pdf_job_prepare(struct unit *u, struct job *j)
{
    return prepare(u, j, (file_id){j->object});
}

err pdf_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct looking *l = j->carried;
    (void)g;
    return l->is_current ? NULL : pdf_look(arena, l->path, &l->found);
}

static bool is_second(const struct job *j)
{
    return str_equals(j->kind, S(PDF_SECOND_JOB));
}

err pdf_job_note(struct unit *u, struct job *j, struct kept_file *out)
{
    struct looking *l = j->carried;
    *out = (struct kept_file){0};
    if (l->found.verdict == PDF_GIVEN_UP && !l->is_current && !is_second(j)) {
        return pdf_ask(u, PDF_SECOND_JOB, l->file.id, j->argument, LIMIT_PDF_SECOND_S);
    }
    if (!l->is_current) {
        TRY(pdf_note(u->db, l->file.sha256, l->found.verdict, l->found.pages, u->now));
    }
    return file_find(u->db, l->file.id, out);
}

// --- What lay there before -----------------------------------------------------------------------

err pdf_job_prepare_old(struct unit *u, struct job *j)
{
    file_id found;
    TRY(pdf_find_old(u->db, (file_id){j->object}, &found));
    return prepare(u, j, found);
}

// What is wrong with one file stops nobody else's; what is wrong with the machine stops all.
err pdf_job_call_old(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct looking *l = j->carried;
    (void)g;
    if (l->file.id.value == 0 || l->is_current) {
        return NULL;
    }
    err e = pdf_look(arena, l->path, &l->found);
    l->is_left = e == &BYTES_CANNOT_READ ||
                 (e == &PICTURE_NO_ANSWER && j->attempt >= LIMIT_PDF_OLD_TRIES) ||
                 (e == NULL && l->found.verdict == PDF_GIVEN_UP);
    return l->is_left ? NULL : e;
}

err pdf_job_note_old(struct unit *u, struct job *j, struct kept_file *out)
{
    struct looking *l = j->carried;
    *out = (struct kept_file){0};
    if (l->file.id.value == 0) {
        return NULL;
    }
    if (l->is_left) {
        TRY(pdf_hand_on(u, l->file.id));
    } else if (!l->is_current) {
        TRY(pdf_note(u->db, l->file.sha256, l->found.verdict, l->found.pages, u->now));
        if (l->found.verdict != l->file.verdict) {
            TRY(file_find(u->db, l->file.id, out));
        }
    }
    return job_add(u, PDF_OLD_JOB, l->file.id.value, S(""), (instant){0});
}
