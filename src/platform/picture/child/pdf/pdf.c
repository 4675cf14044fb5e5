#include "platform/picture/child/pdf/pdf.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/limits.h"
#include "platform/picture/child/pdf/pdf_begin.h"

// --- What is refused -----------------------------------------------------------------------------

// A dictionary that has this key, whatever it says.
static const struct {
    const char *key;
    enum pdf_verdict verdict;
} KEYS[] = {
    {"/JS",                PDF_SCRIPT}, // of an action
    {"/JavaScript",        PDF_SCRIPT}, // of the names of the whole document
    {"/EmbeddedFiles",     PDF_FILES },
    {"/XFA",               PDF_XFA   },
    {"/RichMediaContent",  PDF_MEDIA },
    {"/RichMediaSettings", PDF_MEDIA },
};

// A dictionary that calls itself so, as an action, an annotation or a stream.
static const struct {
    const char *name;
    enum pdf_verdict verdict;
} NAMES[] = {
    {"/JavaScript",       PDF_SCRIPT},
    {"/Launch",           PDF_LAUNCH},
    {"/EmbeddedFile",     PDF_FILES },
    {"/FileAttachment",   PDF_FILES },
    {"/GoToE",            PDF_FILES }, // into a file within
    {"/GoToR",            PDF_FILES }, // into another file, on a machine elsewhere too
    {"/SubmitForm",       PDF_SENDS },
    {"/ImportData",       PDF_SENDS },
    {"/RichMedia",        PDF_MEDIA },
    {"/RichMediaExecute", PDF_MEDIA },
    {"/Rendition",        PDF_MEDIA },
    {"/Screen",           PDF_MEDIA },
    {"/Movie",            PDF_MEDIA },
    {"/Sound",            PDF_MEDIA },
    {"/3D",               PDF_MEDIA },
};
static const char *const SELVES[] = {"/S", "/Type", "/Subtype"};

// An address that begins so, in capitals or not; blanks and control characters do not count, as in
// a browser.
static const struct {
    const char *begin;
    enum pdf_verdict verdict;
} ADDRESSES[] = {
    {"javascript:", PDF_SCRIPT},
    {"vbscript:",   PDF_SCRIPT},
    {"data:",       PDF_SCRIPT},
    {"file:",       PDF_FILES },
    {"\\\\",        PDF_FILES }, // a machine elsewhere
};
static const char *const AT[] = {"/URI", "/Base"};

// Where a file lies that a specification names.
static const char *const LIES[] = {"/F", "/UF", "/DOS", "/Mac", "/Unix"};

// A stream whose bytes, or what is shown or printed for it, lie in another file.
static const char *const ELSEWHERE[] = {"/F", "/Ref", "/OPI"};

// --- The walk ------------------------------------------------------------------------------------

struct looking {
    qpdf_data q;
    enum pdf_verdict verdict; // PDF_FINE until something is found
    qpdf_oh *open;            // what is still to be looked into
    size_t count;
    size_t room;
    size_t key; // how much of an object's key was read, as all are told
    bool no_memory;
};

// What comes first is told; but most of what does anything does it by itself as well, so that is
// told where nothing else is found.
static bool may_find_more(const struct looking *l)
{
    return l->verdict == PDF_FINE || l->verdict == PDF_OPENS;
}

static void refuse(struct looking *l, enum pdf_verdict verdict)
{
    if (may_find_more(l)) {
        l->verdict = verdict;
    }
}

static void push(struct looking *l, qpdf_oh oh)
{
    if (l->count == l->room) {
        size_t room = l->room * 2 + 64;
        qpdf_oh *more = realloc(l->open, room * sizeof(*more));
        if (more == NULL) {
            l->no_memory = true;
            return;
        }
        l->open = more;
        l->room = room;
    }
    l->open[l->count++] = oh;
}

static bool holds_more(struct looking *l, qpdf_oh oh)
{
    return qpdf_oh_is_dictionary(l->q, oh) || qpdf_oh_is_array(l->q, oh) ||
           qpdf_oh_is_stream(l->q, oh);
}

// A value within something; it is given back, now or when it was looked into. An object is looked
// into where its number comes up. One that is named with another generation than 0 is refused: some
// readers go by the number alone.
static void meet(struct looking *l, qpdf_oh oh)
{
    bool comes_up = qpdf_oh_is_indirect(l->q, oh);
    if (comes_up && qpdf_oh_get_generation(l->q, oh) != 0) {
        refuse(l, PDF_DAMAGED);
    }
    if (comes_up || !holds_more(l, oh)) {
        qpdf_oh_release(l->q, oh);
        return;
    }
    push(l, oh);
}

