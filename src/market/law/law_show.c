#include "market/law/law_show.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/law/law_column.h"

#define HEAD_COLUMNS 3 // id, rule, regime
#define TAIL_COLUMNS 6 // first_day, last_day, article, confidence, active, note

// --- How a row stands ----------------------------------------------------------------------------

static const char *const STANDING_LABELS[] = {"시행 중", "시행 전", "끝남", "꺼짐"};
static_assert(COUNT(STANDING_LABELS) == LAW_STANDING_COUNT, "a label for each");

const char *law_standing_label(enum law_standing standing)
{
    assert(standing < LAW_STANDING_COUNT);
    return STANDING_LABELS[standing];
}

// By its days alone; a later row for the same key is not seen here.
static enum law_standing standing_of(const struct law_head *h, date on)
{
    if (!h->active) {
        return LAW_OFF;
    }
    bool begun = date_is_none(h->first_day) || !date_before(on, h->first_day);
    return begun ? LAW_OVER : LAW_TO_COME;
}

static bool is_among(const struct law_list *list, const struct law_head *row)
{
    size_t i = 0;
    while (i < list->count && list->rows[i] != row) {
        i++;
    }
    return i < list->count;
}

enum law_standing *law_standings_on(const struct law *law, enum law_table table, date on,
                                    struct arena *arena)
{
    size_t count = law_count(law, table);
    enum law_standing *standings = NEW_ARRAY(arena, count + 1, enum law_standing);
    for (size_t i = 0; i < count; i++) {
        standings[i] = standing_of(law_row(law, table, i), on);
    }
    for (int r = 0; r < LAW_REGIME_COUNT; r++) {
        struct law_list list = law_rows_on(law, table, (enum law_regime)r, on, arena);
        for (size_t i = 0; i < count; i++) {
            if (is_among(&list, law_row(law, table, i))) {
                standings[i] = LAW_IN_FORCE;
            }
        }
    }
    return standings;
}

// --- Words ---------------------------------------------------------------------------------------

struct word {
    const char *word;
    const char *label;
};

static const struct word COLUMNS[] = {
    {"id",                "판"                      },
    {"rule",              "규칙"                   },
    {"regime",            "적용 기관"            },
    {"base",              "따르는 법"            },
    {"prefix",            "근거 앞에 붙는 말" },
    {"needs",             "갖출 것"               },
    {"object",            "목적물"                },
    {"tag",               "대상 업체"            },
    {"vulnerable_min_bp", "취약계층 고용비율"},
    {"one_quote_max_won", "1인 견적 한도"       },
    {"ceiling_won",       "수의계약 한도"      },
    {"ground",            "근거"                   },
    {"below_won",         "미만"                   },
    {"document",          "서류"                   },
    {"comparison",        "견주기"                },
    {"limit_won",         "계약금액"             },
    {"instead",           "대신 남기는 것"     },
    {"variant",           "경우"                   },
    {"ppm",               "하루 비율"            },
    {"kind",              "종류"                   },
    {"length",            "길이"                   },
    {"unit",              "단위"                   },
    {"extension",         "연장"                   },
    {"from",              "세는 날"               },
    {"bp",                "비율"                   },
    {"of",                "무엇의"                },
    {"above_won",         "초과"                   },
    {"up_to_won",         "이하"                   },
    {"duty_won",          "세액"                   },
    {"number",            "번호"                   },
    {"judged_on",         "판단하는 때"         },
    {"text",              "내용"                   },
    {"pledge",            "서약"                   },
    {"applies",           "적용"                   },
    {"proof",             "서류"                   },
    {"path",              "계약방법"             },
    {"needed",            "필요"                   },
    {"label",             "이름"                   },
    {"reason",            "이유"                   },
    {"code",              "부호"                   },
    {"years_max",         "쓸 수 있는 햇수"    },
    {"unit_won",          "단위 금액"            },
    {"must",              "반드시"                },
    {"category",          "구분"                   },
    {"target_bp",         "목표"                   },
    {"denominator",       "분모"                   },
    {"tags",              "세는 기업·상품"    },
    {"report",            "보고"                   },
    {"valid_length",      "유효기간"             },
    {"valid_unit",        "유효기간 단위"      },
    {"issuer",            "발급기관"             },
    {"verify",            "확인하는 곳"         },
    {"sheet",             "공개 서식"            },
    {"field",             "항목"                   },
    {"personal",          "개인정보"             },
    {"digits",            "자릿수"                },
    {"weights",           "가중치"                },
    {"severity",          "틀렸을 때"            },
    {"bond_type",         "채권"                   },
    {"price_min_won",     "계약금액 이상"      },
    {"rate_bp",           "매입률"                },
    {"rounding",          "단수"                   },
    {"due_at",            "매입하는 때"         },
    {"topic",             "분야"                   },
    {"first_day",         "시행일"                },
    {"last_day",          "마지막 날"            },
    {"article",           "조문"                   },
    {"confidence",        "확인 수준"            },
    {"active",            "켜짐"                   },
    {"note",              "덧붙임"                },
};

