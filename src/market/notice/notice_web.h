// The inbox.
#pragma once

#include "market/notice/notice.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route NOTICE_ROUTES[];
extern const size_t NOTICE_ROUTE_COUNT;

struct notice_line {
    public_no no;
    str title;
    str text;
    instant created_at;
    bool unread;
};

struct notice_page {
    struct frame frame;
    LIST(struct notice_line) notices;
    bool any;
    bool any_unread;
    struct empty empty;
    struct pager pager;
};
