// Every bound of the system, each with its unit and its reason.
#pragma once

#include <stdint.h>

// One that is a number alone, as text in a sentence.
#define TEXT_OF(limit) TEXT_OF_(limit)
#define TEXT_OF_(limit) #limit

#define KIB 1024
#define MIB (1024 * 1024)

// Memory.
#define LIMIT_ARENA_BLOCK (64 * KIB)   // bytes; most pages fit in one block
#define LIMIT_ARENA_BLOCKS_KEPT 16     // by an arena that is reset, for what comes next
#define LIMIT_ARENA_UNIT (48 * MIB)    // bytes a request may hold; a page needs under 1 MiB
#define LIMIT_ARENA_STARTUP (64 * MIB) // bytes for what is loaded once: law packs, settings
#define LIMIT_ARENA_GUIDE (64 * MIB)   // bytes of the guide to the categories; two MiB are usual
#define LIMIT_ARENA_LAW (96 * MIB) // bytes of the law with its changes; some hundred KiB are usual
#define LIMIT_ARENA_REACH                                                                          \
    (16 * MIB) // bytes of a page of cases that a change of the law is tried on; it ends at half
#define LIMIT_ARENA_DEMO (512 * MIB) // bytes while a demo city is loaded in one unit
#define LIMIT_PAGE (4 * MIB)         // bytes of one answer
#define LIMIT_HEAP_PIECE (128 * KIB) // bytes at most that lie among others in a worker's heap
#define LIMIT_HEAP_TOP (1 * MIB)     // free bytes at its end before they go back to the system
#define LIMIT_HEAP_TRIM_S 10         // a web worker gives back what lies free inside it as often

// What the edge accepts; security.md 3.
#define LIMIT_REQUEST_HEAD (32 * KIB) // bytes of all headers: nginx lets 16 KiB in and repeats
#define LIMIT_REQUEST_HEADERS 100     // headers
#define LIMIT_REQUEST_BODY (1 * MIB)  // bytes of a form or JSON body
#define LIMIT_UPLOAD (30 * MIB)       // bytes of one upload
#define LIMIT_FILES_DAY (INT64_C(2048) * MIB) // bytes of all files of a party a day
#define LIMIT_CASE_FILES 50                   // files of one case
#define LIMIT_JSON_DEPTH 32                   // brackets that stand open at once in a JSON body
#define LIMIT_FIELDS 1000                     // fields a form
#define LIMIT_COOKIES 50                      // cookies a request
#define LIMIT_NEXT 500                        // bytes of the address a log-in leads back to
#define LIMIT_PATH_SEGMENTS 12                // segments of a path; the deepest route has 6

#define LIMIT_AUDIT_SPARE                                                                          \
    1024 // lines that are not kept, as the schema's CHECK: room for some a second

// Log-in; security.md 6 and its abuse case 19.
#define LIMIT_LOGIN_ADDRESS_TRIES                                                                  \
    15                              // wrong tries from an address before all from it are slowed:
                                    // 1,000 tries from 50 addresses are 20 each
#define LIMIT_LOGIN_ADDRESS_S 600   // seconds such a count lasts
#define LIMIT_LOGIN_BUCKET_S 86400  // seconds after which a quiet address or e-mail is forgotten
#define LIMIT_LOGIN_KNOWN_S 2592000 // seconds (30 days) a person's own address is not slowed for it
#define LIMIT_SESSION_OLD_S 15    // seconds a replaced cookie opens: what other tabs sent just now
#define LIMIT_SESSION_AGAIN_S 600 // seconds the form that replaced it may be sent again: an outage
#define LIMIT_CODE_DIGITS 8       // digits of a code sent to a phone
#define LIMIT_CODE_S 900          // seconds a recovery code lasts; security.md 6
#define LIMIT_FIRST_CODE_S 259200 // seconds (3 days) a new person's first code lasts
#define LIMIT_CODE_TRIES 5        // wrong tries before a code is dead: 5 in 10^8 by chance
#define LIMIT_CODES_AN_HOUR 3     // codes sent to one person an hour: each costs a message
#define LIMIT_REQUESTS_ADDRESS 20 // codes asked for, or sign-ups, from one address an hour
#define LIMIT_OPERATORS_TOLD 20   // operators told of an alarm; a city has under 10
#define LIMIT_PARTIES 32          // parties a person may choose from; a consultant has some

