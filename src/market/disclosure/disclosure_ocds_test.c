// Packages are what the Open Contracting Data Standard 1.1 says, by its own schema, and a release
// never changes.
#include "market/disclosure/disclosure_ocds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

#include "base/limits.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)
#define FOLDER "tests/schemas/ocds/"
#define RELEASE_SCHEMA "https://standard.open-contracting.org/schema/1__1__5/release-schema.json"

static struct arena *arena;
static json_t *package_schema;
static json_t *release_schema;

static int set_up(void **state)
{
    (void)state;
    arena = arena_open(LIMIT_ARENA_UNIT);
    package_schema = json_load_file(FOLDER "release-package-schema.json", 0, NULL);
    release_schema = json_load_file(FOLDER "release-schema.json", 0, NULL);
    return package_schema == NULL || release_schema == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    json_decref(package_schema);
    json_decref(release_schema);
    arena_close(arena);
    return 0;
}

// --- As much of JSON Schema as the standard uses
// --------------------------------------------------- Stricter in one thing: a member the schema
// does not know is an error, for it would be a slip.

struct checking {
    const json_t *root; // whose definitions "#/…" means
    char trouble[300];  // the first, with its place; empty: none
};

static void tell(struct checking *c, const char *place, const char *what)
{
    if (c->trouble[0] == '\0') {
        (void)snprintf(c->trouble, sizeof(c->trouble), "%s: %s", place, what);
    }
}

static const json_t *follow(struct checking *c, const json_t *schema)
{
    const char *ref = json_string_value(json_object_get(schema, "$ref"));
    if (ref == NULL) {
        return schema;
    }
    if (strcmp(ref, RELEASE_SCHEMA) == 0) {
        c->root = release_schema;
        return release_schema;
    }
    assert_true(strncmp(ref, "#/definitions/", 14) == 0);
    const json_t *found = json_object_get(json_object_get(c->root, "definitions"), ref + 14);
    assert_non_null(found);
    return follow(c, found);
}

static bool is_of_type(const json_t *value, const char *type)
{
    return (strcmp(type, "object") == 0 && json_is_object(value)) ||
           (strcmp(type, "array") == 0 && json_is_array(value)) ||
           (strcmp(type, "string") == 0 && json_is_string(value)) ||
           (strcmp(type, "integer") == 0 && json_is_integer(value)) ||
           (strcmp(type, "number") == 0 && json_is_number(value)) ||
           (strcmp(type, "boolean") == 0 && json_is_boolean(value)) ||
           (strcmp(type, "null") == 0 && json_is_null(value));
}

static void check_type(struct checking *c, const json_t *schema, const json_t *value,
                       const char *place)
{
    const json_t *type = json_object_get(schema, "type");
    bool fits = type == NULL;
    if (json_is_string(type)) {
        fits = is_of_type(value, json_string_value(type));
    }
    for (size_t i = 0; json_is_array(type) && i < json_array_size(type); i++) {
        fits = fits || is_of_type(value, json_string_value(json_array_get(type, i)));
    }
    if (!fits) {
        tell(c, place, "of another type");
    }
}

// 2026-11-24T00:00:00+09:00 or …Z, with or without fractions.
static bool is_date_time(const char *text)
{
    static const char SHAPE[] = "0000-00-00T00:00:00";
    for (size_t i = 0; i < sizeof(SHAPE) - 1; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (SHAPE[i] == '0' ? !digit : text[i] != SHAPE[i]) {
            return false;
        }
    }
    const char *rest = text + sizeof(SHAPE) - 1;
    if (*rest == '.') {
        rest += 1 + strspn(rest + 1, "0123456789");
    }
    return strcmp(rest, "Z") == 0 || strcmp(rest, "+09:00") == 0;
}

