// Reading a posted form: typed values at the edge, every mistake collected, so that a form comes
// back once with all of them. Past this line text is gone.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/money.h"
#include "platform/web/request.h"

#define ISSUES_MAX 40

struct issue {
    str field;  // name of the input; empty: the form as a whole
    str text;   // begins with what to do
    str source; // article, or empty
};

// What an input is called on the page, so that the summary can say which one it means.
struct field_label {
    const char *field; // also of its rows: field_key
    const char *label; // "계약 이름"
};

struct issues {
    struct issue items[ISSUES_MAX];
    bool tells_saved; // form_compare spoke
    size_t count;
    size_t untold; // mistakes beyond ISSUES_MAX: they are told after these are mended
    LIST(const struct field_label)
    labels; // set by the form that has a name for its inputs; or none
};

enum need {
    OPTIONAL,
    REQUIRED,
    CHOSEN, // required, of a list, radio buttons or a tick: who left it empty is told to choose
};

void issues_add(struct issues *is, const char *field, const char *text);
void issues_add_at(struct issues *is, struct arena *a, const char *field, int64_t key,
                   const char *text); // field_key
// Whether something is told of `field`.
bool issues_has(const struct issues *is, str field);
// What `field` is called, or empty.
str issues_label(const struct issues *is, str field);
// In the order of the labels, so that the summary goes down the page as the eye does: those of one
// label as they were added, those of the form as a whole first, those without a label last.
void issues_sort(struct issues *is);
// A refusal (INVALID, REFUSED or CONFLICT) joins the issues, and NULL is returned; any other fault
// goes up.
err issues_catch(struct issues *is, err fault);
// The same, shown at `field`.
err issues_catch_at(struct issues *is, const char *field, err fault);

// Of a form that came too late, for somebody saved before it: what its inputs are saved as by now.
struct form_saved {
    const char *field;
    str text; // as the input would send it; borrowed
};
// An issue of the form as a whole, which says so, and one at each input whose text is another than
// the saved one, which tells that one.
void form_compare(const struct request *rq, struct issues *is, const struct form_saved *saved,
                  size_t count);
// The same of a choice, whose saved value people know by `word`; after form_compare.
void form_compare_choice(const struct request *rq, struct issues *is, const char *field, str saved,
                         str word);
// The version that a form carries: `saved`, but of one that comes back the one it came with, unless
// form_compare has told what is saved. So nobody replaces what they have not seen. `is`: or NULL.
int64_t form_version(const struct request *rq, const struct issues *is, int64_t saved);

// Each returns the value, or an empty one with an issue added: missing when REQUIRED or CHOSEN,
// longer than `length_max` characters, not readable. Texts are trimmed; a line has no line ends,
// those of a text are written "\n". Values and words of issues live in rq->arena.
str form_line(const struct request *rq, struct issues *is, const char *field, enum need need,
              size_t length_max);
str form_text(const struct request *rq, struct issues *is, const char *field, enum need need,
              size_t length_max);
int64_t form_i64(const struct request *rq, struct issues *is, const char *field, enum need need,
                 int64_t least, int64_t most);
money form_money(const struct request *rq, struct issues *is, const char *field, enum need need,
                 money most);
date form_date(const struct request *rq, struct issues *is, const char *field, enum need need);
bool form_flag(const struct request *rq, const char *field);
// One of `count` words; -1 with an issue when it is none of them (or missing and REQUIRED, which is
// told as CHOSEN).
int form_choice(const struct request *rq, struct issues *is, const char *field, enum need need,
                const char *const *words, size_t count);
// A public number typed or chosen.
public_no form_no(const struct request *rq, struct issues *is, const char *field, enum need need);
// Ten digits with or without hyphens and a right check digit (I-01).
str form_business_no(const struct request *rq, struct issues *is, const char *field, enum need need,
                     struct arena *a);
// The same readers for one row of a table form: field_key.
int64_t form_i64_at(const struct request *rq, struct issues *is, struct arena *a, const char *field,
                    int64_t key, enum need need, int64_t least, int64_t most);
money form_money_at(const struct request *rq, struct issues *is, struct arena *a, const char *field,
                    int64_t key, enum need need, money most);
str form_line_at(const struct request *rq, struct issues *is, struct arena *a, const char *field,
                 int64_t key, enum need need, size_t length_max);