static bool has_name(struct looking *l, qpdf_oh dict, const char *key, const char *name)
{
    qpdf_oh value = qpdf_oh_get_key(l->q, dict, key);
    bool is_it = qpdf_oh_is_name_and_equals(l->q, value, name);
    qpdf_oh_release(l->q, value);
    return is_it;
}

// Goes to a page of its own, and nothing follows.
static bool goes_to_page(struct looking *l, qpdf_oh action)
{
    return has_name(l, action, "/S", "/GoTo") && !qpdf_oh_has_key(l->q, action, "/Next");
}

// What happens by itself: a place to go to is an array, a name or a string.
static void judge_opening(struct looking *l, qpdf_oh dict)
{
    qpdf_oh action = qpdf_oh_get_key(l->q, dict, "/OpenAction");
    if (holds_more(l, action) && !qpdf_oh_is_array(l->q, action) &&
        !(qpdf_oh_is_dictionary(l->q, action) && goes_to_page(l, action))) {
        refuse(l, PDF_OPENS);
    }
    qpdf_oh_release(l->q, action);
}

// What happens when something else does: an action by each event. Some readers take a stream for
// its dictionary.
static void judge_events(struct looking *l, qpdf_oh dict)
{
    qpdf_oh events = qpdf_oh_get_key(l->q, dict, "/AA");
    if (qpdf_oh_is_stream(l->q, events)) {
        refuse(l, PDF_OPENS);
    }
    if (qpdf_oh_is_dictionary(l->q, events)) {
        qpdf_oh_begin_dict_key_iter(l->q, events);
        while (qpdf_oh_dict_more_keys(l->q)) {
            qpdf_oh action = qpdf_oh_get_key(l->q, events, qpdf_oh_dict_next_key(l->q));
            if (!qpdf_oh_is_dictionary(l->q, action) || !goes_to_page(l, action)) {
                refuse(l, PDF_OPENS);
            }
            qpdf_oh_release(l->q, action);
        }
    }
    qpdf_oh_release(l->q, events);
}

// A specification of a file that lies within: /EF names streams by the systems they are for. A
// resource may be called so as well, and is none.
static bool has_file_within(struct looking *l, qpdf_oh dict)
{
    qpdf_oh within = qpdf_oh_get_key(l->q, dict, "/EF");
    bool has = qpdf_oh_is_stream(l->q, within);
    for (size_t i = 0; qpdf_oh_is_dictionary(l->q, within) && i < COUNT(LIES); i++) {
        has = has || qpdf_oh_has_key(l->q, within, LIES[i]);
    }
    qpdf_oh_release(l->q, within);
    return has;
}

static void judge_address(struct looking *l, const char *text, size_t size)
{
    for (size_t a = 0; a < COUNT(ADDRESSES); a++) {
        const char *begin = ADDRESSES[a].begin;
        for (size_t i = 0; i < size && *begin != '\0'; i++) {
            unsigned char c = (unsigned char)text[i];
            if (c <= ' ') {
                continue;
            }
            if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != (unsigned char)*begin) {
                break;
            }
            begin++;
        }
        if (*begin == '\0') {
            refuse(l, ADDRESSES[a].verdict);
        }
    }
}

// Where a link leads, and what stands before all that lead nowhere by themselves.
static void judge_addresses(struct looking *l, qpdf_oh dict)
{
    for (size_t i = 0; i < COUNT(AT); i++) {
        qpdf_oh address = qpdf_oh_get_key(l->q, dict, AT[i]);
        if (qpdf_oh_is_string(l->q, address)) {
            size_t size = 0;
            const char *text = qpdf_oh_get_binary_utf8_value(l->q, address, &size);
            judge_address(l, text, size);
        } else if (qpdf_oh_is_name(l->q, address)) {
            const char *text = qpdf_oh_get_name(l->q, address) + 1; // behind its stroke
            judge_address(l, text, strlen(text));
        }
        qpdf_oh_release(l->q, address);
    }
}

