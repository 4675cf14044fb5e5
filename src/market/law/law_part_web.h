// What the pages of the law share: what is asked for, and a row in words.
#pragma once

#include "market/law/law_web.h"
#include "platform/web/route.h"

#define RULES_PATH "/admin/rules"

// The day, institution and words of the address; a day that cannot be read is today.
struct law_asked law_read_asked(const struct unit *u, const struct request *rq);
// A path that keeps all that is asked; of a kind of row with all of it.
href law_path_with(struct arena *a, href path, const struct law_asked *asked);
href law_path_of(struct arena *a, const char *kind, const struct law_asked *asked);

// The kind of the path; a row of it by its id. Fail with LAW_ROW_UNKNOWN.
err law_find_table(const struct request *rq, enum law_table *out);
err law_find_row(const struct law *law, enum law_table table, str id, size_t *out);

// The first own columns of a table, of row `i` in words; as many as a list has room for.
law_cells law_cells_of(struct arena *a, const struct law *law, enum law_table table, size_t i);
struct law_row_line law_show_row(struct arena *a, const struct law *law, enum law_table table,
                                 size_t i, enum law_standing standing,
                                 const struct law_asked *asked);
// Is row `i` among those asked for: on the day, for the institution, with every word?
bool law_is_asked(struct arena *a, const struct law *law, enum law_table table, size_t i,
                  enum law_standing standing, const struct law_asked *asked);

void law_fill_crumb(struct arena *a, enum law_table table, const struct law_asked *asked,
                    bool with_kind, struct crumb *out);
void law_fill_regimes(struct arena *a, const struct law_asked *asked, law_choices *out);
