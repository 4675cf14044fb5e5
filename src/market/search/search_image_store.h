// The columns as one piece of memory, and as a file beside the index: who loads them writes it, and
// every other process maps it, so that they are held once.
//
// A file is used by who finds it whole, of this kind of program and given out by this very index:
// its mark is a number that the index then counts on from (`generation`), which neither an older
// copy of the index nor another one has. It is never written over, and never needed: what cannot be
// written, read, or is damaged is loaded. It is judged by reading it, before it is mapped.
#pragma once

#include "market/search/search_index_store.h"

// What was gathered becomes the image, which rows, ids and opened lie in. Fails with DB_AWAY when
// the system has no memory.
err search_image_make(struct search *s);
// Put the names of places that an image was made with to the lists, which were begun. False: they
// are not whole.
bool search_image_lists(struct search *s, const struct mapping *image);

// The rows of an image: nothing is looked at that search_image_make or search_image_find has not.
const struct search_row *search_image_rows(const struct mapping *image, size_t *out_count);
const uint32_t *search_image_opened(const struct mapping *image);

// What a file says of itself.
struct search_image_facts {
    int64_t change_id;
    date day;
    uint64_t facts_sum;
    uint64_t districts_sum;
};
// In one's turn: put the file beside the index into s->before. False: there is none to be used (one
// of ours that is damaged is taken away), or the columns are of it already. `position` and
// `generation` are those of the index.
bool search_image_find(struct search *s, int64_t position, int64_t generation,
                       struct search_image_facts *out);
// Its rows are the columns' from now on, after its lists.
void search_image_take(struct search *s);

// Wait for one's turn to load what all share, and end it. A turn that was left behind is ended.
void search_image_turn(struct search *s);
void search_image_turn_end(struct search *s);
// In one's turn, outside a transaction of the index: mark the index, write the image beside it, and
// map that. Where it cannot be, it stays this process's own; where the index cannot be marked, what
// lies beside it is left.
void search_image_share(struct search *s, struct arena *a);
