// Standing pages: how the site is used, and its policies.
#pragma once

#include "market/catalog/way.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

// What the guide says of the law is read from the rows in force today.
struct guide_page {
    struct frame frame;
    date today;
    LIST(struct way_limit) local; // 지방계약법
    LIST(struct way_limit) state; // 국가계약법
    str waiver;                   // 견적 생략: below this, without VAT
    str waiver_article;
    str document; // 계약서 생략: up to this
    str document_article;
    str security; // 계약보증금 지급각서: up to this
    str security_article;
    str report; // 검사조서 생략: below this
    str report_article;
    str inspection; // "…받은 날부터 14일 안"
    str inspection_article;
    str payment;
    str payment_article;
    str delay_goods; // 지연배상금률, "1,000분의 0.8"
    str delay_service;
    str delay_transport;
    str delay_article;
};

struct policy_page {
    struct frame frame;
    str call_line;
    str operator_line;
    bool is_dated;
    date first_day; // 시행일; DATE_NONE: nobody set it
};

// The days of the policies, DATE_NONE where none is set; once, before the workers are forked.
void guide_set_policy_days(date terms_from, date privacy_from);

extern const struct route GUIDE_ROUTES[];
extern const size_t GUIDE_ROUTE_COUNT;