// Pictures; security.md 3 and 4.
#define LIMIT_PICTURE_SIDE 12000      // pixels
#define LIMIT_PICTURE_PIXELS 50000000 // 50 megapixels, before anything is decoded
#define LIMIT_PICTURE_MADE (2 * MIB)  // bytes of one that was made; a busy one of 1200 has 0.4
#define LIMIT_PICTURE_CPU_S 10        // seconds of processor the child that makes them may use
#define LIMIT_PICTURE_WALL_MS 20000   // milliseconds until it is ended
#define LIMIT_PICTURE_TRIES 6         // of one whose child gave no answer: ten minutes in all
#define LIMIT_PICTURE_MEMORY                                                                       \
    (512 * MIB)                   // bytes of its addresses, its libraries' 150 MiB among them
#define LIMIT_PRODUCT_PICTURES 20 // of a firm and product: nobody looks at more
#define LIMIT_PRODUCT_SHOWN 40    // of all firms on a product's page
#define LIMIT_PHOTO_CHANGES 200   // changes of photos read for a page: it shows twenty deeds
#define LIMIT_PHOTO_DEED_S 600 // seconds between photos that came as one, of a ZIP that is unpacked
#define LIMIT_ARCHIVE_ENTRIES 2000         // of a ZIP; security.md 3
#define LIMIT_ARCHIVE_UNPACKED (200 * MIB) // bytes of all it holds
#define LIMIT_ZIP (200 * MIB)              // bytes of a ZIP of photos, kept until it is unpacked
#define LIMIT_ZIPS_AT_WORK 3               // of a firm: each entry is a child and a unit
#define LIMIT_ZIP_GIVEN_UP 3               // entries that took too long, then the rest is left
#define LIMIT_SPOOL_KEPT_S 604800          // 7 days a ZIP lies that nobody unpacks
#define LIMIT_PDF_PAGES 2000               // security.md 3
#define LIMIT_PDF_OBJECTS 300000 // a book of 2,000 pages has 100,000; its memory holds them
#define LIMIT_PDF_AT_ONCE 8   // looks a party waits for with no turns; a claim has as many proofs
#define LIMIT_PDF_TURN_S 20   // seconds between those beyond: twice what one look may cost
#define LIMIT_PDF_SECOND_S 60 // seconds until the second look at one that cost too much
#define LIMIT_PDF_OLD_TRIES 4 // at one file of the past, then it gets a job of its own
#define LIMIT_PDF_SAME 100    // files of the same bytes whose persons are told at once
#define LIMIT_SHOOT_ITEMS 50  // products of one shoot: more than a day shoots
#define LIMIT_SHOOT_PRODUCTS 2000 // of a category, or without a photo, that are gone through each
#define LIMIT_SHOOT_REMIND_DAYS 2 // until a firm is asked again to confirm its goods
#define LIMIT_SHOOT_REMINDERS 3   // then who planned the shoot is told
#define LIMIT_PICTURES_NEAR 10    // that look like one, told at once

// Text people type.
#define LIMIT_NAME 100     // characters of a name or title
#define LIMIT_LINE 200     // characters of a one-line answer
#define LIMIT_TEXT 4000    // characters of a reason, need or opinion
#define LIMIT_PASSWORD 128 // characters; security.md 6

// What an institution may ask of its people's passwords.
#define LIMIT_HOUSE_LENGTH 64     // characters: a sentence
#define LIMIT_HOUSE_DAYS_LEAST 30 // days one lasts: who changes more often counts up
#define LIMIT_HOUSE_DAYS 730      // days; longer is no rule
#define LIMIT_HOUSE_LAST 5        // that do not come again: each costs a hash, 0.2 s

#define LIMIT_QUERY 100     // characters of a search
#define LIMIT_QUERY_WORDS 8 // words of it that are looked up one by one

