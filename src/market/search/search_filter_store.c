// The filters a sentence names: districts and certificates, those to be left out, and words to be
// left out.
#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_index_store.h"
#include "market/search/search_token.h"

// What may hang on a word beside an amount: 도시락을 80개.
static const char *const PARTICLES[] = {"으로", "에서", "하고", "이랑", "을", "를",
                                        "은",   "는",   "이",   "가",   "로", "의",
                                        "에",   "랑",   "와",   "과",   "도", "만"};
// What makes the word before it one to be left out: 토너 재제조 제외.
static const char *const WITHOUT[] = {"제외", "제외하고", "제외한", "제외하고는", "빼고",
                                      "뺀",   "빼고는",   "말고",   "말고는"};
// Likewise by itself, of a word of some syllables: 빠짐없이 is one, and 선 is in too many.
static const char *const LACKING[] = {"없이", "없는"};
#define LACKED_SYLLABLES_MIN 2
// What makes a district beside it one that is delivered to, and what may follow that: 중구에서 납품
// 가능한.
static const char *const DELIVERED[] = {"납품", "배송", "배달"};
static const char *const MAY_BE[] = {"가능", "가능한", "되는", "하는", "할", "수",
                                     "있는", "해",     "지역", "을",   "이", "으로"};
// What may hang on a district besides.
static const char *const PLACE_ENDINGS[] = {"까지", "지역", "관내", "내", "전역"};
// … or stand between it and 납품.
static const char *const WITHIN[] = {"내",   "내에", "내에서", "안",   "안에",  "안에서",
                                     "관내", "전역", "전역에", "지역", "지역에"};
// What stands between districts: 달서구 및 남구.
static const char *const ANDS[] = {"및", "와", "과", "그리고", "또는", "혹은"};
// Certificates by another word than their label.
static const struct {
    const char *word;
    enum certificate_kind kind;
} CERTIFICATE_WORDS[] = {
    {"소기업",                   CERTIFICATE_SMALL_MICRO       },
    {"소상공인",                CERTIFICATE_SMALL_MICRO       },
    {"청년기업",                CERTIFICATE_YOUTH_STARTUP     },
    {"친환경인증",             CERTIFICATE_GREEN             },
    {"친환경제품",             CERTIFICATE_GREEN             },
    {"중증장애인생산품",    CERTIFICATE_SEVERE_DISABILITY }, // of the thing, or of its firm
    {"중증장애인생산시설", CERTIFICATE_SEVERE_DISABILITY },
    {"표준사업장",             CERTIFICATE_STANDARD_WORKPLACE},
    {"직접생산",                CERTIFICATE_DIRECT_PRODUCTION },
};

str search_without_particle(str word)
{
    for (size_t i = 0; i < COUNT(PARTICLES); i++) {
        str particle = str_view(PARTICLES[i]);
        if (str_ends(word, particle) && word.n > particle.n) {
            return str_slice(word, 0, word.n - particle.n);
        }
    }
    return word;
}

// --- Districts -----------------------------------------------------------------------------------

// Districts as they are said. Each lies apart from the others, so that of several in a row none is
// meant alone by what follows them: 달서구와 남구 빼고 leaves out both.
struct places {
    str with; // codes, parted by '|'
    str without;
    str to;       // delivered to
    str row;      // those said last
    str row_said; // in these words
    str said;     // the words of those left out
};

static str find_district(const struct search *s, str word)
{
    for (size_t i = 0; i < s->district_names.count; i++) {
        const struct search_facet *d = &s->district_names.items[i];
        if (str_equals(d->name, word)) {
            return d->value;
        }
    }
    return S("");
}

// The first of several that are written as one word: 달서구,남구 and 달서구·남구.
static str cut_part(str *rest)
{
    size_t comma = str_index(*rest, S(","));
    size_t dot = str_index(*rest, S("·"));
    str part = str_slice(*rest, 0, comma < dot ? comma : dot);
    size_t next = part.n + (comma < dot ? 1 : S("·").n);
    *rest = str_slice(*rest, next < rest->n ? next : rest->n, rest->n);
    return part;
}

