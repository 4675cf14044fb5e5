// A firm's ZIPs of photos: upload, how far it came, and what became of each entry.
#pragma once

#include "market/catalog/photo_zip_store.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/page/put.h"
#include "platform/web/route.h"

struct photo_zip_line {
    href path;
    str name;
    str state;
    str tone;
    instant created_at;
    str who;
};

struct photo_zips_page {
    struct frame frame;
    struct crumb crumb;
    str offer;       // the number of the listing all are of, or empty
    str offer_title; // of it
    LIST(struct photo_zip_line) lines;
};

struct photo_entry_line {
    int64_t number;
    str name;
    str state;
    str tone;
    str words;
    str title;
    href path; // to the listing's photos, or empty
};

struct photo_zip_page {
    struct frame frame;
    struct crumb crumb;
    str name;
    str state;
    instant created_at;
    str who;
    str offer_title;
    href offer_path;
    bool is_at_work;
    bool may_resume;
    int64_t position;
    int64_t entry_count;
    str words;
    href self;
    href resume;
    struct tabs tabs;
    int64_t refused_count;
    LIST(struct photo_entry_line) entries;
    struct pager pager;
};

extern const struct route PHOTO_ZIP_ROUTES[];
extern const size_t PHOTO_ZIP_ROUTE_COUNT;