// Words that stand in rows, whatever their column; "column:word" where it means another thing
// there.
static const struct word WORDS[] = {
    {"any",                         "모두"                                 },
    {"unlimited",                   "한도 없음"                          },
    {"contract_document",           "계약서"                              },
    {"performance_security",        "계약보증금"                        },
    {"inspection_report",           "검사조서"                           },
    {"defect_security",             "하자보수보증금"                  },
    {"defect_report",               "하자검사조서"                     },
    {"same_inspector",              "감독과 검사를 한 사람이"      },
    {"at_most",                     "이하면 생략 가능"                },
    {"below",                       "미만이면 생략 가능"             },
    {"bylaws",                      "기관 자체 규정에 따름"         },
    {"days",                        "일"                                    },
    {"working_days",                "근무일"                              },
    {"months",                      "달"                                    },
    {"years",                       "년"                                    },
    {"request",                     "견적요청일"                        },
    {"quote_deadline",              "견적서 제출 마감일"             },
    {"contract",                    "계약체결일"                        },
    {"claim",                       "대금청구일"                        },
    {"goods",                       "물품"                                 },
    {"service",                     "용역"                                 },
    {"works",                       "공사"                                 },
    {"total",                       "모든 구매액"                       },
    {"object_total",                "그 목적물의 구매액"             },
    {"goods_service",               "물품과 용역 구매액"             },
    {"sme_goods",                   "중소기업제품 물품 구매액"    },
    {"none",                        "없음"                                 },
    {"negotiated",                  "수의계약"                           },
    {"bidding",                     "입찰"                                 },
    {"refuse",                      "받지 않음"                          },
    {"warn",                        "알리기만 함"                       },
    {"urban_railway",               "도시철도채권"                     },
    {"regional_development",        "지역개발채권"                     },
    {"bank",                        "은행"                                 },
    {"half_up",                     "반올림"                              },
    {"design_approval",             "설계 승인이 필요한 것"         },
    {"repair",                      "물품의 수리·가공"               },
    {"transport",                   "운송·보관·양곡가공"           },
    {"military_food",               "군용 음식물"                       },
    {"sheet:contract",              "계약정보"                           },
    {"sheet:monthly",               "월별 수의계약 내역"             },
    {"topic:amount",                "금액"                                 },
    {"topic:contract",              "계약"                                 },
    {"topic:disclosure",            "공개"                                 },
    {"topic:payment",               "대금"                                 },
    {"bond",                        "공채"                                 },
    {"identifier",                  "번호"                                 },
    {"privacy",                     "개인정보"                           },
    {"quotes",                      "견적"                                 },
    {"ratio",                       "우선구매"                           },
    {"regime",                      "적용 법령"                          },
    {"stamp_duty",                  "인지세"                              },
    {"temporary",                   "한시 특례"                          },
    {"ban",                         "금지"                                 },
    {"duty",                        "의무"                                 },
    {"exclusion",                   "배제사유"                           },
    {"pledge",                      "서약"                                 },
    {"policy",                      "이 시의 방침"                      },
    {"integrity",                   "청렴계약"                           },
    {"conflict",                    "이해충돌"                           },
    {"security",                    "보증금 지급각서"                 },
    {"tax",                         "조세포탈"                           },
    {"step_choose",                 "견적 선정(내부)"                  },
    {"step_submit",                 "결재 올리기(내부)"               },
    {"step_decide",                 "결재(내부)"                         },
    {"step_draw",                   "계약 작성(내부)"                  },
    {"access_log_keep",             "접속기록 보존"                    },
    {"advance_guarantee_extra",     "선금 보증의 여유"                },
    {"advance_payment",             "선금 지급"                          },
    {"advance_subcontractor",       "하수급인의 선금"                 },
    {"annual_report",               "연간 실적 보고"                   },
    {"bond_prescription",           "채권의 소멸시효"                 },
    {"breach_notice",               "유출 통지"                          },
    {"contract_record_keep",        "계약 서류 보존"                   },
    {"disclosure",                  "공개"                                 },
    {"disclosure_keep",             "공개 유지"                          },
    {"exclusion_after_sanction",    "제재가 끝난 뒤의 배제"         },
    {"exclusion_bad_performance",   "불성실 이행의 배제"             },
    {"exclusion_tax_evasion",       "조세포탈의 배제"                 },
    {"goods_warranty",              "물품 하자담보"                    },
    {"inspection",                  "검사"                                 },
    {"social_insurance",            "사회보험료 납부"                 },
    {"inspection_force_majeure",    "불가항력 뒤의 검사"             },
    {"objection",                   "이의신청"                           },
    {"objection_known",             "사유를 안 때부터의 이의신청"},
    {"exclusion_refusal",           "계약 거부·포기 뒤의 배제"    },
    {"objection_decision",          "이의신청의 결정"                 },
    {"payment",                     "대금 지급"                          },
    {"progress_payment",            "기성 대가"                          },
    {"progress_payment_interval",   "기성 대가의 간격"                },
    {"quote_notice",                "견적 안내공고"                    },
    {"retiree",                     "퇴직자"                              },
    {"stamp_duty_other",            "인지세 납부"                       },
    {"tax_invoice",                 "세금계산서"                        },
    {"tax_invoice_keep",            "세금계산서 보존"                 },
    {"tax_invoice_month",           "월합계 세금계산서"              },
    {"tax_invoice_transmission",    "세금계산서 전송"                 },
    {"advance_max",                 "선금의 최대"                       },
    {"advance_max_manufacture",     "제조 선금의 최대"                },
    {"advance_min_manufacture",     "제조 의무 선금"                   },
    {"advance_min",                 "의무 선금"                          },
    {"bid_security",                "입찰보증금"                        },
    {"defect_security_manufacture", "제조의 하자보수보증금"        },
    {"defect_security_max",         "하자보수보증금의 최대"        },
    {"delay_cap",                   "지연배상금의 상한"              },
    {"delay_termination",           "지연배상금으로 해지하는 때" },
    {"performance_bond",            "공사이행보증"                     },
    {"performance_bond_low_award",  "저가 낙찰의 공사이행보증"    },
    {"related_capital",             "관계회사의 자본"                 },
    {"unit_price_security",         "단가계약의 보증금"              },
    {"vat",                         "부가가치세"                        },
    {"vulnerable_employment",       "취약계층 고용비율"              },
    {"business_no",                 "사업자등록번호"                  },
    {"tax_invoice_no",              "전자세금계산서 승인번호"     },
    {"unique_no",                   "고유번호"                           },
    {"corporate_no",                "법인등록번호"                     },
    {"corporate_no_check",          "법인등록번호 검증"              },
    {"bank_account",                "계좌번호"                           },
    {"catalogue_no",                "물품식별번호"                     },
    {"product_name_no",             "세부품명번호"                     },
    {"resident_no",                 "주민등록번호"                     },
    {"sme",                         "중소기업"                           },
    {"sme_technology",              "기술개발제품"                     },
    {"certificate_number",          "인증번호"                           },
    {"direct_production",           "직접생산확인"                     },
    {"local_tax",                   "지방세 납세"                       },
    {"national_tax",                "국세 납세"                          },
    {"seal_certificate",            "인감증명"                           },
    {"startup",                     "창업기업"                           },
    {"technology",                  "기술개발제품"                     },
    {"innovative",                  "혁신제품"                           },
    {"rnd_innovation",              "연구개발 혁신제품"              },
    {"digital_service",             "디지털서비스"                     },
    {"green",                       "녹색제품"                           },
    {"local",                       "지역제품"                           },
    {"self_support_village",        "자활기업·마을기업"             },
    {"severe_disability",           "중증장애인생산품"               },
    {"severe_disability_product",   "중증장애인생산품 지정 품목" },
    {"green_product",               "녹색제품 인증 품목"             },
    {"performance",                 "성능인증"                           },
    {"new_technology",              "신기술·신제품"                   },
    {"excellent",                   "우수조달물품"                     },
};