// The district a word names, with what hangs on it or without; empty: none.
static str read_district(const struct search *s, str word)
{
    str code = find_district(s, word);
    code = code.n > 0 ? code : find_district(s, search_without_particle(word));
    for (size_t i = 0; i < COUNT(PLACE_ENDINGS) && code.n == 0; i++) {
        str end = str_view(PLACE_ENDINGS[i]);
        code = str_ends(word, end) ? find_district(s, str_slice(word, 0, word.n - end.n)) : code;
    }
    return code;
}

// The codes of the districts a word names, with its particle or without; empty: it is something
// else.
static str districts_of(const struct search *s, struct arena *a, str word)
{
    str codes = {0};
    while (word.n > 0) {
        str part = cut_part(&word);
        str code = read_district(s, part);
        if (part.n > 0 && code.n == 0) {
            return S("");
        }
        codes = search_list_with(a, codes, code);
    }
    return codes;
}

static str list_with_all(struct arena *a, str list, str more)
{
    while (more.n > 0) {
        list = search_list_with(a, list, str_cut(&more, '|'));
    }
    return list;
}

static str list_without_all(struct arena *a, str list, str fewer)
{
    while (fewer.n > 0) {
        list = search_list_without(a, list, str_cut(&fewer, '|'));
    }
    return list;
}

static void end_row(struct arena *a, struct places *p, bool is_without)
{
    str *list = is_without ? &p->without : &p->with;
    *list = list_with_all(a, *list, p->row);
    p->row = S("");
    p->row_said = S("");
}

// Those that are meant: of what was said, or of all, what is not left out; empty: any.
static str districts_meant(const struct search *s, struct arena *a, const struct places *p)
{
    str all = p->with;
    for (size_t i = 0; i < s->district_names.count && p->with.n == 0 && p->without.n > 0; i++) {
        all = search_list_with(a, all, s->district_names.items[i].value);
    }
    return list_without_all(a, all, p->without);
}

// --- Certificates --------------------------------------------------------------------------------

static bool is_certificate(struct arena *a, str word, struct search_meaning *out)
{
    uint64_t tags = 0;
    for (int k = 0; k < CERTIFICATE_ALL_COUNT; k++) {
        str label = search_key(a, certificate_kind_label((enum certificate_kind)k));
        tags |= str_equals(label, word) ? UINT64_C(1) << k : 0;
    }
    for (size_t i = 0; i < COUNT(CERTIFICATE_WORDS); i++) {
        bool is_it = str_equals(str_view(CERTIFICATE_WORDS[i].word), word);
        tags |= is_it ? UINT64_C(1) << CERTIFICATE_WORDS[i].kind : 0;
    }
    out->tags |= tags;
    return tags != 0;
}

// --- What is said --------------------------------------------------------------------------------

// A filter or a word, and what follows it.
struct phrase {
    str word;
    str districts; // it names
    bool is_certificate;
    str without; // 제외; empty: it is not left out
};

struct filters {
    const struct search *s;
    struct arena *a;
    struct search_meaning *out;
    struct places places;
    bool is_delivered; // 납품 was said last: a district behind it is delivered to
    struct out words;
    struct out ignored;
};

// 남구제외 is 남구 and 제외; empty: it ends otherwise.
static str cut_without(str *word)
{
    for (size_t i = 0; i < COUNT(WITHOUT); i++) {
        str end = str_view(WITHOUT[i]);
        if (str_ends(*word, end) && str_length(*word) >= str_length(end) + 2) {
            *word = str_slice(*word, 0, word->n - end.n);
            return end;
        }
    }
    return S("");
}

bool search_is_without(str word)
{
    return str_is_one_of(word, WITHOUT, COUNT(WITHOUT)) ||
           str_is_one_of(word, LACKING, COUNT(LACKING));
}