static void check_string(struct checking *c, const json_t *schema, const char *text,
                         const char *place)
{
    const char *format = json_string_value(json_object_get(schema, "format"));
    if (format != NULL && strcmp(format, "date-time") == 0 && !is_date_time(text)) {
        tell(c, place, "no date-time");
    }
    if (format != NULL && strcmp(format, "uri") == 0 && strstr(text, "://") == NULL) {
        tell(c, place, "no URI");
    }
    if ((json_int_t)strlen(text) < json_integer_value(json_object_get(schema, "minLength"))) {
        tell(c, place, "too short");
    }
}

static void check_enum(struct checking *c, const json_t *schema, const json_t *value,
                       const char *place)
{
    const json_t *words = json_object_get(schema, "enum");
    bool found = words == NULL;
    for (size_t i = 0; i < json_array_size(words); i++) {
        found = found || json_equal(json_array_get(words, i), value);
    }
    if (!found) {
        tell(c, place, "none of the words");
    }
}

static void check(struct checking *c, const json_t *schema, const json_t *value, const char *place);

static void check_list(struct checking *c, const json_t *schema, const json_t *list,
                       const char *place)
{
    size_t count = json_array_size(list);
    if ((json_int_t)count < json_integer_value(json_object_get(schema, "minItems"))) {
        tell(c, place, "too few");
    }
    for (size_t i = 0; i < count; i++) {
        char at[200];
        (void)snprintf(at, sizeof(at), "%s/%zu", place, i);
        const json_t *root = c->root;
        check(c, json_object_get(schema, "items"), json_array_get(list, i), at);
        c->root = root;
        for (size_t k = 0; k < i && json_is_true(json_object_get(schema, "uniqueItems")); k++) {
            if (json_equal(json_array_get(list, i), json_array_get(list, k))) {
                tell(c, at, "twice in the list");
            }
        }
    }
}

static void check_object(struct checking *c, const json_t *schema, json_t *object,
                         const char *place)
{
    const json_t *required = json_object_get(schema, "required");
    for (size_t i = 0; i < json_array_size(required); i++) {
        const char *name = json_string_value(json_array_get(required, i));
        if (json_object_get(object, name) == NULL) {
            tell(c, place, name);
        }
    }
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        char at[200];
        (void)snprintf(at, sizeof(at), "%s/%s", place, name);
        const json_t *own = json_object_get(json_object_get(schema, "properties"), name);
        if (own == NULL) {
            tell(c, at, "unknown to the schema");
            return;
        }
        const json_t *root = c->root;
        check(c, own, value, at);
        c->root = root;
    }
}

static void check(struct checking *c, const json_t *schema, const json_t *value, const char *place)
{
    schema = follow(c, schema);
    check_type(c, schema, value, place);
    check_enum(c, schema, value, place);
    if (json_is_string(value)) {
        check_string(c, schema, json_string_value(value), place);
    } else if (json_is_array(value)) {
        check_list(c, schema, value, place);
    } else if (json_is_object(value)) {
        check_object(c, schema, (json_t *)value, place);
    }
}

static void check_package(const json_t *package)
{
    struct checking c = {.root = package_schema};
    check(&c, package_schema, package, "");
    if (c.trouble[0] != '\0') {
        fail_msg("%s", c.trouble);
    }
}

// --- Contracts -----------------------------------------------------------------------------------

static struct ocds_item items[2];
static struct ocds_payment payments[] = {
    {.no = {11}, .paid = {400000}},
    {.no = {12}, .paid = {260000}},
};