static void judge(struct looking *l, qpdf_oh dict)
{
    for (size_t i = 0; i < COUNT(KEYS); i++) {
        if (qpdf_oh_has_key(l->q, dict, KEYS[i].key)) {
            refuse(l, KEYS[i].verdict);
        }
    }
    for (size_t s = 0; s < COUNT(SELVES); s++) {
        qpdf_oh self = qpdf_oh_get_key(l->q, dict, SELVES[s]);
        for (size_t i = 0; qpdf_oh_is_name(l->q, self) && i < COUNT(NAMES); i++) {
            if (qpdf_oh_is_name_and_equals(l->q, self, NAMES[i].name)) {
                refuse(l, NAMES[i].verdict);
            }
        }
        qpdf_oh_release(l->q, self);
    }
    if (has_file_within(l, dict)) {
        refuse(l, PDF_FILES);
    }
    judge_addresses(l, dict);
}

static void look_into_dictionary(struct looking *l, qpdf_oh dict)
{
    judge_opening(l, dict);
    judge_events(l, dict);
    judge(l, dict);
    qpdf_oh_begin_dict_key_iter(l->q, dict);
    while (qpdf_oh_dict_more_keys(l->q)) {
        meet(l, qpdf_oh_get_key(l->q, dict, qpdf_oh_dict_next_key(l->q)));
    }
}

static void look_into(struct looking *l, qpdf_oh oh)
{
    if (qpdf_oh_is_array(l->q, oh)) {
        int n = qpdf_oh_get_array_n_items(l->q, oh);
        for (int i = 0; i < n; i++) {
            meet(l, qpdf_oh_get_array_item(l->q, oh, i));
        }
    } else if (qpdf_oh_is_stream(l->q, oh)) {
        qpdf_oh dict = qpdf_oh_get_dict(l->q, oh);
        for (size_t i = 0; i < COUNT(ELSEWHERE); i++) {
            if (qpdf_oh_has_key(l->q, dict, ELSEWHERE[i])) {
                refuse(l, PDF_FILES);
            }
        }
        look_into_dictionary(l, dict);
        qpdf_oh_release(l->q, dict);
    } else if (qpdf_oh_is_dictionary(l->q, oh)) {
        look_into_dictionary(l, oh);
    }
}

static bool is_spent(const struct looking *l)
{
    return l->no_memory || qpdf_has_error(l->q);
}

// What waits is looked into before the next object comes up; nothing is gone into by calling
// oneself, however deep it lies.
static void look_into_all(struct looking *l, qpdf_oh top)
{
    push(l, top);
    while (l->count > 0 && !is_spent(l)) {
        qpdf_oh oh = l->open[--l->count];
        look_into(l, oh);
        qpdf_oh_release(l->q, oh);
    }
}

// --- The whole -----------------------------------------------------------------------------------

static void look_at_objects(struct looking *l)
{
    qpdf_oh trailer = qpdf_get_trailer(l->q);
    int size = 0;
    qpdf_oh number = qpdf_oh_get_key(l->q, trailer, "/Size");
    (void)qpdf_oh_get_value_as_int(l->q, number, &size);
    qpdf_oh_release(l->q, number);
    if (size < 1 || size > LIMIT_PDF_OBJECTS) {
        refuse(l, size < 1 ? PDF_DAMAGED : PDF_LARGE);
        qpdf_oh_release(l->q, trailer);
        return;
    }
    look_into_all(l, trailer);
    for (int i = 1; i < size && !is_spent(l) && may_find_more(l); i++) {
        look_into_all(l, qpdf_get_object_by_id(l->q, i, 0));
    }
}

// A part of all objects as JSON, each with its key "obj:NUMBER GENERATION R"; nothing else is read.
static int read_keys(const char *json, size_t size, void *looking)
{
    static const char KEY[] = {'"', 'o', 'b', 'j', ':'};
    struct looking *l = looking;
    for (size_t i = 0; i < size; i++) {
        char c = json[i];
        if (l->key < sizeof(KEY)) {
            l->key = c == KEY[l->key] ? l->key + 1 : c == KEY[0];
        } else if (l->key == sizeof(KEY)) { // in the number
            l->key = c == ' ' ? l->key + 1 : c >= '0' && c <= '9' ? l->key : 0;
        } else {
            if (c != '0') {
                refuse(l, PDF_DAMAGED);
            }
            l->key = 0;
        }
    }
    return 0;
}

// By number come up those of generation 0 alone. One of another would never be seen here, and is
// shown by readers that go by the number alone.
static void look_at_generations(struct looking *l)
{
    (void)qpdf_write_json(l->q, 2, read_keys, l, qpdf_dl_none, qpdf_sj_none, "", NULL);
}