#define LIMIT_DISTRICTS 64 // districts of a city: the largest has 31

// Listings.
#define LIMIT_ATTRIBUTES 32    // attributes of a category's template; the set-up data has 6 at most
#define LIMIT_SPECS 32         // questions and lines of price of a service; the set-up data has 22
#define LIMIT_SCOPE 64         // questions about a purchase: some services at once
#define LIMIT_SCOPE_TABLE 1000 // characters of a list in an answer
#define LIMIT_TIERS 5          // volume prices of an offer: as many as a row of a page holds
#define LIMIT_LEAD_DAYS 365    // days from contract to delivery: the schema's
#define LIMIT_SELLERS_BATCH                                                                        \
    50 // sellers of a product told of its new text in one unit; some 200 rows
#define LIMIT_BULK_OFFERS                                                                          \
    100                    // offers ticked and changed at one click: two pages of the desk's list
#define LIMIT_BULK_ALL 300 // offers of a condition changed at one click: some 3 s on PostgreSQL
#define LIMIT_VETTING_ALL 300 // listings of a condition approved at one click, in one unit

// Standardisation.
#define LIMIT_UNITS 100            // units that operators added, or gave more to; 140 are built in
#define LIMIT_UNIT_SPELLINGS 8     // of one of them, besides its name; the longest built in has 7
#define LIMIT_CATEGORIES 1000      // categories of the lowest level; the set-up data has 294
#define LIMIT_SYNONYMS 20000       // other words for the same; the set-up data has 7,000
#define LIMIT_CATEGORY_THINGS 1000 // characters of its nouns; 60 of 5 letters are usual
#define LIMIT_GUIDE_WORDS 40       // words a category is known by: the rest stand in few titles
#define LIMIT_VETTING_WORDS 500    // words a listing is searched for; the set-up data has 41
#define LIMIT_VETTING_BATCH 100    // listings weighed in one unit; some 1 ms each
#define LIMIT_TWINS 300 // newest listings of a firm in a category that a new one is held against
#define LIMIT_MERGE_PRODUCTS                                                                       \
    5000                     // newest products of a category held against each other; some 200 ms
#define LIMIT_MERGE_TRIES 30 // older ones a near title is held against; 5,000 equal ones take 60 ms
#define LIMIT_MERGE_OFFERS 200  // offers of two products
#define LIMIT_PRICES 20000      // prices of a category its median is taken from
#define LIMIT_GUIDE_TITLES 2000 // newest titles of a category whose words are counted; some 20 ms

// Money: every amount lies within these; the ledger's sums stay far from 2^63.
#define LIMIT_WON 1000000000000000 // 10^15 won

// Lists.
#define LIMIT_PAGE_ROWS 24       // rows of a public list
#define LIMIT_FEW_ROWS 2000      // rows that hold some words, looked at one by one: a few ms
#define LIMIT_DESK_ROWS 50       // rows of a desk's list
#define LIMIT_DESK_TASKS 10000   // open tasks of a party that its desk puts in order
#define LIMIT_REACH_CASES 50000  // open cases a change of the law is tried on: some seconds
#define LIMIT_REACH_PAGE 1000    // of them held in memory at a time; some 2 KiB each
#define LIMIT_PURCHASE_LINES 100 // lines of a purchase: a contract of more is drawn as two
#define LIMIT_DELIVERY_FILES 10  // photos and papers of a delivery, and of its inspection
#define LIMIT_QUANTITY 100000000 // pieces of a line; at 1 won each it stays far below LIMIT_WON
#define LIMIT_EXPORT_ROWS 100000 // rows of one download
#define LIMIT_CLAIM_PROOFS 16    // proofs of a claim; the law names six
#define LIMIT_CLAIM_TURNS 50     // claims of one contract that were sent back
#define LIMIT_AUDIT_LINES 10000  // lines of one file of deeds: one answer holds so many
#define LIMIT_ANSWER_ROWS 5000   // rows of a download made in one answer: some 500 bytes each

