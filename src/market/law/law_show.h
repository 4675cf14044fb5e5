// Rows of the law as people read them: what a column is called, and its value in words.
//
// Pure. For the pages that show rows; nothing is decided by it.
#pragma once

#include "market/law/law_pack.h"

// What a row is on a day.
enum law_standing {
    LAW_IN_FORCE, // 시행 중
    LAW_TO_COME,  // 시행 전
    LAW_OVER,     // 끝남: by its last day, or by a later row for the same key
    LAW_OFF,      // 꺼짐: kept and shown, decides nothing
    LAW_STANDING_COUNT
};

const char *law_standing_label(enum law_standing standing);
// For each row of a table in the order read, how it stands on a day for those it binds.
enum law_standing *law_standings_on(const struct law *law, enum law_table table, date on,
                                    struct arena *arena);

// "한도(원)" for ceiling_won; the column's own name where nobody gave it one.
const char *law_column_label(const char *column);
// What a word means in a column: "물품" for goods; the word itself where nobody named it.
str law_word_label(struct arena *a, const char *column, str word);
// "1억원", "여성기업", "0.08%"; empty where the row says nothing.
str law_value_text(struct arena *arena, const struct law *law, enum law_table table, size_t i,
                   size_t column);
// Is it the row's own, rather than what every row begins and ends with?
bool law_column_is_own(enum law_table table, size_t column);
// Does it hold amounts, shares or counts?
bool law_column_is_figure(enum law_table table, size_t column);
// Are the rows versions of one rule for the same institutions?
bool law_is_version(enum law_table table, const struct law_head *row, const struct law_head *of);
// From which day another version takes the place of row `i` while its own days still run; DATE_NONE
// where none does, or where rows of the table stand beside each other.
date law_followed_from(const struct law *law, enum law_table table, size_t i);

// "높음(본문을 읽음)" for H.
const char *law_confidence_label(enum law_confidence confidence);
// "여성기업 확인서" for certificate:women.
str law_need_label(struct arena *arena, str need);
