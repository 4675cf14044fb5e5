#include "app/api_guide_web.h"

#include <string.h>

#include "app/api_guide_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

// clang-format off
static const struct {
    const char *name;
    const char *text;
    const char *answer; // its shape
    const char *path;   // of the API
    const char *field;  // with a value
    const char *value;
} EXAMPLES[] = {
    {.name = "상품 찾기",
     .text = "화면의 검색과 같은 말을 알아듣습니다. 24개씩 주고, 답의 next를 after에 넣으면 다음 "
             "24개를 줍니다. 상품 하나의 조건은 /api/v1/products/ 뒤에 id를 붙여 묻습니다.",
     .answer = "{\"total\": …, \"items\": [{\"id\": …, \"url\": …, \"title\": …, "
               "\"price_won\": …, …}, …], \"facets\": {…}, \"next\": …}",
     .path = "/api/v1/products", .field = "q", .value = "복사용지 30상자"},
    {.name = "여성기업의 상품을 낮은 가격부터",
     .text = "조건을 이어 붙입니다. 조건마다 몇 건이 있는지 facets로 함께 줍니다.",
     .answer = "{\"total\": …, \"items\": […], \"facets\": {\"cert\": [{\"value\": \"women\", "
               "\"count\": …}, …], …}, \"next\": …}",
     .path = "/api/v1/products?sort=price", .field = "cert", .value = "women"},
    {.name = "분류와 분류마다 적는 규격",
     .text = "코드, 이름, 물품분류번호, 규격 항목을 100개씩 줍니다.",
     .answer = "{\"items\": [{\"code\": \"office.write.pen\", \"name\": …, \"attributes\": "
               "[…]}, …], \"next\": …}",
     .path = "/api/v1/categories", .field = "after", .value = "office"},
};
// clang-format on

static struct api_example example_at(struct arena *a, size_t i)
{
    href path = href_with(a, href_to(a, "%s", EXAMPLES[i].path), EXAMPLES[i].field,
                          str_view(EXAMPLES[i].value));
    return (struct api_example){
        .name = str_view(EXAMPLES[i].name),
        .text = str_view(EXAMPLES[i].text),
        .answer = str_view(EXAMPLES[i].answer),
        .path = path,
        .address = str_format(a, "%s%s%s=%s", EXAMPLES[i].path,
                              strchr(EXAMPLES[i].path, '?') == NULL ? "?" : "&", EXAMPLES[i].field,
                              EXAMPLES[i].value),
    };
}

// GET /open/api
static err get_guide(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    struct api_guide_page p = {0};
    p.examples.items = NEW_ARRAY(a, COUNT(EXAMPLES), struct api_example);
    for (size_t i = 0; i < COUNT(EXAMPLES); i++) {
        p.examples.items[p.examples.count++] = example_at(a, i);
    }
    crumb_add(a, &p.crumb, S("첫 화면"), href_to(a, "/"));
    crumb_add(a, &p.crumb, S("공개 자료"), href_to(a, "/open"));
    p.crumb.here = S("오픈 API");
    frame_fill(u, rq, &p.frame, S("오픈 API"));
    api_guide_page_render(&rs->body, &p);
    rs->is_public = true;
    return NULL;
}

const struct route API_GUIDE_ROUTES[] = {
    ROUTE(GET, "/open/api", get_guide, RIGHT_PUBLIC),
};
const size_t API_GUIDE_ROUTE_COUNT = COUNT(API_GUIDE_ROUTES);
