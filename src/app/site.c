#include "app/site.h"

#include <assert.h>

#include "app/fault_page.html.h"
#include "base/limits.h"
#include "market/law/law_change_store.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"

// The menus of all desks: a row is shown to who holds one of its rights, when the page is there.
static const struct menu_row {
    uint64_t rights; // any of these bits
    const char *group;
    const char *text;
    const char *path;
} MENU[] = {
    {RIGHT_BUYER,                   "내 업무",     "오늘 할 일",             "/buyer"                },
    {RIGHT_REQUEST,                 "구매",         "장바구니",               "/buyer/cart"           },
    {RIGHT_BUYER,                   "구매",         "구매 건",                 "/buyer/purchases"      },
    {RIGHT_REQUEST,                 "구매",         "견적요청",               "/buyer/quotes"         },
    {RIGHT_REQUEST,                 "구매",         "찾는 물건",              "/buyer/wanted"         },
    {RIGHT_APPROVE,                 "구매",         "결재",                     "/buyer/approvals"      },
    {RIGHT_BUYER,                   "계약·이행", "계약",                     "/buyer/contracts"      },
    {RIGHT_INSPECT | RIGHT_REQUEST, "계약·이행", "납품",                     "/buyer/deliveries"     },
    {RIGHT_INSPECT,                 "계약·이행", "검사",                     "/buyer/inspections"    },
    {RIGHT_PAY,                     "계약·이행", "청구·지급",             "/buyer/payments"       },
    {RIGHT_PAY,                     "계약·이행", "장부",                     "/buyer/ledger"         },
    {RIGHT_BUYER,                   "실적",         "구매실적",               "/buyer/records"        },
    {RIGHT_BUYER,                   "실적",         "공개 대기",              "/buyer/disclosures"    },
    {RIGHT_ADMIN,                   "기관 관리",  "부서",                     "/buyer/org/departments"},
    {RIGHT_ADMIN,                   "기관 관리",  "사람과 역할",           "/buyer/org/people"     },
    {RIGHT_ADMIN | RIGHT_APPROVE,   "기관 관리",  "결재선",                  "/buyer/org/lines"      },
    {RIGHT_ADMIN,                   "기관 관리",  "기관 정책",              "/buyer/org/policies"   },
    {RIGHT_ADMIN,                   "기관 관리",  "감사 기록",              "/buyer/org/audit"      },
    {RIGHT_ADMIN,                   "기관 관리",  "지원 열람",              "/buyer/org/support"    },
    {RIGHT_SUPPLIER,                "내 업무",     "오늘 할 일",             "/supplier"             },
    {RIGHT_SUPPLIER,                "거래",         "견적요청",               "/supplier/quotes"      },
    {RIGHT_SUPPLIER,                "거래",         "찾는 물건",              "/supplier/wanted"      },
    {RIGHT_SUPPLIER,                "거래",         "계약",                     "/supplier/contracts"   },
    {RIGHT_SUPPLIER,                "거래",         "납품",                     "/supplier/deliveries"  },
    {RIGHT_SUPPLIER,                "거래",         "대금 청구",              "/supplier/claims"      },
    {RIGHT_SUPPLIER,                "우리 회사",  "상품",                     "/supplier/products"    },
    {RIGHT_SUPPLIER,                "우리 회사",  "사진 촬영",              "/supplier/shoots"      },
    {RIGHT_SUPPLIER,                "우리 회사",  "회사 정보",              "/supplier/company"     },
    {RIGHT_SUPPLIER,                "우리 회사",  "확인서·인증서",       "/supplier/certificates"},
    {RIGHT_OWNER,                   "우리 회사",  "사람과 역할",           "/supplier/people"      },
    {RIGHT_OPERATOR,                "심사",         "오늘 할 일",             "/admin"                },
    {RIGHT_OPERATOR,                "심사",         "공급기업 심사",        "/admin/suppliers"      },
    {RIGHT_OPERATOR,                "심사",         "기관 심사",              "/admin/institutions"   },
    {RIGHT_OPERATOR,                "심사",         "확인서 검증",           "/admin/certificates"   },
    {RIGHT_OPERATOR,                "심사",         "상품 검토",              "/admin/listings"       },
    {RIGHT_OPERATOR,                "심사",         "같은 상품 합치기",    "/admin/duplicates"     },
    {RIGHT_OPERATOR,                "운영",         "상품 촬영",              "/admin/shoots"         },
    {RIGHT_OPERATOR,                "운영",         "사진을 가져올 곳",    "/admin/photo-hosts"    },
    {RIGHT_OPERATOR,                "운영",         "사진 가리기",           "/admin/pictures"       },
    {RIGHT_OPERATOR,                "운영",         "지원 열람",              "/admin/support"        },
    {RIGHT_OPERATOR,                "운영",         "분류·속성·같은 말", "/admin/templates"      },
    {RIGHT_OPERATOR,                "운영",         "물품 번호",              "/admin/numbers"        },
    {RIGHT_OPERATOR,                "운영",         "규칙",                     "/admin/rules"          },
    {RIGHT_OPERATOR,                "운영",         "규칙 제안",              "/admin/rule-proposals" },
    {RIGHT_OPERATOR,                "운영",         "판단 다시 해 보기",   "/admin/rule-replays"   },
    {RIGHT_OPERATOR,                "운영",         "검색 순서",              "/admin/search"         },
    {RIGHT_OPERATOR,                "운영",         "공개 대기",              "/admin/disclosures"    },
    {RIGHT_OPERATOR,                "운영",         "감사 기록",              "/admin/audit"          },
    {RIGHT_OPERATOR,                "운영",         "접속기록",               "/admin/privacy"        },
    {RIGHT_SIGNED_IN,               "알림",         "받은 알림",              "/inbox"                },
    {RIGHT_SIGNED_IN,               "알림",         "저장한 검색",           "/me/searches"          },
};

