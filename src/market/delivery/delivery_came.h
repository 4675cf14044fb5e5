// What came of a contract by which day, and in whose place: from one piece for each line and
// delivery.
//
// Pure, like delivery.h. What was sent back is brought again: what comes next of its line, from the
// day of that inspection on, stands in its place, the oldest first, before anything that comes for
// the first time. Of what a delivery brought of a line, what stands in another's place passes
// first.
#pragma once

#include "base/arena.h"
#include "market/delivery/delivery.h"

// One delivery's share of a line.
struct delivery_piece {
    int64_t seq; // of the delivery
    public_no delivery;
    public_no inspection; // 0: waits
    date on;              // the day it came
    date inspected_on;    // DATE_NONE: waits
    date inspect_by;
    int64_t brought;
    int64_t accepted; // 0 while it waits
    int64_t refused;
};

struct delivery_sent_back; // of the line that is read

struct delivery_came_reader {
    struct arena *arena;
    delivery_came_list list; // what came; complete once every piece was added
    size_t capacity;
    struct delivery_turn_link *turns;
    money price;   // of the line that is read, a unit
    int64_t fresh; // of it, not brought for the first time yet
    struct delivery_sent_back *first;
    struct delivery_sent_back *last;
};

void delivery_came_begin(struct delivery_came_reader *r, struct arena *arena);
// The pieces that follow are of a line of so many, the first delivery's first.
void delivery_came_line(struct delivery_came_reader *r, money price, int64_t ordered);
void delivery_came_add(struct delivery_came_reader *r, const struct delivery_piece *piece);
// After the last piece of the last line.
void delivery_came_end(struct delivery_came_reader *r);