// Support views.
#define LIMIT_SUPPORT_MINUTES 480 // minutes one may last: a working day
#define LIMIT_SUPPORT_READS 200   // things seen in one, or that happened to a case, shown at once

// Files of comma-separated values: rule packs, holidays, set-up data, imports.
#define LIMIT_CSV_FILE LIMIT_UPLOAD // bytes; an import is an upload
#define LIMIT_CSV_ROWS 200000       // rows; twice the largest import that is promised
#define LIMIT_CSV_COLUMNS 64        // columns; the widest set-up file has under 20
#define LIMIT_CSV_FIELD (64 * KIB)  // bytes of one field; a product's description is under 16 KiB

// Spreadsheet files that people hand in: XLSX and CSV; security.md 3.
#define LIMIT_SHEET_ROWS 200000          // rows; twice the largest import that is promised
#define LIMIT_SHEET_COLUMNS 200          // columns that hold something
#define LIMIT_SHEET_CELL 32767           // characters of a cell: what a spreadsheet itself keeps
#define LIMIT_SHEET_ROW (1 * MIB)        // bytes of all texts of a row
#define LIMIT_SHEET_ENTRIES 2000         // parts of a package; a workbook has some twenty
#define LIMIT_SHEET_UNPACKED (200 * MIB) // bytes of all its parts, counted while unpacking
#define LIMIT_SHEET_DEPTH 64             // elements that stand open at once
#define LIMIT_SHEET_TAG (8 * MIB)        // bytes of one tag or comment, which expat holds whole
#define LIMIT_SHEET_CPU_S 10             // seconds of a processor for one file; security.md 3
#define LIMIT_SHEET_POOL (96 * MIB)      // bytes of the texts its cells share; 100,000 rows: 30
#define LIMIT_ARENA_SHEET (LIMIT_SHEET_POOL + 8 * MIB) // the same, with the row at hand

// Products listed by the sheet.
#define LIMIT_IMPORT_TEXT (48 * MIB) // bytes of all cells; 100,000 rows of some 300 bytes take 30
#define LIMIT_IMPORTS_DAY 40         // sheets of a firm a day: some 2 GiB, as its other files
#define LIMIT_IMPORT_CHUNK (4 * MIB) // bytes of the rows of one step, with the last of them
#define LIMIT_ARENA_IMPORT (LIMIT_IMPORT_TEXT + 3 * LIMIT_IMPORT_CHUNK) // while they are read

// Database.
#define LIMIT_PARAMS 64       // parameters of a statement
#define LIMIT_COLUMNS 72      // columns of a statement; the widest, of a claim, has 65
#define LIMIT_UNIT_TRIES 8    // runs of a unit that collides before it answers BUSY
#define LIMIT_UNIT_MS 4000    // milliseconds after which it is not run again; less than a request's
#define LIMIT_BACKOFF_MS 256  // milliseconds such a unit waits at most before it runs again
#define LIMIT_FORESEEN 8      // statements asked for beforehand: no page has more
#define LIMIT_SOON 32         // writes that wait for the next statement; more gain little
#define LIMIT_QUERIES_OPEN 40 // open at once in a unit: these, and a list with look-ups inside
#define LIMIT_DB_CACHE 16000000   // bytes of SQLite's pages a connection holds
#define LIMIT_WEB_CACHE 4000000   // … of a web or live worker, and of its search copy
#define LIMIT_STATEMENTS_KEPT 256 // prepared per connection, some 10 KiB each; a worker uses fewer
#define LIMIT_BIND (16 * MIB)     // bytes of all text bound to one statement
#define LIMIT_BUSY_MS 5000        // milliseconds a unit waits for SQLite's write lock
#define LIMIT_WAL_PAGES 16000     // of 4 KiB in SQLite's WAL before its readers are waited for
#define LIMIT_WAL_WAIT_MS 50      // milliseconds they are waited for
#define LIMIT_STATEMENT_MS 5000   // milliseconds the client waits for one statement
#define LIMIT_LOCK_MS 4000        // milliseconds a server lets a statement wait for a lock
#define LIMIT_IDLE_MS 60000       // milliseconds it bears with a unit in which nothing happens
#define LIMIT_SCRIPT_MS 600000    // milliseconds for one migration: filling a large table is slow
#define LIMIT_CONNECT_MS 8000     // milliseconds a unit waits for a server; less than for a request
// Milliseconds between two tries to reach it, by chance in between; security.md 10.
#define LIMIT_RECONNECT_LEAST_MS 100
#define LIMIT_RECONNECT_MOST_MS 500