static struct ocds_contract contract(int64_t no)
{
    items[0] = (struct ocds_item){
        .title = S("의자 \"가\""),
        .unit = S("개"),
        .quantity = 3,
        .price = WON(110000),
        .category_code = S("office.chair"),
    };
    items[1] = items[0];
    items[1].class_no = S("56101703");
    payments[0].paid_on = DAY(2026, 12, 3);
    payments[1].paid_on = DAY(2026, 12, 9);
    return (struct ocds_contract){
        .line =
            {
                   .no = {no},
                   .institution_name = S("대구광역시 중구"),
                   .title = S("사무용 의자 구매"),
                   .object = LAW_RATIO_GOODS,
                   .contracted_on = DAY(2026, 11, 24),
                   .starts_on = DAY(2026, 11, 24),
                   .ends_on = DAY(2026, 12, 24),
                   .estimated = WON(700000),
                   .price = WON(660000),
                   .supplier_name = S("㈜다온"),
                   .representative = S("박다솜"),
                   .address = S("대구광역시 중구 시범로 7"),
                   .ground = S("지방계약법 시행령 제25조제1항제5호나목"),
                   .reason = S("추정가격이 2천만원 이하인\n물품 구매"),
                   .completed_on = DATE_NONE,
                   .paid_on = DATE_NONE,
                   .voided_on = DATE_NONE,
                   .published_at = {INT64_C(1795482000000000)},
                   },
        .institution_no = {21},
        .institution_code = S("dg-jung"),
        .supplier_no = {31                     },
        .business_no = S("1208147521"),
        .items = {items,                      COUNT(items)                      },
    };
}

static json_t *write_package(struct ocds_contract *list, size_t count)
{
    struct ocds_package p = {
        .uri = S("https://dure.example/open/ocds/releases.json?month=2026-11"),
        .publisher = S("두레"),
        .prefix = S("ocds-000000"),
        .contracts = {list, count},
    };
    struct out o;
    out_init(&o, arena, LIMIT_PAGE);
    ocds_write_package(&o, &p);
    assert_false(o.overflowed);
    str text = out_view(&o);
    json_error_t error;
    json_t *package = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &error);
    if (package == NULL) {
        fail_msg("%s at %d", error.text, error.position);
    }
    return package;
}

// All that may have happened to a contract, as bits.
enum { COMPLETED = 1, PAID = 2, ENDED = 4, PERSON = 8, EVERYTHING = 16 };

static struct ocds_contract happened(int64_t no, int what)
{
    struct ocds_contract c = contract(no);
    if ((what & COMPLETED) != 0) {
        c.line.completed_on = DAY(2026, 12, 1);
    }
    if ((what & PAID) != 0) {
        c.payments.items = payments;
        c.payments.count = COUNT(payments);
        c.line.paid_on = DAY(2026, 12, 9);
    }
    if ((what & ENDED) != 0) {
        c.line.voided_on = DAY(2026, 12, 20);
    }
    if ((what & PERSON) != 0) {
        c.business_no = S("");
        c.institution_code = S("");
    }
    return c;
}

static void every_state_of_a_contract_is_valid_by_the_schema(void **state)
{
    (void)state;
    struct ocds_contract all[EVERYTHING * 3];
    size_t count = 0;
    for (int object = LAW_RATIO_GOODS; object <= LAW_RATIO_WORKS; object++) {
        for (int what = 0; what < EVERYTHING; what++) {
            struct ocds_contract c = happened(1000 + (int64_t)count, what);
            c.line.object = (enum law_ratio_object)object;
            json_t *one = write_package(&c, 1);
            check_package(one);
            json_decref(one);
            all[count++] = c;
        }
    }
    json_t *together = write_package(all, count);
    check_package(together);
    json_decref(together);
}

static const json_t *release_of(const json_t *package, const char *id)
{
    const json_t *list = json_object_get(package, "releases");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        if (strcmp(json_string_value(json_object_get(one, "id")), id) == 0) {
            return one;
        }
    }
    return NULL;
}

