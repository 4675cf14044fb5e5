#include "market/contract/contract_print_web.h"

#include <assert.h>

#include "base/canon.h"
#include "base/digest.h"
#include "market/contract/contract_print_page.html.h"
#include "market/contract/pledge_print_page.html.h"
#include "market/party/right.h"
#include "market/purchase/purchase_action.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

// Who signs a paper, as the text has them; the snapshot of the day it was drawn.
static void read_parties(struct arena *a, str text, enum law_regime regime,
                         struct print_parties *out)
{
    out->buyer = (struct contract_buyer){
        .name = canon_find(a, text, "buyer"),
        .business_no = canon_find(a, text, "buyer_business_no"),
        .address = canon_find(a, text, "buyer_address"),
        .phone = canon_find(a, text, "buyer_phone"),
        .head_title = canon_find(a, text, "buyer_head"),
        .department = canon_find(a, text, "buyer_department"),
        .officer = canon_find(a, text, "buyer_officer"),
    };
    out->seller = (struct contract_seller){
        .name = canon_find(a, text, "seller"),
        .business_no = canon_find(a, text, "seller_business_no"),
        .corporate_no = canon_find(a, text, "seller_corporate_no"),
        .representative = canon_find(a, text, "seller_representative"),
        .address = canon_find(a, text, "seller_address"),
        .phone = canon_find(a, text, "seller_phone"),
        .business_type = canon_find(a, text, "seller_type"),
        .business_item = canon_find(a, text, "seller_item"),
    };
    str head = out->buyer.head_title;
    if (contract_form_of(a, text) == CONTRACT_FORM_1) {
        out->addressee =
            str_trim(str_format(a, "%.*s %.*s", STR_ARG(out->buyer.name), STR_ARG(head)));
        out->signs_for = out->addressee;
        return;
    }
    str clerk = regime == LAW_STATE ? S("계약담당공무원") : S("계약담당자");
    out->addressee = head;
    out->signs_for = str_format(a, "%.*s의 위임을 받은 %.*s", STR_ARG(head), STR_ARG(clerk));
}

static err find_here(struct unit *u, const struct request *rq, struct contract *out_contract,
                     struct contract_papers *out_papers)
{
    public_no no = NO_ID(public_no);
    TRY(path_no(rq, "no", &no));
    TRY(contract_find(u->db, purchase_side_of(u), no, out_contract));
    TRY(contract_find_papers(u->db, out_contract->id, out_papers));
    // The paper names the firm's representative, who is a person.
    access_add_supplier(access_begin(u, S("contract.print"), S("")), out_contract->supplier);
    return NULL;
}

// --- The contract --------------------------------------------------------------------------------

static str heading_of(const struct contract *c)
{
    static const char *const HEADINGS[] = {
        [LAW_GOODS] = "물품구매계약서",     [LAW_SERVICE] = "용역계약서",
        [LAW_WORKS_GENERAL] = "공사계약서", [LAW_WORKS_SPECIAL] = "공사계약서",
        [LAW_WORKS_OTHER] = "공사계약서",   [LAW_LEASE] = "임차계약서",
    };
    static_assert(COUNT(HEADINGS) == LAW_OBJECT_COUNT, "an object came or went: name its paper");
    return c->kind == CONTRACT_ACCEPTANCE ? S("승낙사항") : str_view(HEADINGS[c->object]);
}

static struct print_signature signature_of(str side, str party,
                                           const struct contract_signature *signature)
{
    bool by_code = str_equals(signature->method, S("code"));
    return (struct print_signature){
        .side = side,
        .party = party,
        .name = signature->name,
        .method = by_code ? S("전자서명(인증번호 확인)") : S("전자서명(비밀번호 확인)"),
        .at = signature->signed_at,
    };
}

static void fill_lists(struct arena *a, const struct contract *c,
                       const struct contract_papers *papers, struct contract_print_page *page)
{
    contract_line_list lines;
    contract_certificate_list certificates;
    struct contract_clauses *clauses = NEW(a, struct contract_clauses);
    contract_read_lines(a, c->content, &lines);
    contract_fill_items(a, &lines, &page->items);
    contract_read_certificates(a, c->content, &certificates);
    page->certificates.items = certificates.items;
    page->certificates.count = certificates.count;
    contract_read_clauses(a, c->content, clauses);
    page->clauses.items = clauses->items;
    page->clauses.count = clauses->count;
    page->signatures.items = NEW_ARRAY(a, CONTRACT_SIGNER_COUNT, struct print_signature);
    page->signatures.items[page->signatures.count++] = signature_of(
        S("발주기관"), page->parties.signs_for, &papers->signatures[CONTRACT_BY_INSTITUTION]);
    page->signatures.items[page->signatures.count++] = signature_of(
        S("계약상대자"), page->parties.seller.name, &papers->signatures[CONTRACT_BY_SUPPLIER]);
}