// Jobs.
#define LIMIT_JOB_KINDS 64    // kinds of job a program knows
#define LIMIT_JOB_TRIES 8     // runs before a job is a dead letter
#define LIMIT_JOB_LEASE_S 120 // seconds a worker may hold a job before another takes it
#define LIMIT_JOB_PLAN_S 600  // seconds at most between two looks at what recurs

// What is swept out in the night, and when.
#define LIMIT_SWEEP_ROWS 5000 // rows of one kind a run: the write lock is held for so long
#define LIMIT_FORM_KEY_KEPT_S                                                                      \
    604800 // 7 days: a page lies open over a holiday, its session has ended
#define LIMIT_SESSION_KEPT_S 7776000 // 90 days: "was this me?"; that it was is in the audit chain
#define LIMIT_CODE_KEPT_S 2592000    // 30 days after it was used or ran out; it opens nothing
#define LIMIT_JOB_KEPT_S 2592000     // 30 days after it was done; dead letters wait for a person
#define LIMIT_FILE_DAY_KEPT_S 172800 // 2 days after it began: nobody asks for it any more
#define LIMIT_CHECK_KEPT_S 7776000   // 90 days of a verification's chains; its sum stays

// Settings.
#define LIMIT_SETTING_LINE 4096 // room for a line: its bytes, its end and a NUL
#define LIMIT_SITE_ROLES 8      // roles of PostgreSQL that sites of one database work as
#define LIMIT_KEY_TEXT 1024     // bytes of a key in a file; the portal's have 88, a token some 800

// Keys that sign.
#define LIMIT_SIGN_KEYS 100 // public keys of a site; one a year is many
#define LIMIT_SIGN_LINE 160 // bytes of a line: an instant, a key, room for an end

// Keys that seal.
#define LIMIT_SEAL_KEYS 16      // one in use, older ones for opening; one a year is many
#define LIMIT_SEAL_SETTLE_S 300 // after the last row: longer than any unit lasts that sealed before

// Seals of the audit chains.
#define LIMIT_SEAL_HOURS 24   // of a page: a day
#define LIMIT_SEAL_DAYS 31    // of a page: a month
#define LIMIT_SEALS_TOLD 1000 // lines of the file for programs, 41 days of hours; 300 bytes each

// Backups.
#define LIMIT_BACKUP_LINE 512  // bytes of a manifest's line; the longest names a file, under 160
#define LIMIT_BACKUP_BATCH 500 // kept files of one reading; the statement's LIMIT
#define LIMIT_BACKUPS 4096     // dated folders looked at; 96 are kept unless set otherwise
#define LIMIT_BACKUP_S 14400   // seconds a backup or a restore may take from the terminal
// Seconds of the hourly one: 9 GB took 335 on a busy machine (known.md), a nation's five times as
// much; and of its worker, which removes old ones besides. Over before the next hour's is due.
#define LIMIT_BACKUP_JOB_S 1800
#define LIMIT_BACKUP_LEASE_S 1920

