// A firm's certificates, and the operator's look at them.
#pragma once

#include "market/certificate/certificate_store.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct certificate_row {
    href path;
    str label;
    str subject; // the product or number it is of, or empty
    str number;
    str supplier; // of the operator's list
    date valid_from;
    date valid_until;
    str left; // "D-38", "기간 없음", "끝남"
    str left_tone;
    str state;
    str tone;
    instant created_at;
};

struct my_certificates_page {
    struct frame frame;
    LIST(struct certificate_row) rows;
    LIST(struct certificate_row) ending; // verified ones that end soon
    struct pager pager;
    struct empty empty;
};

struct certificate_option {
    str value;
    str text;
    bool selected;
};

struct new_certificate_page {
    struct frame frame;
    struct crumb crumb;
    LIST(struct certificate_option) kinds;         // of the firm
    LIST(struct certificate_option) product_kinds; // of a product
    LIST(struct certificate_option) products;
    bool is_again; // it came back with mistakes
    str detail_no;
    str number;
    str issuer;
    str valid_from;
    str valid_until;
    str vulnerable;
};

// What both the firm and the operator see of one.
struct certificate_view {
    str label;
    str subject; // the product or number it is of, or empty
    str state;
    str tone;
    str number;
    str issuer;
    date valid_from;
    date valid_until;
    bool weighs_vulnerable;
    basis_points vulnerable;
    str reason;
    str file_name;
    href file_path;
    instant created_at;
    instant checked_at;
    int64_t version;
    str law_issuer; // as the law has it; empty: it names none
    str law_verify; // where it can be looked up
    str law_article;
    date law_until; // last day by the law's term; none: no term
    bool exceeds_law;
};

struct my_certificate_page {
    struct frame frame;
    struct crumb crumb;
    struct certificate_view view;
    str left;        // of its days
    bool is_waiting; // for the operator to look it up
    bool may_withdraw;
    href withdraw_path;
};

struct admin_certificates_page {
    struct frame frame;
    struct tabs tabs;
    str state;
    str text;
    LIST(struct certificate_row) rows;
    struct empty empty;
    struct pager pager;
};

struct admin_certificate_page {
    struct frame frame;
    struct crumb crumb;
    struct certificate_view view;
    str supplier;
    str business_no;
    href supplier_path;
    bool is_picture;  // the evidence can be shown
    bool cannot_open; // the evidence is a PDF that waits or was refused
    bool may_verify;
    bool may_refuse;
    bool may_revoke;
    bool may_decide;
    str typed_reason;
    href action;
};

// Rows for a list; each leads to `head`/NO.
void certificate_fill_row(const struct unit *u, const struct certificate *c, const char *head,
                          struct certificate_row *out);

extern const struct route CERTIFICATE_ROUTES[];
extern const size_t CERTIFICATE_ROUTE_COUNT;
extern const struct route CERTIFICATE_REVIEW_ROUTES[];
extern const size_t CERTIFICATE_REVIEW_ROUTE_COUNT;