// The word said next when it makes `of` one to be left out, and *rest goes on behind it; empty: it
// does not.
static str take_without(str of, str *rest)
{
    str after = *rest;
    str word = str_cut(&after, ' ');
    bool is_lacking = str_is_one_of(word, LACKING, COUNT(LACKING));
    if (!search_is_without(word) || (is_lacking && str_length(of) < LACKED_SYLLABLES_MIN)) {
        return S("");
    }
    *rest = after;
    return word;
}

static bool names_certificate(struct arena *a, str word, struct search_meaning *out)
{
    return is_certificate(a, word, out) || is_certificate(a, search_without_particle(word), out);
}

// What a word names, alone or with the next one: 여성 기업. Certificates are noted in *named.
static void read_phrase(struct filters *f, str *rest, struct search_meaning *named,
                        struct phrase *out)
{
    *out = (struct phrase){.word = str_cut(rest, ' ')};
    out->without = cut_without(&out->word);
    str after = *rest;
    str next = out->without.n > 0 ? S("") : str_cut(&after, ' ');
    str both = str_join(f->a, out->word, next);
    str pair = next.n > 0 ? districts_of(f->s, f->a, both) : S("");
    out->districts = districts_of(f->s, f->a, out->word);
    bool is_pair =
        out->districts.n == 0 && next.n > 0 && (pair.n > 0 || names_certificate(f->a, both, named));
    out->districts = is_pair ? pair : out->districts;
    out->is_certificate =
        out->districts.n == 0 && (is_pair || names_certificate(f->a, out->word, named));
    out->word = is_pair ? both : out->word;
    *rest = is_pair ? after : *rest;
    out->without = out->without.n > 0 ? out->without : take_without(out->word, rest);
}

static void ignore(struct filters *f, str name, str without)
{
    out_format(&f->ignored, "%s%.*s %.*s", f->ignored.n > 0 ? ", " : "", STR_ARG(name),
               STR_ARG(without));
}

static void add_word(struct out *o, const char *sign, str word)
{
    out_format(o, "%s%s%.*s", o->n > 0 ? " " : "", sign, STR_ARG(word));
}

// 납품, 배송가능한: is something delivered?
static bool is_delivery(str word)
{
    for (size_t i = 0; i < COUNT(DELIVERED); i++) {
        str begin = str_view(DELIVERED[i]);
        str end = str_slice(word, begin.n < word.n ? begin.n : word.n, word.n);
        if (str_starts(word, begin) && (end.n == 0 || str_is_one_of(end, MAY_BE, COUNT(MAY_BE)))) {
            return true;
        }
    }
    return false;
}

// That it is delivered there is said next, and *rest goes on behind it; false: it is not.
static bool take_delivery(str *rest)
{
    str after = *rest;
    str word = str_cut(&after, ' ');
    word = str_is_one_of(word, WITHIN, COUNT(WITHIN)) ? str_cut(&after, ' ') : word;
    if (!is_delivery(word)) {
        return false;
    }
    for (str next = after; str_is_one_of(str_cut(&next, ' '), MAY_BE, COUNT(MAY_BE));) {
        after = next;
    }
    str next = after;
    if (search_is_without(str_cut(&next, ' '))) {
        return false; // 중구 납품 제외
    }
    *rest = after;
    return true;
}

// The same before a district: 배송 지역 중구.
static bool take_delivery_before(struct filters *f, str *rest)
{
    str after = *rest;
    bool is_said = take_delivery(&after);
    str next = after;
    if (!is_said || districts_of(f->s, f->a, str_cut(&next, ' ')).n == 0) {
        return false;
    }
    *rest = after;
    f->is_delivered = true;
    return true;
}

