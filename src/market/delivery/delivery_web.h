// Lists of deliveries, one delivery, its papers and files.
#pragma once

#include "market/delivery/delivery_part_web.h"
#include "market/purchase/purchase_part_web.h"
#include "platform/web/route.h"

extern const struct route DELIVERY_ROUTES[];
extern const size_t DELIVERY_ROUTE_COUNT;

struct delivery_list_line {
    href path;
    str title;
    str name; // 1차 · 계약번호 2026-12
    str other_name;
    date delivered_on;
    date inspect_by;
    date inspected_on; // in the list of what was inspected
    str left;          // D-3; empty once inspected
    bool is_late;
    str state;
    str tone;
    href inspect; // where the reader may inspect it; or empty
};

struct delivery_list_page {
    struct frame frame;
    str heading;
    str other; // 공급기업, 수요기관
    LIST(struct delivery_list_line) waiting;
    bool asks_waiting; // the inspector's list has two parts
    str waiting_title;
    str rows_title;
    LIST(struct delivery_list_line) rows;
    struct empty empty;
    struct pager pager;
};

struct delivery_file_view {
    str name;
    int64_t size_kib;
    href path;
    str from; // 납품, 검사
};

struct delivery_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    str heading; // 1차 납품
    str paper;   // 납품서
    str title;
    str contract_number;
    href contract_path;
    str other_name;
    str state;
    str tone;
    date delivered_on;
    str place;
    str remark;
    str noted_by;
    instant noted_at;
    date inspect_by;
    str inspect_article;
    struct delivery_notes notes;
    delivery_line_views lines;
    LIST(struct delivery_file_view) files;
    bool is_inspected;
    bool is_own_hands; // the reader asked for the purchase and may not inspect it
    bool is_buyer;
    public_no inspection_no;
    date arrived_on;
    bool is_corrected; // not the day the supplier said
    date inspected_on;
    str inspector_name;
    str method;
    str opinion;
    str content_hash;
    str hash_short;
    bool any_failed;
    bool any_elsewhere; // of a line something was accepted with another delivery
    href inspect;       // empty: not to be done by the reader
    href again;         // the supplier may bring more; or empty
    href print;
    href report; // of the inspection; empty until inspected
    str report_name;
};

struct delivery_print_page {
    struct frame frame;
    struct crumb crumb;
    str paper;
    public_no no;
    int64_t seq;
    str title;
    str contract_number;
    money price;
    date contracted_on;
    date ends_on;
    str moved; // of a last day that is counted as another; or empty
    date delivered_on;
    str place;
    str remark;
    instant noted_at;
    str noted_by;
    str supplier_name;
    str supplier_business_no;
    str supplier_representative;
    str supplier_address;
    str supplier_phone;
    str institution_name;
    str addressee; // 대구광역시 중구청장
    LIST(struct delivery_print_line {
        int64_t seq;
        str title;
        str unit;
        int64_t ordered;
        int64_t brought;
        int64_t passed;
        int64_t failed;
        str reason;
        money price;
        money amount; // of what was brought
    })
    lines;
    money total;
    bool is_goods;
    bool is_report; // of the inspection rather than of the delivery
    str report_name;
    public_no inspection_no;
    instant inspection_noted_at;
    date inspect_by;
    date arrived_on;
    date inspected_on;
    str inspector_name;
    str method;
    str result;
    str opinion;
    int64_t late_days;
    str content_hash;
};
