#include "app/openapi_web.h"

#include <string.h>

#include "base/json_put.h"
#include "market/party/right.h"

// A field of an object. Its type is a JSON type, the name of a schema, or either in brackets for a
// list; a question mark behind it says that it may be null, a tilde before it that it may be left
// out. `mark` is what comes back as it was given: a string, a whole number or null.
struct field {
    const char *name;
    const char *type;
    const char *meaning;
};

struct schema {
    const char *name;
    const struct field *fields;
    size_t count;
    bool is_open; // more fields may come
};

struct parameter {
    const char *name; // :no in a path is {id}
    const char *meaning;
    bool is_many;
};

struct operation {
    const char *method;
    const char *path;
    const char *summary;
    const char *answer;   // a schema
    const char *question; // a schema of the body, or NULL
    const struct parameter *parameters;
    size_t count;
};

// --- Schemas -------------------------------------------------------------------------------------

// A line each.
// clang-format off
static const struct field FAULT[] = {
    {"code", "string", "Never changes"},
    {"text", "string", "A sentence for people, in Korean"},
};
static const struct field ERROR[] = {{"error", "Fault", "What was refused"}};
static const struct field SUPPLIER_NAME[] = {
    {"id", "string", "Of /suppliers/{id}"},
    {"name", "string", "Of the firm"},
};
static const struct field SUPPLIER_PLACE[] = {
    {"id", "string", "Of /suppliers/{id}"},
    {"name", "string", "Of the firm"},
    {"district", "string", "법정동 code of where it is, or empty"},
};
static const struct field ITEM[] = {
    {"id", "string", "Of /products/{id}: one firm's offer of a product"},
    {"url", "string", "Of its page for people, from the root of this site"},
    {"title", "string", "Of the product"},
    {"price_won", "integer", "Of a unit, VAT included"},
    {"unit", "string", "What one is"},
    {"supplier", "SupplierName", "Who sells it"},
    {"certificates", "[string]", "Kinds in force, of the firm and of the product"},
};
static const struct field FACET[] = {
    {"value", "string", "To be given as the parameter of the facet's name"},
    {"count", "integer", "How many are found with it"},
};
static const struct field FACETS[] = {
    {"category", "[Facet]", "Codes, one level below what is asked for"},
    {"cert", "[Facet]", "Kinds of certificates in force"},
    {"district", "[Facet]", "Codes of where the firm is"},
    {"delivery", "[Facet]", "Codes of where is delivered to"},
    {"band", "[Facet]", "Price bands: below 10,000, 50,000, 200,000, 1,000,000, 5,000,000 won, above"},
    {"lead", "[Facet]", "Delivered within 3, 7, 14 days"},
    {"unit", "[Facet]", "Units of sale"},
    {"green", "[Facet]", "Of the categories that green goods are bought of"},
};
static const struct field SEARCH[] = {
    {"total", "integer", "How many are found"},
    {"understood", "string", "What was searched for"},
    {"items", "[Item]", "The best of them, 24 at most"},
    {"facets", "Facets", "How many there are of each"},
    {"next", "string?", "To be given as `after` for those that follow"},
};
static const struct field CATEGORY_NAME[] = {
    {"code", "string", "Of the lowest level"},
    {"name", "string", "In Korean"},
    {"object", "string", "goods, service, works or lease"},
};
static const struct field VALUE[] = {
    {"key", "string", "Of the category's attribute"},
    {"name", "string", "In Korean"},
    {"value", "string", "Numbers as digits without the unit, flags as 예 and 아니오"},
    {"unit", "string", "Of a number, or empty"},
};
static const struct field TIER[] = {
    {"quantity_min", "integer", "From so many on"},
    {"price_won", "integer", "Of a unit, VAT included"},
};
static const struct field CERTIFICATE[] = {
    {"kind", "string", "women, disabled, social …"},
    {"of", "string", "firm, product or number (세부품명번호)"},
    {"subject", "string", "On a firm's list the product or number it is of, or empty"},
    {"number", "string", "As issued"},
    {"issuer", "string", "Who issued it"},
    {"valid_from", "string?", "First day"},
    {"valid_until", "string?", "Last day; null: no term"},
};
static const struct field PRODUCT[] = {
    {"id", "string", "One firm's offer of the product"},
    {"product_id", "string", "The product, whoever offers it"},
    {"url", "string", "Of its page for people, from the root of this site"},
    {"title", "string", "Of the product"},
    {"category", "CategoryName", "Its place in the tree"},
    {"maker", "string", "Or empty"},
    {"model", "string", "Or empty"},
    {"origin", "string", "Or empty"},
    {"description", "string", "Or empty"},
    {"class_no", "string", "물품분류번호, 8 digits, or empty"},
    {"detail_no", "string", "세부품명번호, 10 digits, or empty"},
    {"item_no", "string", "물품식별번호, 8 digits, or empty"},
    {"attributes", "[Value]", "In the order of the category's template"},
    {"price_won", "integer", "Of a unit, VAT included"},
    {"vat", "string", "taxable or exempt"},
    {"unit", "string", "What one is"},
    {"quantity_min", "integer", "The least that is sold"},
    {"lead_days", "integer", "From the contract to delivery"},
    {"own_production", "boolean", "직접생산"},
    {"stock", "integer?", "null: made to order"},
    {"valid_until", "string?", "Last day of the price; null: until it is changed"},
    {"districts", "[string]", "Codes of where is delivered to; none: the whole city"},
    {"tiers", "[Tier]", "What a unit costs from so many on"},
    {"supplier", "SupplierPlace", "Who sells it"},
    {"certificates", "[Certificate]", "In force, of the firm and of the product"},
};
static const struct field ATTRIBUTE[] = {
    {"key", "string", "Within the category"},
    {"name", "string", "In Korean"},
    {"kind", "string", "text, number, enum or bool"},
    {"unit", "string", "Of a number, or empty"},
    {"words", "[string]", "Of an enum"},
    {"required", "boolean", "Whether a product must have it"},
};
static const struct field CATEGORY[] = {
    {"code", "string", "office.write.pen"},
    {"parent", "string?", "Code of the one above"},
    {"level", "integer", "1 to 3"},
    {"name", "string", "In Korean"},
    {"object", "string", "goods, service, works or lease"},
    {"vat", "string", "taxable, exempt or mixed"},
    {"unit", "string", "What one usually is"},
    {"class_no", "string", "물품분류번호, 8 digits, or empty"},
    {"detail_no", "string", "세부품명번호, 10 digits, or empty"},
    {"attributes", "[Attribute]", "What its products are asked for"},
};
static const struct field CATEGORIES[] = {
    {"items", "[Category]", "By code, 100 at most"},
    {"next", "string?", "To be given as `after` for those that follow"},
};
static const struct field SOLD[] = {
    {"id", "string", "Of /products/{id}"},
    {"url", "string", "Of its page for people, from the root of this site"},
    {"title", "string", "Of the product"},
    {"price_won", "integer", "Of a unit, VAT included"},
    {"unit", "string", "What one is"},
};
static const struct field SUPPLIER[] = {
    {"id", "string", "Of the firm"},
    {"name", "string", "Of the firm"},
    {"business_no", "string", "사업자등록번호, half of it hidden from visitors"},
    {"business_type", "string", "업태"},
    {"business_item", "string", "종목"},
    {"district", "string", "Where it is, in Korean"},
    {"introduction", "string", "Or empty"},
    {"opened_on", "string?", "First day of business"},
    {"sanctioned_until", "string?", "부정당업자 제재: last day; null: none"},
    {"product_count", "integer", "For sale"},
    {"certificates", "[Certificate]", "In force, its own first, 50 at most"},
    {"certificates_next", "string?", "To be given as `certificates_after` for those that follow"},
    {"products", "[Sold]", "The newest, 24 at most"},
    {"next", "string?", "To be given as `after` for those that follow"},
};
static const struct field QUESTION[] = {
    {"id", "~mark", "Comes back with the answer"},
    {"regime", "string", "Whose law: LOCAL, LOCAL_CORP, LOCAL_INVESTED, STATE, PUBCORP or PRIVATE_SCHOOL"},
    {"object", "string", "goods, service, works_general, works_special, works_other or lease"},
    {"estimated_price_won", "integer", "추정가격, without VAT"},
    {"contract_price_won", "integer", "With VAT"},
    {"similar_price_won", "~integer", "추정가격 of what else is bought of the kind, counted with it; 0 unless said otherwise"},
    {"supplier_tags", "~[string]", "Kinds of certificates of the firm"},
    {"vulnerable_employment_bp", "~integer?", "취약계층 고용비율 in hundredths of a percent"},
    {"delay_variant", "~string", "transport: transport, storage or processing of grain, of which damages of delay have a rate of their own; empty unless said otherwise"},
    {"on", "string", "The day whose law is asked"},
};
static const struct field DECISION[] = {
    {"id", "mark", "Of the question"},
    {"path", "string", "The lawful way of buying: quote_waived, one_quote, designated_quotes or open_bidding"},
    {"path_alone", "string", "The same without what else is bought of the kind"},
    {"one_quote_max_won", "integer?", "추정가격 up to which one quote is enough; null: there is no such limit"},
    {"ceiling_won", "integer?", "추정가격 up to which one may negotiate; null: likewise"},
    {"contract_document", "string", "required, waivable or own_rule"},
    {"performance_security", "string", "Likewise"},
    {"inspection_report", "string", "Likewise"},
    {"delay_ppm_per_day", "integer?", "Damages of a day's delay in millionths of the price"},
    {"needs", "[string]", "What must be there, such as certificate:women"},
    {"rules", "[string]", "Rules that it follows from"},
    {"rows", "[string]", "Their rows of that day"},
    {"confidence", "string", "H, M, L or U"},
    {"officer_must_confirm", "boolean", "Whether an officer has to look at it"},
    {"ground", "string", "What allows it, or empty"},
    {"article", "string", "Where that is written, or empty"},
    {"why", "string", "In a sentence, in Korean"},
};