// Processes.
#define LIMIT_WORKERS 64             // of all pools together
#define LIMIT_WORKER_YOUNG_S 10      // seconds; who dies younger is started again with a pause
#define LIMIT_WORKER_PAUSE_MS 5000   // milliseconds at most between a death and the next start
#define LIMIT_SUPERVISOR_TICK_MS 100 // milliseconds between two looks at the deadlines
#define LIMIT_STOP_MARGIN_S 2        // seconds over the longest deadline before a stop is forced
#define LIMIT_SOCKET_BACKLOG 511     // connections that wait for a worker; nginx's own default
#define LIMIT_LINES 900           // connections a worker keeps: more than its queue holds, see 0040
#define LIMIT_SLOW_BACKLOG 40     // for a slow one: a hash takes 0.2 s, the last waits some 8 s
#define LIMIT_SOCKET_S 10         // seconds nginx may take to hand over or take one piece
#define LIMIT_SLOW_DEADLINE_S 110 // seconds of a slow worker's request; nginx waits 120
#define LIMIT_JOB_IDLE_MS 200     // milliseconds between two looks for due jobs
#define LIMIT_JOB_STRETCH_MS 1000 // milliseconds of jobs one after another that write, then …
#define LIMIT_JOB_GAP_MS 120      // … SQLite's lock is free: who waits looks every 100
#define LIMIT_LIVE_STREAMS 1000   // event streams of one live worker
#define LIMIT_LIVE_COOKIE 256     // bytes of the session cookie kept for a stream
#define LIMIT_LIVE_POLL_MS 1000   // milliseconds between two looks at the counts of all streams
#define LIMIT_LIVE_BEAT_S 20      // seconds of silence before a heartbeat

// Search.
#define LIMIT_SEARCH_COLUMNS (64 * MIB) // bytes of what rows are read by; the tree of 401 takes 1
#define LIMIT_MISS 40                   // characters of a text that found nothing and is counted
#define LIMIT_MISS_DIGITS 6    // in a row: the number of a person or a phone, which is not kept
#define LIMIT_MISS_TEXTS 2000  // different ones a day: a machine that asks must not fill the table
#define LIMIT_MISS_DAYS 365    // they are kept
#define LIMIT_SEARCH_CHOSEN 32 // values marked in one facet; the largest city has 31 districts
#define LIMIT_SEARCH_KEPT 64   // answers of late a worker keeps; 40 KiB each when names are long
#define LIMIT_SEARCH_MEANINGS 1024         // what texts meant that it keeps; some 300 bytes each
#define LIMIT_SEARCH_MEANT_BYTES (2 * MIB) // bytes of them
#define LIMIT_SEARCH_KEPT_QUERY 1024      // bytes of a question's texts; longer ones are asked anew
#define LIMIT_SEARCH_KEPT_BYTES (4 * MIB) // bytes of them
#define LIMIT_SEARCH_SHEET 500 // offers of a search in one file: a person looks through no more
#define LIMIT_SEARCH_ENOUGH 3  // hits: a query that finds as many is left as it was typed
#define LIMIT_SEARCH_PRICE                                                                         \
    100000 // won: 이하 of so much or less is said of one thing; few buy for as little in all
#define LIMIT_SEARCH_KNOWN                                                                         \
    100000 // words that typing errors are held against; some 2 ms to look over
#define LIMIT_SEARCH_KNOWN_BYTES (32 * MIB) // bytes of them; 100,000 take 10
#define LIMIT_SEARCH_HITS_BYTES                                                                    \
    (32 * MIB) // of the rows that frequent words find; 32 words of each second of 4,000,000
#define LIMIT_SEARCH_FEW_BYTES (3 * MIB) // of the rows other words found of late; 4 bytes each
#define LIMIT_SEARCH_TURN_MS 5000 // milliseconds to wait for who loads the columns: half a deadline
#define LIMIT_SEARCH_NEAR 4       // of them that are tried for one word
#define LIMIT_SEARCH_CODES 4096 // distinct categories, districts or units met; there are 401, 9, 50

// Goods looked at of late, in the browser alone.
#define LIMIT_RECENT_GOODS 20 // remembered: five rows of cards
#define LIMIT_RECENT_DAYS 30  // each is remembered; a purchase is prepared in less

// Saved searches.
#define LIMIT_SAVED_SEARCHES 20        // of a person: a page without a next one
#define LIMIT_SAVED_QUESTION (4 * KIB) // bytes of one; a facet of 32 marked values takes 1
#define LIMIT_SAVED_BATCH 200          // looked at in one step; a few ms each over a million offers
#define LIMIT_SAVED_FRESH 200000       // offers put on sale between two looks, 16 bytes each
#define LIMIT_SAVED_UNDO_S 86400       // seconds (a day) a removal may be taken back