// The shop window's links, for everybody.
static const struct menu_row NAV[] = {
    {RIGHT_PUBLIC, NULL, "상품 찾기",       "/search"     },
    {RIGHT_PUBLIC, NULL, "분류",              "/categories" },
    {RIGHT_PUBLIC, NULL, "공급기업",        "/companies"  },
    {RIGHT_PUBLIC, NULL, "수의계약 공개", "/disclosure" },
    {RIGHT_PUBLIC, NULL, "구매실적",        "/performance"},
    {RIGHT_PUBLIC, NULL, "이용 안내",       "/guide"      },
};
static_assert(COUNT(NAV) <= 7, "the frame has room for seven");

// What stands at the foot of every page of the shop window.
static const struct menu_row FOOT[] = {
    {RIGHT_PUBLIC, NULL, "개인정보처리방침", "/policy/privacy"      },
    {RIGHT_PUBLIC, NULL, "이용약관",             "/policy/terms"        },
    {RIGHT_PUBLIC, NULL, "웹 접근성",            "/policy/accessibility"},
    {RIGHT_PUBLIC, NULL, "이용 안내",            "/guide"               },
    {RIGHT_PUBLIC, NULL, "공개 자료",            "/open"                },
    {RIGHT_PUBLIC, NULL, "오픈 API",               "/open/api"            },
};

static const struct settings *settings_of_site;

// By place in MENU, NAV and FOOT: whether there is such a page. Asked once, at the start.
static bool menu_shown[COUNT(MENU)];
static bool nav_shown[COUNT(NAV)];
static bool foot_shown[COUNT(FOOT)];

static bool is_page(const char *path)
{
    size_t list_count;
    const struct route_list *lists = routes_of_site(&list_count);
    for (size_t i = 0; i < list_count; i++) {
        for (size_t k = 0; k < lists[i].count; k++) {
            const struct route *route = &lists[i].items[k];
            if (route->method == GET && str_equals(str_view(route->path), str_view(path))) {
                return true;
            }
        }
    }
    return false;
}

static void look_for_pages(const struct menu_row *rows, size_t count, bool *out)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = is_page(rows[i].path);
    }
}

static struct menu_link link_to(const struct menu_row *row, const struct request *rq)
{
    return (struct menu_link){
        .text = str_view(row->text),
        .path = (href){str_view(row->path)},
        .current = str_equals(rq->path, str_view(row->path)),
    };
}

static bool lies_below(str path, str place)
{
    return str_starts(path, place) && path.n > place.n && path.p[place.n] == '/';
}