static const struct field UNANSWERED[] = {
    {"id", "mark", "Of the question; null: it has none that can be read"},
    {"error", "string", "Why, in a sentence, in Korean"},
};

#define SCHEMA(name, fields) {name, fields, COUNT(fields), false}
static const struct schema SCHEMAS[] = {
    SCHEMA("Fault", FAULT), SCHEMA("Error", ERROR), SCHEMA("SupplierName", SUPPLIER_NAME),
    SCHEMA("SupplierPlace", SUPPLIER_PLACE), SCHEMA("Item", ITEM), SCHEMA("Facet", FACET),
    SCHEMA("Facets", FACETS), SCHEMA("Search", SEARCH), SCHEMA("CategoryName", CATEGORY_NAME),
    SCHEMA("Value", VALUE), SCHEMA("Tier", TIER), SCHEMA("Certificate", CERTIFICATE),
    SCHEMA("Product", PRODUCT), SCHEMA("Attribute", ATTRIBUTE), SCHEMA("Category", CATEGORY),
    SCHEMA("Categories", CATEGORIES), SCHEMA("Sold", SOLD), SCHEMA("Supplier", SUPPLIER),
    SCHEMA("Question", QUESTION), SCHEMA("Unanswered", UNANSWERED),
    {"Decision", DECISION, COUNT(DECISION), true},
    {"Description", NULL, 0, true},
};

