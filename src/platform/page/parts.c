#include "platform/page/parts.h"

#include <assert.h>

#define BAR_LENGTH 1000
#define GOAL_AT 700 // of BAR_LENGTH: room for what goes beyond a goal
#define TILE_WIDTH 104
#define TILE_HEIGHT 84
#define LEVEL_COUNT 5

void crumb_add(struct arena *a, struct crumb *c, str text, href path)
{
    if (c->links.items == NULL) {
        c->links.items = NEW_ARRAY(a, CRUMB_LINKS_MOST, struct crumb_link);
    }
    assert(c->links.count < CRUMB_LINKS_MOST);
    c->links.items[c->links.count++] = (struct crumb_link){.text = text, .path = path};
}

struct crumb crumb_below(struct arena *a, str text, href path, str here)
{
    struct crumb c = {.here = here};
    crumb_add(a, &c, text, path);
    return c;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

void bullets_place(struct bullets *b)
{
    int64_t most = 1;
    for (size_t i = 0; i < b->items.count; i++) {
        const struct bullet *one = &b->items.items[i];
        most = larger(most, larger(one->share.bp, one->goal.bp));
    }
    for (size_t i = 0; i < b->items.count; i++) {
        struct bullet *one = &b->items.items[i];
        one->bar = one->share.bp * BAR_LENGTH / most;
        one->tick = one->goal.bp * BAR_LENGTH / most;
        one->reached = one->share.bp >= one->goal.bp;
    }
}

void bullets_place_to_goal(struct bullets *b)
{
    for (size_t i = 0; i < b->items.count; i++) {
        struct bullet *one = &b->items.items[i];
        int64_t goal = larger(one->goal.bp, 1);
        int64_t bar = one->share.bp * GOAL_AT / goal;
        one->tick = GOAL_AT;
        one->bar = bar < BAR_LENGTH ? bar : BAR_LENGTH;
    }
}

void tiles_place(struct tile_map *map)
{
    int64_t most = 1;
    map->width = 0;
    map->height = 0;
    for (size_t i = 0; i < map->items.count; i++) {
        most = larger(most, map->items.items[i].share.bp);
    }
    for (size_t i = 0; i < map->items.count; i++) {
        struct tile *t = &map->items.items[i];
        t->x = t->column * TILE_WIDTH;
        t->y = t->row * TILE_HEIGHT;
        t->text_x = t->x + TILE_WIDTH / 2;
        t->name_y = t->y + 38;
        t->value_y = t->y + 59;
        t->level = t->share.bp <= 0 ? 0 : (t->share.bp * LEVEL_COUNT - 1) / most;
        map->width = larger(map->width, t->x + TILE_WIDTH);
        map->height = larger(map->height, t->y + TILE_HEIGHT);
    }
}