// Inner pages whose address begins with another row's.
static const struct {
    const char *begins;
    const char *ends;
    const char *row;
} ELSEWHERE[] = {
    {"/buyer/deliveries/", "/inspect", "/buyer/inspections/"},
    {"/admin/merges",      "",         "/admin/duplicates/" },
    {"/admin/products/",   "",         "/admin/listings/"   },
};

// Where the menu looks for a page.
static str place_of(const struct request *rq)
{
    for (size_t i = 0; i < COUNT(ELSEWHERE); i++) {
        if (str_starts(rq->path, str_view(ELSEWHERE[i].begins)) &&
            str_ends(rq->path, str_view(ELSEWHERE[i].ends))) {
            return str_view(ELSEWHERE[i].row);
        }
    }
    return rq->path;
}

// An inner page belongs to the row whose address its own begins with, the longest of them. A desk's
// first page has every page of the desk below it and is marked by itself alone.
static void mark_inside(struct menu_link *links, size_t count, const struct request *rq, str first)
{
    struct menu_link *best = NULL;
    str asked = place_of(rq);
    for (size_t i = 0; i < count; i++) {
        str place = links[i].path.path;
        if (links[i].current) {
            return;
        }
        if (lies_below(asked, place) && !str_equals(place, first) &&
            (best == NULL || place.n > best->path.path.n)) {
            best = &links[i];
        }
    }
    if (best != NULL) {
        best->inside = true;
    }
}

static href home_of(const struct actor *actor)
{
    if ((actor->rights & RIGHT_OPERATOR) != 0) {
        return (href){S("/admin")};
    }
    return (actor->rights & RIGHT_SUPPLIER) != 0 ? (href){S("/supplier")} : (href){S("/buyer")};
}

// What waits behind a row, where the session's read has brought it along.
static int64_t count_of(const struct actor *actor, const char *path)
{
    str place = str_view(path);
    if (str_equals(place, home_of(actor).path)) {
        return actor->todo_count;
    }
    if (str_equals(place, S("/buyer/approvals"))) {
        return actor->approval_count;
    }
    if (str_equals(place, S("/buyer/cart"))) {
        return actor->cart_count;
    }
    return str_equals(place, S("/inbox")) ? actor->notice_count : 0;
}

// Rows of one group stand together in MENU, so a new name begins a new group.
static void fill_menu(struct arena *a, const struct actor *actor, const struct request *rq,
                      struct frame *f)
{
    f->menu.items = NEW_ARRAY(a, COUNT(MENU), struct menu_group);
    struct menu_link *links = NEW_ARRAY(a, COUNT(MENU), struct menu_link);
    size_t link_count = 0;
    for (size_t i = 0; i < COUNT(MENU); i++) {
        if ((actor->rights & MENU[i].rights) == 0 || !menu_shown[i]) {
            continue;
        }
        struct menu_group *group = f->menu.count == 0 ? NULL : &f->menu.items[f->menu.count - 1];
        if (group == NULL || !str_equals(group->title, str_view(MENU[i].group))) {
            group = &f->menu.items[f->menu.count++];
            *group = (struct menu_group){.title = str_view(MENU[i].group)};
            group->links.items = &links[link_count];
        }
        links[link_count] = link_to(&MENU[i], rq);
        links[link_count].count = count_of(actor, MENU[i].path);
        link_count++;
        group->links.count++;
    }
    mark_inside(links, link_count, rq, home_of(actor).path);
}

static void fill_links(struct arena *a, const struct request *rq, const struct menu_row *rows,
                       const bool *shown, size_t count, menu_link_list *out)
{
    out->items = NEW_ARRAY(a, count, struct menu_link);
    for (size_t i = 0; i < count; i++) {
        if (shown[i]) {
            out->items[out->count++] = link_to(&rows[i], rq);
        }
    }
    mark_inside(out->items, out->count, rq, S("/"));
}

static int64_t zoom_of(const struct request *rq)
{
    int64_t zoom = 100;
    return str_parse_i64(request_cookie(rq, "ui_zoom"), &zoom) && zoom >= 100 && zoom <= 150 ? zoom
                                                                                             : 100;
}

static str clock_of(struct arena *a, int64_t seconds)
{
    return str_format(a, "%lld:%02lld", (long long)(seconds / 60), (long long)(seconds % 60));
}