// --- Operations ----------------------------------------------------------------------------------

static const struct parameter SEARCH_PARAMETERS[] = {
    {"q", "Words, a phrase in quotes, -word to leave out, or a sentence with quantity and budget", false},
    {"category", "Code of any level", false},
    {"sub", "Codes below it", true},
    {"cert", "Kinds of certificates in force", true},
    {"district", "Codes of where the firm is", true},
    {"delivery", "Codes of where is delivered to", true},
    {"unit", "Units of sale: those that are known or that somebody sells by", true},
    {"green", "1: of the categories that green goods are bought of", false},
    {"band", "Price bands, from 0", true},
    {"lead", "1, 2, 3: delivered within 3, 7, 14 days", false},
    {"quantity", "How many are wanted", false},
    {"budget", "Won for all of them", false},
    {"each", "Won for one", false},
    {"exact", "1: as it was typed", false},
    {"sort", "relevance, price, -price, soon, newest or bought", false},
    {"after", "What `next` said", false},
};
static const struct parameter ID_PARAMETERS[] = {{"id", "Thirteen digits", false}};
static const struct parameter PAGE_PARAMETERS[] = {{"after", "What `next` said", false}};
static const struct parameter ID_PAGE_PARAMETERS[] = {
    {"id", "Thirteen digits", false},
    {"after", "What `next` said", false},
    {"certificates_after", "What `certificates_next` said", false},
};