static const char *find_label(const struct word *words, size_t count, str word)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equals(word, str_view(words[i].word))) {
            return words[i].label;
        }
    }
    return NULL;
}

const char *law_column_label(const char *column)
{
    const char *label = find_label(COLUMNS, COUNT(COLUMNS), str_view(column));
    return label == NULL ? column : label;
}

const char *law_confidence_label(enum law_confidence confidence)
{
    static const char *const LABELS[] = {"높음(본문을 읽음)", "보통(보도·실무)", "낮음(미루어 앎)",
                                         "미확인"};
    static_assert(COUNT(LABELS) == LAW_CONFIDENCE_COUNT, "a label for each");
    assert(confidence < LAW_CONFIDENCE_COUNT);
    return LABELS[confidence];
}

str law_need_label(struct arena *arena, str need)
{
    static const struct word NEEDS[] = {
        {"certificate:vulnerable_employment", "취약계층 고용비율 확인서"          },
        {"own_production",                    "직접생산(직접수행) 확인"            },
        {"reason_document",                   "수의계약 요청 사유서"                },
        {"ministry_conditions",               "소관 부처가 정한 요건 확인"        },
        {"officer_list",                      "임원 명단(퇴직자 관련 제한 확인)"},
    };
    const char *label = find_label(NEEDS, COUNT(NEEDS), need);
    if (label != NULL) {
        return str_view(label);
    }
    enum law_tag tag;
    str prefix = S("certificate:");
    if (str_starts(need, prefix) && law_tag_from(str_slice(need, prefix.n, need.n), &tag)) {
        return str_format(arena, "%s 확인서", law_tag_label(tag));
    }
    return need;
}