// GET /buyer/contracts/:no/print, /supplier/contracts/:no/print
static err get_print(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    struct contract c;
    struct contract_papers papers;
    TRY(find_here(u, rq, &c, &papers));
    date on = date_is_none(c.contracted_on) ? u->today : c.contracted_on;
    bool state_law = law_regime_base(u->law, c.regime, on) == LAW_STATE;
    str text = c.content;
    struct contract_print_page page = {
        .back = contract_path(u, c.no, ""),
        .is_acceptance = c.kind == CONTRACT_ACCEPTANCE,
        .is_intact = str_equals(digest_sha256(a, text), c.content_hash),
        .heading = heading_of(&c),
        .number = canon_find(a, text, "number"),
        .title = canon_find(a, text, "title"),
        .price = canon_find_money(a, text, "price_won"),
        .supply = canon_find_money(a, text, "supply_won"),
        .vat = canon_find_money(a, text, "vat_won"),
        .security_amount = canon_find_money(a, text, "security_won"),
        .security = contract_security_label(c.security),
        .delay_name = state_law ? S("지체상금률") : S("지연배상금률"),
        .delay = contract_delay_words(a, canon_find_i64(a, text, "delay_ppm")),
        .place = canon_find(a, text, "delivery_place"),
        .scope = contract_scope_view(a, text),
        .contracted_on = c.contracted_on,
        .ends_on = canon_find_date(a, text, "ends_on"),
        .ground = canon_find(a, text, "ground"),
        .reason = canon_find(a, text, "reason"),
        .hash_short = purchase_hash_short(c.content_hash),
    };
    read_parties(a, text, c.regime, &page.parties);
    fill_lists(a, &c, &papers, &page);
    contract_fill_crumb(u, &c, contract_kind_label(c.kind), &page.crumb);
    frame_fill(u, rq, &page.frame, page.heading);
    contract_print_page_render(&rs->body, &page);
    return NULL;
}

// --- A pledge ------------------------------------------------------------------------------------

static void fill_items(struct arena *a, enum contract_pledge_kind kind, str text,
                       struct pledge_print_page *page)
{
    page->items.items = NEW_ARRAY(a, CONTRACT_PLEDGE_ITEMS, struct print_item);
    str name = S("");
    str value = S("");
    while (canon_next(a, &text, &name, &value)) {
        if (str_equals(name, S("item")) && page->items.count < CONTRACT_PLEDGE_ITEMS) {
            page->items.items[page->items.count++].number = value;
        } else if (page->items.count > 0 && str_equals(name, S("text"))) {
            page->items.items[page->items.count - 1].text = value;
        } else if (page->items.count > 0 && str_equals(name, S("answer"))) {
            enum contract_answer answer = contract_answer_from(value);
            page->items.items[page->items.count - 1].answer =
                answer == CONTRACT_UNANSWERED ? value : contract_answer_label(kind, answer);
        }
    }
}

// GET /buyer/contracts/:no/print/:paper, /supplier/contracts/:no/print/:paper
static err get_pledge(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    struct contract c;
    struct contract_papers papers;
    int kind = contract_pledge_from(request_path(rq, "paper"));
    if (kind < 0) {
        return &REQUEST_NO_SUCH_PAGE;
    }
    TRY(find_here(u, rq, &c, &papers));
    const struct contract_pledge *pledge = &papers.pledges[kind];
    if (pledge->signed_at.us == 0) {
        return &REQUEST_NO_SUCH_PAGE; // nothing was pledged yet
    }
    str text = pledge->content;
    struct pledge_print_page page = {
        .back = contract_path(u, c.no, ""),
        .is_intact = str_equals(digest_sha256(a, text), pledge->content_hash),
        .heading = canon_find(a, text, "title"),
        .intro = canon_find(a, text, "intro"),
        .closing = canon_find(a, text, "closing"),
        .article = canon_find(a, text, "article"),
        .number = canon_find(a, text, "contract"),
        .title = canon_find(a, c.content, "title"),
        .is_security = kind == CONTRACT_PLEDGE_SECURITY,
        .price = canon_find_money(a, c.content, "price_won"),
        .security_amount = canon_find_money(a, c.content, "security_won"),
        .signer = papers.signatures[CONTRACT_BY_SUPPLIER].name,
        .signed_at = pledge->signed_at,
        .hash_short = purchase_hash_short(pledge->content_hash),
    };
    read_parties(a, c.content, c.regime, &page.parties);
    fill_items(a, (enum contract_pledge_kind)kind, text, &page);
    contract_fill_crumb(u, &c, page.heading, &page.crumb);
    frame_fill(u, rq, &page.frame, page.heading);
    pledge_print_page_render(&rs->body, &page);
    return NULL;
}

const struct route CONTRACT_PRINT_ROUTES[] = {
    ROUTE(GET, "/buyer/contracts/:no/print", get_print, RIGHT_BUYER),
    ROUTE(GET, "/buyer/contracts/:no/print/:paper", get_pledge, RIGHT_BUYER),
    ROUTE(GET, "/supplier/contracts/:no/print", get_print, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/contracts/:no/print/:paper", get_pledge, RIGHT_SUPPLIER),
};
const size_t CONTRACT_PRINT_ROUTE_COUNT = COUNT(CONTRACT_PRINT_ROUTES);