#define TAKES(parameters) parameters, COUNT(parameters)
static const struct operation OPERATIONS[] = {
    {"get", "/api/v1/products", "Search what is for sale", "Search", NULL, TAKES(SEARCH_PARAMETERS)},
    {"get", "/api/v1/products/{id}", "One offer with its product", "Product", NULL, TAKES(ID_PARAMETERS)},
    {"get", "/api/v1/categories", "The category tree with what it asks of products", "Categories", NULL, TAKES(PAGE_PARAMETERS)},
    {"get", "/api/v1/suppliers/{id}", "A firm and what it sells", "Supplier", NULL, TAKES(ID_PAGE_PARAMETERS)},
    {"post", "/api/v1/law/decide", "Which way of buying is lawful", "Decision", "Question", NULL, 0},
    {"get", "/api/v1/openapi.json", "This description", "Description", NULL, NULL, 0},
};
// clang-format on

// --- Writing -------------------------------------------------------------------------------------

static void put_text(struct out *o, const char *name, const char *text)
{
    json_put_text(o, name, str_view(text));
}

static bool is_json_type(str type)
{
    static const char *const TYPES[] = {"string", "integer", "boolean"};
    for (size_t i = 0; i < COUNT(TYPES); i++) {
        if (str_equals(type, str_view(TYPES[i]))) {
            return true;
        }
    }
    return false;
}

static void put_reference(struct out *o, str name)
{
    json_put_key(o, "$ref");
    out_str(o, S("\"#/components/schemas/"));
    out_str(o, name);
    out_char(o, '"');
}

static bool may_be_left_out(const struct field *f)
{
    return f->type[0] == '~';
}

// The inside of a type's object.
static void put_type(struct out *o, str type)
{
    type = str_starts(type, S("~")) ? str_slice(type, 1, type.n) : type;
    bool is_list = str_starts(type, S("["));
    bool may_be_null = str_ends(type, S("?"));
    if (is_list) {
        put_text(o, "type", "array");
        json_put_key(o, "items");
        out_char(o, '{');
        put_type(o, str_slice(type, 1, type.n - 2));
        out_char(o, '}');
    } else if (str_equals(type, S("mark"))) {
        json_put_key(o, "type");
        out_str(o, S("[\"string\",\"integer\",\"null\"]"));
    } else if (may_be_null) {
        json_put_key(o, "type");
        out_char(o, '[');
        out_json(o, str_slice(type, 0, type.n - 1));
        out_str(o, S(",\"null\"]"));
    } else if (is_json_type(type)) {
        json_put_key(o, "type");
        out_json(o, type);
    } else {
        put_reference(o, type);
    }
}

static void put_schema(struct out *o, const struct schema *s)
{
    json_put_key(o, s->name);
    out_char(o, '{');
    put_text(o, "type", "object");
    json_put_key(o, "properties");
    out_char(o, '{');
    for (size_t i = 0; i < s->count; i++) {
        json_put_key(o, s->fields[i].name);
        out_char(o, '{');
        put_type(o, str_view(s->fields[i].type));
        put_text(o, "description", s->fields[i].meaning);
        out_char(o, '}');
    }
    out_char(o, '}');
    json_put_key(o, "required");
    out_char(o, '[');
    for (size_t i = 0; i < s->count; i++) {
        if (!may_be_left_out(&s->fields[i])) {
            json_put_next(o);
            out_json(o, str_view(s->fields[i].name));
        }
    }
    out_char(o, ']');
    json_put_key(o, "additionalProperties");
    out_str(o, s->is_open ? S("true") : S("false"));
    out_char(o, '}');
}