static void take_districts(struct filters *f, const struct phrase *x, str *rest)
{
    struct places *p = &f->places;
    bool is_to = x->without.n == 0 && (take_delivery(rest) || f->is_delivered);
    p->row = list_with_all(f->a, p->row, x->districts);
    p->row_said = str_format(f->a, "%.*s%s%.*s", STR_ARG(p->row_said), p->row_said.n > 0 ? " " : "",
                             STR_ARG(x->word));
    if (x->without.n > 0) {
        p->said = str_format(f->a, "%.*s%s%.*s %.*s", STR_ARG(p->said), p->said.n > 0 ? ", " : "",
                             STR_ARG(p->row_said), STR_ARG(x->without));
        end_row(f->a, p, true);
    } else if (is_to) {
        p->to = list_with_all(f->a, p->to, p->row);
        p->row = S("");
        end_row(f->a, p, false);
    }
}

// Is it an "and" between two districts?
static bool is_between(const struct filters *f, str word, str rest)
{
    return f->places.row.n > 0 && str_is_one_of(word, ANDS, COUNT(ANDS)) &&
           districts_of(f->s, f->a, str_cut(&rest, ' ')).n > 0;
}

// 대구, 대구시 or 대구광역시: the whole city, which narrows nothing.
static bool is_city(const struct filters *f, str word)
{
    static const char *const KINDS[] = {"특별자치시", "광역시", "특별시", "시"};
    str city = f->s->city;
    for (size_t i = 0; i < COUNT(KINDS) && city.n > 0; i++) {
        str kind = str_view(KINDS[i]);
        if (str_ends(city, kind) && city.n > kind.n) {
            str name = str_slice(city, 0, city.n - kind.n);
            return str_equals(word, city) || str_equals(word, name) ||
                   str_equals(word, str_join(f->a, name, S("시")));
        }
    }
    return false;
}

// The whole city said beside something else. *rest goes on behind it.
static bool take_city(struct filters *f, str *rest)
{
    str after = *rest;
    str word = str_cut(&after, ' ');
    str next = after;
    bool is_whole = is_city(f, word) || is_city(f, search_without_particle(word));
    bool is_alone = after.n == 0 && f->words.n == 0 && f->places.row.n == 0 && f->out->tags == 0 &&
                    f->places.with.n == 0 && f->places.without.n == 0;
    if (!is_whole || is_alone || str_is_one_of(str_cut(&next, ' '), WITHOUT, COUNT(WITHOUT))) {
        return false;
    }
    *rest = after;
    return true;
}

static void take_phrase(struct filters *f, str *rest)
{
    if (take_city(f, rest) || take_delivery_before(f, rest)) {
        return;
    }
    struct search_meaning named = *f->out;
    struct phrase x;
    str said = *rest;
    read_phrase(f, rest, &named, &x);
    if (x.districts.n > 0) {
        take_districts(f, &x, rest);
        return;
    }
    if (is_between(f, str_cut(&said, ' '), said)) {
        *rest = said;
        return;
    }
    end_row(f->a, &f->places, false);
    f->is_delivered = false;
    if (!x.is_certificate) {
        add_word(&f->words, x.without.n > 0 && !str_starts(x.word, S("-")) ? "-" : "", x.word);
    } else if (x.without.n > 0) {
        ignore(f, x.word, x.without);
    } else {
        f->out->tags = named.tags;
    }
}

void search_take_filters(const struct search *s, struct arena *a, str *text,
                         struct search_meaning *out)
{
    struct filters f = {.s = s, .a = a, .out = out};
    out_init(&f.words, a, LIMIT_PAGE);
    out_init(&f.ignored, a, LIMIT_PAGE);
    for (str rest = *text; rest.n > 0;) {
        take_phrase(&f, &rest);
    }
    end_row(a, &f.places, false);
    out->districts = districts_meant(s, a, &f.places);
    out->deliveries = f.places.to;
    if (f.places.without.n > 0 && out->districts.n == 0) { // nowhere is left
        out->districts = f.places.with;
        out_format(&f.ignored, "%s%.*s", f.ignored.n > 0 ? ", " : "", STR_ARG(f.places.said));
    }
    *text = out_view(&f.words);
    out->ignored = out_view(&f.ignored);
}
