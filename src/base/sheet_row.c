#include "base/sheet_row.h"

#include <assert.h>

str sheet_column_letters(struct arena *a, size_t column)
{
    char letters[8];
    size_t at = sizeof(letters);
    assert(column < SHEET_COLUMNS_NAMED);
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters[--at] = (char)('A' + (rest - 1) % 26);
    }
    return str_copy(a, (str){.p = letters + at, .n = sizeof(letters) - at});
}