static void put_parameters(struct out *o, const struct operation *p)
{
    json_put_key(o, "parameters");
    out_char(o, '[');
    for (size_t i = 0; i < p->count; i++) {
        const struct parameter *k = &p->parameters[i];
        bool in_path = strcmp(k->name, "id") == 0;
        json_put_next(o);
        out_char(o, '{');
        put_text(o, "name", k->name);
        put_text(o, "in", in_path ? "path" : "query");
        json_put_key(o, "required");
        out_str(o, in_path ? S("true") : S("false"));
        put_text(o, "description", k->meaning);
        json_put_key(o, "schema");
        out_char(o, '{');
        put_type(o, k->is_many ? S("[string]") : S("string"));
        out_str(o, S("}}"));
    }
    out_char(o, ']');
}

static void put_content(struct out *o, const char *schema)
{
    json_put_key(o, "content");
    out_str(o, S("{\"application/json\":{\"schema\":{"));
    put_reference(o, str_view(schema));
    out_str(o, S("}}}"));
}

static void put_answer(struct out *o, const char *status, const char *meaning, const char *schema)
{
    json_put_key(o, status);
    out_char(o, '{');
    put_text(o, "description", meaning);
    if (schema != NULL) {
        put_content(o, schema);
    }
    out_char(o, '}');
}

static void put_operation(struct out *o, const struct operation *p)
{
    bool is_get = strcmp(p->method, "get") == 0;
    json_put_key(o, p->path);
    out_char(o, '{');
    json_put_key(o, p->method);
    out_char(o, '{');
    put_text(o, "summary", p->summary);
    put_parameters(o, p);
    if (p->question != NULL) {
        json_put_key(o, "requestBody");
        out_str(o, S("{\"required\":true"));
        put_content(o, p->question);
        out_char(o, '}');
    }
    json_put_key(o, "responses");
    out_char(o, '{');
    put_answer(o, "200", "The answer; of a GET with an ETag", p->answer);
    if (is_get) {
        put_answer(o, "304", "As If-None-Match said", NULL);
        put_answer(o, "404", "No such thing, or not for sale", "Error");
        put_answer(
            o, "422",
            "A parameter that nobody knows or that comes twice, or a value of it that is not "
            "known or cannot be read",
            "Error");
    } else {
        put_answer(o, "413", "More than a question can be", "Error");
        put_answer(o, "422", "The question cannot be read, or has parameters: its id and why",
                   "Unanswered");
    }
    put_answer(o, "400", "An address that is no UTF-8 text or no request at all", "Error");
    put_answer(o, "414", "An address of more than 4 KiB", "Error");
    put_answer(o, "429", "Too many requests from one address: ask again after Retry-After seconds",
               "Error");
    put_answer(o, "503", "Ask again after Retry-After seconds", "Error");
    out_str(o, S("}}}"));
}

// GET /api/v1/openapi.json
static err get_description(struct unit *u, const struct request *rq, struct response *rs)
{
    (void)u;
    struct out *o = &rs->body;
    TRY(request_admit_query(rq, NULL, 0));
    rs->media_type = S("application/json");
    rs->is_public = true;
    out_str(o, S("{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"Dure\",\"version\":\"1\","
                 "\"description\":\"Amounts in won, days as 2026-11-24, lists by keys.\"}"));
    json_put_key(o, "paths");
    out_char(o, '{');
    for (size_t i = 0; i < COUNT(OPERATIONS); i++) {
        put_operation(o, &OPERATIONS[i]);
    }
    out_char(o, '}');
    json_put_key(o, "components");
    out_str(o, S("{\"schemas\":{"));
    for (size_t i = 0; i < COUNT(SCHEMAS); i++) {
        put_schema(o, &SCHEMAS[i]);
    }
    out_str(o, S("}}}"));
    return NULL;
}

const struct route OPENAPI_ROUTES[] = {
    ROUTE(GET, "/api/v1/openapi.json", get_description, RIGHT_PUBLIC),
};
const size_t OPENAPI_ROUTE_COUNT = COUNT(OPENAPI_ROUTES);