// --- Values --------------------------------------------------------------------------------------

str law_word_label(struct arena *a, const char *column, str raw)
{
    enum law_object object;
    enum law_tag tag;
    enum law_regime regime;
    str name = str_view(column);
    bool any = str_equals(raw, S("any"));
    if (str_equals(name, S("object")) && law_object_from(raw, &object)) {
        return str_view(law_object_label(object));
    }
    if (str_equals(name, S("tag")) && any) {
        return str_view(law_tag_label(LAW_TAG_ANY));
    }
    if ((str_equals(name, S("regime")) || str_equals(name, S("base"))) &&
        (any || law_regime_from(raw, &regime))) {
        return str_view(law_regime_label(any ? LAW_REGIME_ANY : regime));
    }
    const char *label =
        find_label(WORDS, COUNT(WORDS), str_format(a, "%s:%.*s", column, STR_ARG(raw)));
    if (label == NULL) {
        label = find_label(WORDS, COUNT(WORDS), raw);
    }
    if (label == NULL && law_tag_from(raw, &tag)) {
        label = law_tag_label(tag);
    }
    return label == NULL ? raw : str_view(label);
}

// "certificate:women own_production" in words; "women disabled" as tags.
static str list_text(struct arena *a, str raw)
{
    struct out o;
    out_init(&o, a, LIMIT_CSV_FIELD);
    for (str rest = raw; rest.n > 0;) {
        str one = law_need_label(a, str_cut(&rest, ' '));
        out_str(&o, o.n == 0 ? S("") : S(", "));
        out_str(&o, law_word_label(a, "", one));
    }
    return out_view(&o);
}

