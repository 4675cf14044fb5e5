// Changes of the law after its packs: rows that operators added, ends they set, and rows that came
// with a later pack.
//
// Pure. Each change belongs to a version of the law, a number that grows. The law of an older
// version is the packs with the changes up to it: what was answered by it is answered again, to the
// byte, whatever was added since and whichever day that begins with.
#pragma once

#include "base/id.h"
#include "market/law/law_pack.h"

enum law_act {
    LAW_ACT_PACK, // a row of a pack that was not there when the log began
    LAW_ACT_ROW,  // a row of an operator
    LAW_ACT_END,  // an operator set the last day of an open row
    LAW_ACT_COUNT
};

struct law_change {
    int64_t since; // the version it begins with
    enum law_act act;
    str kind;           // of row: thresholds
    str row_id;         // the row's, or the row's that ends
    str line;           // of a row: a line of its pack
    date last_day;      // of an end
    public_no proposal; // NO_ID: of a pack
    instant added_at;
};
struct law_changes {
    const struct law_change *items; // in the order they were added
    size_t count;
};

extern const struct fault LAW_END_UNKNOWN; // REFUSED: no row of that id
extern const struct fault LAW_END_CLOSED;  // REFUSED: it has a last day already
extern const struct fault LAW_END_BEFORE;  // REFUSED: before its first day

const char *law_act_word(enum law_act act);
bool law_act_from(str word, enum law_act *out);

// The version that answers; 0: the packs alone.
int64_t law_version(const struct law *law);
// How many changes there are, also of rows that are not known yet.
size_t law_change_count(const struct law *law);
// The law without any change.
const struct law *law_packs(const struct law *law);

// The packs of `law` with the changes up to `version` over them, made in `arena`, from which the
// changes are borrowed. Fails like law_add_row, and with LAW_END_*; *out_where then says what.
err law_layer(const struct law *law, const struct law_changes *changes, int64_t version,
              struct arena *arena, struct law **out, str *out_where);

// The law as it stood at an earlier version; `law` itself where it is no later.
const struct law *law_as_of(const struct law *law, int64_t version, struct arena *arena);

// `law` with one more change over it, as the next version, and all checks of law_finish: what would
// be were it approved. Fails like law_layer and law_finish.
err law_try(const struct law *law, const struct law_change *change, struct arena *arena,
            const struct law **out, str *out_where);

// A row as a line of its pack: of fields in the order of the header (empty when it would be longer
// than LIMIT_LAW_LINE), or of a row that was read.
str law_line_of(struct arena *arena, const str *fields, size_t count);
str law_line_text(struct arena *arena, const struct law *law, enum law_table table, size_t i);
// The fields of a line, as many as the kind has columns. False when it is none.
bool law_line_fields(struct arena *arena, enum law_table table, str line, const str **out_fields);

// The kind of row by its name ("thresholds"), and a row of all kinds by its id.
bool law_table_from(str name, enum law_table *out);
bool law_find_id(const struct law *law, str id, enum law_table *out_table, size_t *out_i);
