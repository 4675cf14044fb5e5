#include "app/verbs.h"

#include <string.h>

const struct verb_option VERB_COMMON[] = {
    {"db",       "URL",  "The database: sqlite:PATH or postgresql://host1,host2/dure"       },
    {"settings", "FILE", "A file of `key = value` lines; `dure serve --list` names the keys"},
    {"help",     NULL,   "Print this"                                                       },
};
const size_t VERB_COMMON_COUNT = COUNT(VERB_COMMON);

const char *verb_value_word(const struct verb *verb)
{
    const char *last = verb->word == NULL ? NULL : strrchr(verb->word, ' ');
    return last == NULL ? verb->word : last + 1;
}

bool verb_wants_word(const struct verb *verb)
{
    const char *word = verb_value_word(verb);
    return word != NULL && word[0] >= 'A' && word[0] <= 'Z';
}

static const struct verb_option SERVE_OPTIONS[] = {
    {"list", NULL, "Print every setting with its meaning and default, and end"},
};

static const struct verb_option MIGRATE_OPTIONS[] = {
    {"site-role", "ROLE", "Then give this role of PostgreSQL what the site needs, and no more"},
};

static const struct verb_option DEMO_OPTIONS[] = {
    {"size",   "small",
     "How large: small; town or city with three years of purchases; nation with 1,000,000 "
     "products"                                                                       },
    {"seed",   "N",     "The same number gives the same city; 1 unless said otherwise"},
    {"logins", NULL,    "Print each role's account with its current code, and end"    },
};

static const struct verb_option USER_OPTIONS[] = {
    {"operator",     "EMAIL", "Make this person an operator; somebody new gets a code, printed once"},
    {"name",         "NAME",  "Of the new operator"                                                 },
    {"phone",        "PHONE", "Of the new operator"                                                 },
    {"lock",         "EMAIL", "Close the account and end its sessions"                              },
    {"unlock",       "EMAIL", "Open it again"                                                       },
    {"reset-factor", "EMAIL", "Take the second factor away, of whoever lost it and was identified"  },
    {"reason",       "TEXT",  "Why; asked for with each of these, kept in the audit"                },
};

static const struct verb_option DOCTOR_OPTIONS[] = {
    {"against", "FOLDER",
     "Compare the chain of deeds with the backups below this folder, not the site's"},
};

static const struct verb_option BACKUP_OPTIONS[] = {
    {"to",   "FOLDER", "Make it below this folder, and leave the others there alone"},
    {"list", NULL,     "Print the whole ones, newest first, and end"                },
};

static const struct verb_option RESTORE_OPTIONS[] = {
    {"without-key", NULL, "Go on though seal.key is lost: what was sealed with it stays shut"},
    {"unsigned",    NULL, "Go on though nobody whom sign.pub knows signed the backup"        },
};

static const struct verb_option KEY_OPTIONS[] = {
    {"replace",  NULL, "Sign with a new key from now on; what the one before signed still holds"  },
    {"new-seal", NULL, "Seal with a new key from now on, and seal anew what lies under older ones"},
    {"reseal",   NULL,
     "Go on with that where it broke off, and say whether the older keys may be destroyed"        },
};

static const struct verb_option IMPORT_OPTIONS[] = {
    {"supplier", "NO",
     "Whose they are: the firm's public number or its business number; must be given"      },
    {"dry-run",  NULL, "Look at every row and say what is wrong with it; nothing is listed"},
};

static const struct verb_option EXPORT_OPTIONS[] = {
    {"supplier", "NO", "Of this firm alone: its public number or its business number"},
};

static const struct verb_option DOCS_OPTIONS[] = {
    {"to", "DIR", "Where they go; docs/operations unless said otherwise"},
};

#define LIST_OF(options)                                                                           \
    {                                                                                              \
        options, COUNT(options)                                                                    \
    }
#define NO_OPTIONS                                                                                 \
    {                                                                                              \
        NULL, 0                                                                                    \
    }

// The question of the manual.
#define LAW_EXAMPLE                                                                                \
    "{\"id\":\"1\",\"regime\":\"LOCAL\",\"object\":\"goods\",\"estimated_price_won\":50000000,"    \
    "\"contract_price_won\":50000000,\"supplier_tags\":[\"women\"],"                               \
    "\"vulnerable_employment_bp\":null,\"on\":\"2026-11-23\"}"

// A line each, so that two may be added side by side.
// clang-format off
const struct verb VERBS[] = {
    {"serve", NULL, "Answer requests and run jobs until stopped", LIST_OF(SERVE_OPTIONS), verb_serve, NULL},
    {"work", NULL, "Run jobs only, until told to stop", NO_OPTIONS, verb_work, NULL},
    {"migrate", NULL, "Bring the database up to this version", LIST_OF(MIGRATE_OPTIONS), verb_migrate, NULL},
    {"setup", NULL, "Bring a new site its districts, categories with templates, words and institutions", NO_OPTIONS, verb_setup, NULL},
    {"demo", NULL, "Fill an empty database with the demo city, while no site serves from it", LIST_OF(DEMO_OPTIONS), verb_demo, NULL},
    {"law", "decide", "Print every rule, or answer questions: one JSON object a line", NO_OPTIONS, verb_law, LAW_EXAMPLE},
    {"user", NULL, "List every account with its roles, or do one thing to one of them", LIST_OF(USER_OPTIONS), verb_user, NULL},
    {"doctor", NULL, "Ask whether everything is as it must be, and name what is not", LIST_OF(DOCTOR_OPTIONS), verb_doctor, NULL},
    {"backup", NULL, "Copy database and kept files as they are at one moment, while the site serves", LIST_OF(BACKUP_OPTIONS), verb_backup, NULL},
    {"restore", "FOLDER", "Make an empty site again from a backup, and ask the doctor", LIST_OF(RESTORE_OPTIONS), verb_restore, NULL},
    {"key", NULL, "Print the public keys of what is signed and the names of those that seal, or replace one", LIST_OF(KEY_OPTIONS), verb_key, NULL},
    {"import", "products FILE", "List products by a sheet, .xlsx or .csv, as the firm's page does", LIST_OF(IMPORT_OPTIONS), verb_import, NULL},
    {"export", "products FILE", "Write products into a sheet, .xlsx or .csv by its ending", LIST_OF(EXPORT_OPTIONS), verb_export, NULL},
    {"routes", NULL, "Print every page and who may enter", NO_OPTIONS, verb_routes, NULL},
    {"docs", NULL, "Write the pages of the manual that are made of tables", LIST_OF(DOCS_OPTIONS), verb_docs, NULL},
};
// clang-format on
const size_t VERB_COUNT = COUNT(VERBS);