// 1/100 % or millionths as a percentage: 3000 of 10000 is 30%, 800 of a million 0.08%.
static str percent_text(struct arena *a, str raw, int64_t hundred)
{
    int64_t n = 0;
    if (!str_parse_i64(raw, &n)) {
        return raw;
    }
    int64_t whole = n * 100 / hundred;
    int64_t rest = n * 100 % hundred * 100 / hundred; // two places
    if (rest == 0) {
        return str_format(a, "%lld%%", (long long)whole);
    }
    return rest % 10 == 0 ? str_format(a, "%lld.%lld%%", (long long)whole, (long long)rest / 10)
                          : str_format(a, "%lld.%02lld%%", (long long)whole, (long long)rest);
}

static str won_text(struct arena *a, str raw)
{
    int64_t won = 0;
    if (!str_parse_i64(raw, &won)) {
        return law_word_label(a, "", raw);
    }
    str digits = money_format(a, WON(won));
    return str_format(a, "%.*s원", STR_ARG(digits));
}

#define NBSP "\xC2\xA0" // a date is never torn at the end of a line

// "2026. 11. 23.", as every page writes a day.
static str day_text(struct arena *a, str raw)
{
    date d = DATE_NONE;
    int year;
    int month;
    int day;
    if (!date_parse(raw, &d)) {
        return raw;
    }
    date_to_ymd(d, &year, &month, &day);
    return str_format(a, "%d." NBSP "%d." NBSP "%d.", year, month, day);
}

str law_value_text(struct arena *arena, const struct law *law, enum law_table table, size_t i,
                   size_t column)
{
    const struct law_column *c = &LAW_TABLES[table].columns[column];
    str name = str_view(c->name);
    str raw = law_field_text(arena, law, table, i, column);
    if (raw.n == 0) {
        return raw;
    }
    if (c->kind == LAW_FLAG) {
        return str_equals(raw, S("1")) ? S("예") : S("아니요");
    }
    if (c->kind == LAW_WON || c->kind == LAW_LIMIT) {
        return won_text(arena, raw);
    }
    if (c->kind == LAW_DAY) {
        return day_text(arena, raw);
    }
    enum law_confidence confidence;
    if (str_equals(name, S("confidence")) && law_confidence_from(raw, &confidence)) {
        return str_view(law_confidence_label(confidence));
    }
    if (str_ends(name, S("bp"))) {
        return percent_text(arena, raw, 10000);
    }
    if (str_equals(name, S("ppm"))) {
        return percent_text(arena, raw, 1000000);
    }
    if (str_equals(name, S("needs")) || str_equals(name, S("tags"))) {
        return list_text(arena, raw);
    }
    return law_word_label(arena, c->name, raw);
}

bool law_column_is_own(enum law_table table, size_t column)
{
    return column >= HEAD_COLUMNS && column + TAIL_COLUMNS < law_column_count(table);
}

bool law_column_is_figure(enum law_table table, size_t column)
{
    enum law_column_kind kind = LAW_TABLES[table].columns[column].kind;
    return kind == LAW_WON || kind == LAW_LIMIT || kind == LAW_NUMBER;
}

bool law_is_version(enum law_table table, const struct law_head *row, const struct law_head *of)
{
    if (!LAW_TABLES[table].keyed) {
        return str_equals(row->rule, of->rule);
    }
    return row->regime == of->regime && law_key_equals(table, row, of);
}

date law_followed_from(const struct law *law, enum law_table table, size_t i)
{
    const struct law_head *row = law_row(law, table, i);
    date from = DATE_NONE;
    for (size_t k = 0; LAW_TABLES[table].keyed && k < law_count(law, table); k++) {
        const struct law_head *next = law_row(law, table, k);
        if (next->active && law_is_version(table, next, row) &&
            next->first_day.days > row->first_day.days &&
            (date_is_none(row->last_day) || !date_before(row->last_day, next->first_day)) &&
            (date_is_none(from) || date_before(next->first_day, from))) {
            from = next->first_day;
        }
    }
    return from;
}
