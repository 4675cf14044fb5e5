// The rows of the law: how packs of them are read, and which are in force.
//
// A pack is a CSV file of law/ (kr/thresholds.csv …); its name chooses the kind of row. Rows are
// added, never edited; an open row ends where a later row for the same key begins. Rows that are
// switched off are kept and shown, but decide nothing.
#pragma once

#include "market/law/law_row.h"

extern const struct fault LAW_PACK_UNKNOWN;   // no kind of row has this name
extern const struct fault LAW_PACK_BAD_CSV;   // not readable as CSV
extern const struct fault LAW_PACK_BAD_HEAD;  // the first line is not the pack's
extern const struct fault LAW_PACK_BAD_FIELD; // a field cannot be read
extern const struct fault LAW_PACK_BAD_ROW;   // days reversed, an unsure row switched on …
extern const struct fault LAW_PACK_DOUBLE_ID; // the id is another row's
extern const struct fault LAW_PACK_AMBIGUOUS; // two rows for one key begin on one day
extern const struct fault LAW_PACK_MISSING;   // a regime without a base, a table without a row

// An empty law. Everything it will hold is allocated in `arena` and lives with it.
struct law *law_new(struct arena *arena);

// Read a whole pack: `name` is kr/thresholds, `text` the file, borrowed as long as the law lives.
// On failure *out_where says where and what in one Korean sentence ("kr/thresholds:12: …") and the
// law is not to be used.
err law_add_pack(struct law *law, str name, str text, str *out_where);

// Read one row as an operator added it: a line of that pack, without header.
err law_add_row(struct law *law, str name, str line, str *out_where);

// The checks that need every row; after it the law does not change.
err law_finish(struct law *law, str *out_where);

// The rows of a table, in the order read.
size_t law_count(const struct law *law, enum law_table table);
const struct law_head *law_row(const struct law *law, enum law_table table, size_t i);

// The row of this id, of whichever table; NULL: there is none. Of a law that is finished or
// layered.
const struct law_head *law_row_find(const struct law *law, str id);

// The pack's name without folder ("thresholds"), what the page calls it, and its header line.
const char *law_table_name(enum law_table table);
const char *law_table_label(enum law_table table);
str law_table_header(struct arena *arena, enum law_table table);
// A row's fields as text, in the order of the header, for pages that show rows.
str law_field_text(struct arena *arena, const struct law *law, enum law_table table, size_t i,
                   size_t column);
size_t law_column_count(enum law_table table);
const char *law_column_name(enum law_table table, size_t column);

// How closely a row fits on a day: 0 not at all, 1 binds everybody, 2 by reference, 3 by its own
// regime. Of rows for one key the closest wins, then the one that began last.
int law_row_fits(const struct law *law, const struct law_head *head, enum law_regime regime,
                 date on);
// Would it fit, were it not off until an operator confirms it?
bool law_row_waits(const struct law *law, const struct law_head *head, enum law_regime regime,
                   date on);
bool law_row_beats(const struct law *law, const struct law_head *head, const struct law_head *than,
                   enum law_regime regime, date on);
// The row in force of one rule ("F-09") of a table for a regime; NULL: none binds it.
const struct law_head *law_rule_find(const struct law *law, enum law_table table,
                                     enum law_regime regime, str rule, date on);
// The row that says whose rows the regime takes; before the first of them, that one. Never NULL
// after law_finish.
const struct law_regime_row *law_regime_find(const struct law *law, enum law_regime regime,
                                             date on);
// The rows of a table that bind a regime on a day, in the order read: of the versions of one rule
// only the one in force, where the table has keys. The list is allocated in `arena`.
struct law_list {
    const struct law_head **rows;
    size_t count;
};
struct law_list law_rows_on(const struct law *law, enum law_table table, enum law_regime regime,
                            date on, struct arena *arena);

// Whose rows the regime takes: LAW_LOCAL or LAW_STATE.
enum law_regime law_regime_base(const struct law *law, enum law_regime regime, date on);

// Of "지방계약법 제6조의2; 국가계약법 제5조의2" what binds who takes the rows of `base`; an article
// of neither binds both.
str law_article_for(struct arena *arena, str articles, enum law_regime base);

// The row in force about a paper, and what it makes of a contract price; NULL: none in force.
const struct law_document_row *law_document_find(const struct law *law, enum law_document document,
                                                 enum law_regime regime, enum law_object object,
                                                 date on);
enum law_duty law_document_duty(const struct law_document_row *row, money contract_price);
// The delay rate in force; `variant` is empty for the usual one. NULL: none in force.
const struct law_delay_rate *law_delay_find(const struct law *law, enum law_regime regime,
                                            enum law_object object, str variant, date on);
