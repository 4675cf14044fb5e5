// What the pages of a product in a shoot share.
#pragma once

#include "market/content/content_web.h"
#include "platform/unit/unit.h"

// The page of one: shots with their pictures before and after, goods that came and went, and facts.
// Two statements.
err shoot_fill_item(struct unit *u, const struct shoot_item *item, struct shoot_item_page *p);
struct item_row shoot_item_row(const struct shoot_item *item, href path);
