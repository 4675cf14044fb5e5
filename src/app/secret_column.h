// Everything that lies sealed, column by column, page by page.
#pragma once

#include "base/str.h"
#include "platform/db/db.h"

#define SECRET_PAGE 100 // rows of one reading; the statements' LIMIT

struct secret_column {
    const struct sql *list;
    const struct sql *save;
    const char *name; // that its rows are sealed for
    bool is_claimed;  // the chain of deeds keeps the hash of the record as it lies sealed
};

extern const struct secret_column SECRET_COLUMNS[];
extern const size_t SECRET_COLUMN_COUNT;

struct secret_row {
    int64_t id;
    int64_t row; // that it is sealed for
    str said;    // "기업 1234567890123의 계좌"
    str sealed;
};

// The next rows after this id, at most SECRET_PAGE.
err secret_column_list(struct db *db, const struct secret_column *column, int64_t after,
                       struct secret_row rows[SECRET_PAGE], size_t *out_count);
err secret_column_save(struct db *db, const struct secret_column *column, int64_t id, str sealed);
