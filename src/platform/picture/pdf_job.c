#include "platform/picture/pdf_job.h"

#include "platform/picture/pdf_look.h"

// From step to step.
struct looking {
    struct kept_file file;
    const char *path;
    struct pdf_looked found;
};

err pdf_job_prepare(struct unit *u, struct job *j)
{
    struct looking *l = NEW(u->arena, struct looking);
    TRY(file_find(u->db, (file_id){j->object}, &l->file));
    l->path = file_path(u->arena, &l->file);
    j->carried = l;
    return NULL;
}

err pdf_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct looking *l = j->carried;
    (void)g;
    return l->file.verdict == PDF_WAITING ? pdf_look(arena, l->path, &l->found) : NULL;
}

err pdf_job_note(struct unit *u, struct job *j, struct kept_file *out)
{
    struct looking *l = j->carried;
    if (l->file.verdict == PDF_WAITING) {
        TRY(pdf_note(u->db, l->file.sha256, l->found.verdict, l->found.pages, u->now));
    }
    return file_find(u->db, (file_id){j->object}, out);
}