static void a_release_stays_as_it_was_whatever_comes_after(void **state)
{
    (void)state;
    static const char *const IDS[] = {"7-contract", "7-completion", "7-payment-11", "7-payment-12",
                                      "7-termination"};
    struct ocds_contract last = happened(7, COMPLETED | PAID | ENDED);
    json_t *whole = write_package(&last, 1);
    assert_int_equal(json_array_size(json_object_get(whole, "releases")), COUNT(IDS));
    for (int what = 0; what < PERSON; what++) {
        struct ocds_contract c = happened(7, what);
        json_t *package = write_package(&c, 1);
        for (size_t i = 0; i < COUNT(IDS); i++) {
            const json_t *then = release_of(package, IDS[i]);
            assert_true(then == NULL || json_equal(then, release_of(whole, IDS[i])));
        }
        assert_non_null(release_of(package, "7-contract"));
        assert_int_equal(release_of(package, "7-completion") != NULL, (what & COMPLETED) != 0);
        assert_int_equal(release_of(package, "7-payment-12") != NULL, (what & PAID) != 0);
        assert_int_equal(release_of(package, "7-termination") != NULL, (what & ENDED) != 0);
        json_decref(package);
    }
    json_decref(whole);
}

static void a_person_who_trades_is_told_by_firm_name_alone(void **state)
{
    (void)state;
    struct ocds_contract person = happened(7, PERSON | PAID);
    struct ocds_contract company = happened(8, PAID);
    json_t *packages[] = {write_package(&person, 1), write_package(&company, 1)};
    for (size_t i = 0; i < COUNT(packages); i++) {
        char *text = json_dumps(packages[i], JSON_COMPACT);
        bool is_company = i == 1;
        assert_int_equal(strstr(text, "시범로") != NULL, is_company);
        assert_int_equal(strstr(text, "1208147521") != NULL, is_company);
        assert_null(strstr(text, "박다솜")); // nobody's representative is in the data
        assert_non_null(strstr(text, "㈜다온"));
        free(text);
        json_decref(packages[i]);
    }
}

static void the_validator_finds_what_is_wrong(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "{}",
        "{\"uri\":\"x\",\"publisher\":{\"name\":\"x\"},\"publishedDate\":\"2026-11-24T00:00:00Z\","
        "\"version\":\"1.1\",\"releases\":[]}",
        "{\"uri\":\"https://x\",\"publisher\":{\"name\":\"x\"},\"publishedDate\":\"2026-11-24\","
        "\"version\":\"1.1\",\"releases\":[{}]}",
        "{\"uri\":\"https://x\",\"publisher\":{\"name\":1},\"publishedDate\":"
        "\"2026-11-24T00:00:00Z\",\"version\":\"1.1\",\"releases\":[{}]}",
        "{\"uri\":\"https://x\",\"publisher\":{\"name\":\"x\"},\"publishedDate\":"
        "\"2026-11-24T00:00:00Z\",\"version\":\"1.1\",\"releases\":[{\"ocid\":\"o\",\"id\":\"1\","
        "\"date\":\"2026-11-24T00:00:00Z\",\"tag\":[\"signed\"],\"initiationType\":\"tender\"}]}",
        "{\"uri\":\"https://x\",\"publisher\":{\"name\":\"x\"},\"publishedDate\":"
        "\"2026-11-24T00:00:00Z\",\"version\":\"1.1\",\"releases\":[{\"ocid\":\"o\",\"id\":\"1\","
        "\"date\":\"2026-11-24T00:00:00Z\",\"tag\":[\"contract\"],\"initiationType\":\"tender\","
        "\"contracts\":[{\"id\":\"1\"}]}]}",
    };
    for (size_t i = 0; i < COUNT(WRONG); i++) {
        json_t *package = json_loads(WRONG[i], 0, NULL);
        assert_non_null(package);
        struct checking c = {.root = package_schema};
        check(&c, package_schema, package, "");
        assert_true(c.trouble[0] != '\0');
        json_decref(package);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_of_a_contract_is_valid_by_the_schema),
        cmocka_unit_test(a_release_stays_as_it_was_whatever_comes_after),
        cmocka_unit_test(a_person_who_trades_is_told_by_firm_name_alone),
        cmocka_unit_test(the_validator_finds_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