// What institutions want and do not find.
#define LIMIT_WANTED_DAY 10     // an institution asks in 24 hours: each is told to many firms
#define LIMIT_WANTED_DAYS 365   // until it is needed; later is no plan yet
#define LIMIT_WANTED_NEED 1000  // characters of what it must be: half a page
#define LIMIT_WANTED_UNIT 20    // characters of a unit
#define LIMIT_WANTED_ANSWERS 50 // of one: as many as a page of a desk shows
#define LIMIT_WANTED_OF_FIRM 3  // of one firm, each told to the institution
#define LIMIT_WANTED_OFFERS 200 // of a firm to choose an answer from
#define LIMIT_WANTED_BATCH 50   // firms told, or wants ended, in one unit; some 200 rows

// The outside world.
#define LIMIT_DEALER_ANSWER (64 * KIB) // bytes of one answer of a message dealer; they are under 1
#define LIMIT_DEALER_CONNECT_MS 3000   // milliseconds to reach it
#define LIMIT_DEALER_TOTAL_MS 10000    // milliseconds for the whole exchange
// The public list of product numbers: about 24,000 details of ten digits, the classes fewer.
#define LIMIT_REGISTRY_ROWS 500         // rows asked for a page; the owner gives 999 at most
#define LIMIT_REGISTRY_ANSWER (4 * MIB) // bytes of one; a row with its description has under 4 KiB
#define LIMIT_REGISTRY_NAME 600         // bytes of a name; the longest seen have under 200
#define LIMIT_REGISTRY_CODE 40          // bytes of an owner's code; they have two
#define LIMIT_REGISTRY_TRIES 6          // of one page before a run fails: some half an hour
#define LIMIT_REGISTRY_IN_VAIN 3  // numbers in succession without an answer before all others wait
#define LIMIT_REGISTRY_RESTARTS 3 // of the numbers of some digits that change while they are read
#define LIMIT_REGISTRY_ITEM_DAYS                                                                   \
    90 // days a 물품식별번호 is believed as it was read; few change in a year
#define LIMIT_REGISTRY_CONNECT_MS 3000 // milliseconds to reach it
#define LIMIT_REGISTRY_TOTAL_MS 10000  // milliseconds for the whole exchange

// What lies at addresses that strangers wrote down; security.md 1, case 13.
#define LIMIT_FETCH_BODY (10 * MIB) // bytes; a photo for a page has under 5
#define LIMIT_FETCH_CONNECT_MS 3000 // milliseconds to reach it
#define LIMIT_FETCH_TOTAL_MS 20000  // milliseconds for all of it
#define LIMIT_FETCH_TRIES 4         // of an address that is away, within half an hour
#define LIMIT_FETCH_FIRST_S 60      // seconds to the second try; each next waits five times longer
#define LIMIT_FETCH_STALE_S 21600   // 6 hours it waits until it may be asked for anew: its job died
#define LIMIT_ADDRESS 1000          // bytes of one address
#define LIMIT_HOST 253              // bytes of a machine's name; the protocol's own
#define LIMIT_PHOTO_HOSTS 200       // an operator approves
#define LIMIT_ROW_ADDRESSES 5       // photos that a row of a sheet names

// Files that come with the program.
#define LIMIT_FOLDER_FILE (8 * MIB) // bytes; the largest set-up file has under 1 MiB
#define LIMIT_FOLDER_FILES 256      // files a folder; the rule packs of a city are under 40

// The law.
#define LIMIT_LAW_TERM 1000 // days, months or years of a term; the longest is 60 days or 5 years
#define LIMIT_LAW_CHANGES                                                                          \
    4000                     // changes of the law after its packs; a city makes some dozens a year
#define LIMIT_LAW_ROWS 8000  // rows of all packs; one country and one city have some 400
#define LIMIT_RULE_WORDS 100 // words that the rows of a table use in one column; terms have some 40
#define LIMIT_RULE_PERCENT 1000   // per cent a share may be; the largest there is are 100
#define LIMIT_LAW_LINE (16 * KIB) // bytes of one question as JSON; one with every tag is under 1