static void fill_frame(const struct unit *u, const struct request *rq, struct frame *f, str title)
{
    const struct actor *actor = u->actor;
    const struct settings *s = settings_of_site;
    *f = (struct frame){
        .title = title,
        .site_name = s->site_name,
        .city_line = s->city_line,
        .call_line = s->call_line,
        .operator_line = s->operator_line,
        .path = rq->path,
        .q =
            str_equals(rq->path, S("/search")) // other lists are looked through by a q of their own
                ? str_slice(request_query(rq, "q"), 0, LIMIT_QUERY * 4)
                : S(""),
        .account_name = actor->name,
        .organisation = actor->organisation,
        .role_label = actor->role_label,
        .home_path = home_of(actor),
        .todo_count = actor->todo_count,
        .notice_count = actor->notice_count,
        .cart_count = actor->cart_count,
        .session_left_s =
            actor->ends_at.us > u->now.us ? (actor->ends_at.us - u->now.us) / 1000000 : 0,
        .is_buyer = (actor->rights & RIGHT_REQUEST) != 0,
        .home = str_equals(rq->path, S("/")),
        .demo = actor->demo,
        .official_masthead = s->official_masthead,
        .high_contrast = str_equals(request_cookie(rq, "ui_mode"), S("high-contrast")),
        .zoom = zoom_of(rq),
    };
    f->session_left = clock_of(u->arena, f->session_left_s);
    fill_menu(u->arena, actor, rq, f);
    fill_links(u->arena, rq, NAV, nav_shown, COUNT(NAV), &f->nav);
    fill_links(u->arena, rq, FOOT, foot_shown, COUNT(FOOT), &f->foot);
}

// --- Errors --------------------------------------------------------------------------------------

static const struct {
    int status; // as printed; the dispatcher sets the answer's own
    const char *title;
} TOLD[] = {
    [FAULT_INVALID] = {422, "입력한 내용을 확인해 주세요"   },
    [FAULT_MISSING] = {404, "찾는 화면이 없습니다"             },
    [FAULT_REFUSED] = {422, "처리할 수 없습니다"                },
    [FAULT_DENIED] = {403, "이 화면을 볼 권한이 없습니다"  },
    [FAULT_CONFLICT] = {409, "다른 사람이 먼저 처리했습니다"},
    [FAULT_BUSY] = {503, "잠시 뒤 다시 시도해 주세요"     },
    [FAULT_BROKEN] = {500, "처리하지 못했습니다"              },
};
static_assert(COUNT(TOLD) == FAULT_KIND_COUNT, "a title for each kind of fault");

#define TRACE_SHOWN 8 // signs: enough to be read out and to be found in the log

static void render_fault(const struct unit *u, const struct request *rq, err fault, href back,
                         struct response *rs)
{
    assert(fault->kind < FAULT_KIND_COUNT);
    struct fault_page page = {
        .trouble =
            {
                      .status = TOLD[fault->kind].status,
                      .title = str_view(TOLD[fault->kind].title),
                      .text = str_view(fault->text),
                      .source = str_view(fault->source),
                      .trace = str_slice(u->trace, 0, TRACE_SHOWN),
                      .back = back,
                      },
        .is_missing = fault->kind == FAULT_MISSING,
    };
    frame_fill(u, rq, &page.frame, page.trouble.title);
    fault_page_render(&rs->body, &page);
}

static err take_law(struct unit *u)
{
    int64_t version = 0;
    TRY(law_change_version(u->db, &version));
    return law_shelf_take(u->law_shelf, u->db, u->arena, version, &u->law);
}

void site_init(struct site *site, const struct settings *settings)
{
    settings_of_site = settings;
    *site = (struct site){
        .load_actor = party_load_actor,
        .take_law = take_law,
        .fill_frame = fill_frame,
        .render_fault = render_fault,
        .settings = settings,
        .clock = unit_clock_system,
    };
    site->routes = routes_of_site(&site->route_list_count);
    look_for_pages(MENU, COUNT(MENU), menu_shown);
    look_for_pages(NAV, COUNT(NAV), nav_shown);
    look_for_pages(FOOT, COUNT(FOOT), foot_shown);
}
