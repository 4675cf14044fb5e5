// Make the migrated database that ctest's programs copy: migrated FILE
#include <stdio.h>

#include "platform/db/db_testing.h"

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 2;
    }
    testing_db_save_migrated(argv[1]);
    return 0;
}