static void look_at_pages(struct looking *l, struct pdf_answer *out)
{
    int pages = qpdf_get_num_pages(l->q);
    if (pages == 0) {
        refuse(l, PDF_NO_PAGES);
    } else if (pages > LIMIT_PDF_PAGES) {
        refuse(l, PDF_LARGE);
    }
    out->pages = pages > 0 ? (uint32_t)pages : 0;
}

// What the library says went wrong. False: the library itself did.
static bool judge_error(struct looking *l)
{
    qpdf_error e = qpdf_get_error(l->q); // NULL: none
    enum qpdf_error_code_e code = e == NULL ? qpdf_e_success : qpdf_get_error_code(l->q, e);
    if (code == qpdf_e_internal || code == qpdf_e_system) {
        return false;
    }
    if (code == qpdf_e_password || code == qpdf_e_unsupported) {
        refuse(l, PDF_CIPHERED);
    } else if (code != qpdf_e_success) {
        refuse(l, PDF_DAMAGED);
    }
    return !l->no_memory;
}

static bool look_at_whole(struct looking *l, const void *bytes, size_t size, struct pdf_answer *out)
{
    qpdf_silence_errors(l->q);
    qpdf_set_suppress_warnings(l->q, QPDF_TRUE);
    qpdf_set_attempt_recovery(l->q, QPDF_FALSE);
    if ((qpdf_read_memory(l->q, "", bytes, size, NULL) & QPDF_ERRORS) != 0) {
        return judge_error(l);
    }
    if (qpdf_is_encrypted(l->q)) {
        refuse(l, PDF_CIPHERED);
        return true;
    }
    look_at_objects(l);
    if (!is_spent(l) && may_find_more(l)) {
        look_at_generations(l);
    }
    if (!is_spent(l) && l->verdict == PDF_FINE) {
        look_at_pages(l, out);
    }
    if (!judge_error(l)) {
        return false;
    }
    if (qpdf_more_warnings(l->q)) {
        refuse(l, PDF_DAMAGED);
    }
    return true;
}

// --- What hangs on it ----------------------------------------------------------------------------

static bool is_blank(char c)
{
    return c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == '\f' || c == '\0';
}

// Behind its last end stand blanks alone; one that is cut off has none, or more behind it.
static enum pdf_verdict judge_end(const char *bytes, size_t size)
{
    static const char END[] = {'%', '%', 'E', 'O', 'F'};
    size_t n = size;
    while (n > 0 && is_blank(bytes[n - 1])) {
        n--;
    }
    if (n >= sizeof(END) && memcmp(bytes + n - sizeof(END), END, sizeof(END)) == 0) {
        return PDF_FINE;
    }
    return memmem(bytes, size, END, sizeof(END)) == NULL ? PDF_DAMAGED : PDF_JOINED;
}

// The end of a ZIP, of 22 bytes and a remark that goes on to the last byte of the file.
static bool is_zip_too(const char *bytes, size_t size)
{
    const size_t head = 22;
    for (size_t at = size > head + UINT16_MAX ? size - head - UINT16_MAX : 0; at + head <= size;
         at++) {
        const unsigned char *p = (const unsigned char *)bytes + at;
        if (memcmp(p, "PK\5\6", 4) == 0 && at + head + p[20] + (size_t)p[21] * 256 == size) {
            return true;
        }
    }
    return false;
}

bool child_look_at_pdf(const void *bytes, size_t size, struct pdf_answer *out)
{
    struct looking l = {.verdict = judge_end(bytes, size)};
    bool done = true;
    *out = (struct pdf_answer){
        .mark = {'D', 'U', 'R', 'E', 'P', 'D', 'F', '1'}
    };
    if (is_zip_too(bytes, size)) {
        l.verdict = PDF_JOINED;
    }
    if (l.verdict == PDF_FINE && !pdf_begins_once(bytes, size)) {
        l.verdict = PDF_DAMAGED;
    }
    if (l.verdict == PDF_FINE) {
        l.q = qpdf_init();
        done = look_at_whole(&l, bytes, size, out);
        qpdf_cleanup(&l.q);
        free(l.open);
    }
    out->verdict = (uint32_t)l.verdict;
    out->pages = l.verdict == PDF_FINE || l.verdict == PDF_LARGE ? out->pages : 0;
    return done;
}
