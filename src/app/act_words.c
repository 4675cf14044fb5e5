#include "app/act_words.h"

#include "base/fault.h"

const struct act_word ACT_NOUNS[] = {
    {"account",       "계정"             },
    {"institution",   "기관"             },
    {"department",    "부서"             },
    {"supplier",      "공급기업"       },
    {"membership",    "역할"             },
    {"certificate",   "확인서"          },
    {"product",       "상품"             },
    {"offer",         "판매 조건"      },
    {"purchase",      "구매 건"         },
    {"approval_line", "결재선"          },
    {"delegation",    "대결"             },
    {"quote_request", "견적요청"       },
    {"quote",         "견적"             },
    {"contract",      "계약"             },
    {"delivery",      "납품"             },
    {"inspection",    "검사"             },
    {"claim",         "대금청구"       },
    {"payment",       "지급"             },
    {"disclosure",    "수의계약 공개"},
    {"file",          "파일"             },
    {"notice",        "알림"             },
};
const size_t ACT_NOUN_COUNT = COUNT(ACT_NOUNS);

// Nouns that are acted on and are no record of their own.
static const struct act_word OTHER_NOUNS[] = {
    {"session",  "로그인"    },
    {"audit",    "감사 기록"},
    {"access",   "접속기록" },
    {"rule",     "규칙"       },
    {"approval", "결재"       },
    {"policy",   "기관 정책"},
};

// Acts that are called something else than their two halves.
static const struct act_word WHOLE[] = {
    {"session.begin",             "로그인"                            },
    {"session.end",               "로그아웃"                         },
    {"access.note",               "개인정보 열람"                  },
    {"session.spray",             "한 주소의 로그인 실패 누적"},
    {"account.join",              "계정 가입"                        },
    {"account.send_code",         "인증 코드 보냄"                 },
    {"account.recover",           "코드로 비밀번호 다시 정함" },
    {"account.change_password",   "비밀번호 변경"                  },
    {"account.change_contact",    "이름·연락처 변경"             },
    {"account.set_factor",        "인증 앱 등록"                    },
    {"account.clear_factor",      "인증 앱 지움"                    },
    {"account.end_sessions",      "다른 기기 로그아웃"           },
    {"account.disable",           "계정 닫음"                        },
    {"account.enable",            "계정 다시 엶"                    },
    {"institution.set_regime",    "적용 법령 변경"                 },
    {"membership.give",           "역할 줌"                           },
    {"supplier.change",           "회사 정보 변경"                 },
    {"supplier.change_bank",      "대금 계좌 변경"                 },
    {"certificate.verify",        "확인서 확인"                     },
    {"certificate.refuse",        "확인서 반려"                     },
    {"certificate.revoke",        "확인서 확인 취소"              },
    {"certificate.withdraw",      "확인서 거둠"                     },
    {"delegation.revoke",         "대결 거둠"                        },
    {"purchase.waive_quote",      "견적 없이 진행"                 },
    {"quote.refuse_late",         "늦은 견적 거부"                 },
    {"approval.refuse_altered",   "바뀐 건의 승인 거부"          },
    {"contract.altered",          "바뀐 계약의 서명 거부"       },
    {"contract.sign_supplier",    "계약 기업 서명"                 },
    {"contract.sign_institution", "계약 기관 서명"                 },
    {"contract.review",           "계약 확정 화면 보기"          },
};

static const struct act_word VERBS[] = {
    {"add",          "등록"           },
    {"save",         "저장"           },
    {"change",       "변경"           },
    {"remove",       "삭제"           },
    {"begin",        "시작"           },
    {"end",          "끝냄"           },
    {"open",         "열기"           },
    {"close",        "마감"           },
    {"apply",        "신청"           },
    {"approve",      "승인"           },
    {"return",       "반려"           },
    {"refuse",       "거절"           },
    {"suspend",      "정지"           },
    {"restore",      "복구"           },
    {"submit",       "상신"           },
    {"judge",        "판단"           },
    {"ask",          "요청"           },
    {"answer",       "회신"           },
    {"choose",       "선정"           },
    {"decline",      "거절"           },
    {"expire",       "답 없이 마감"},
    {"revise",       "되돌림"        },
    {"withdraw",     "회수"           },
    {"propose",      "제안"           },
    {"agree",        "승인"           },
    {"sign",         "서명"           },
    {"draw",         "작성"           },
    {"print",        "인쇄"           },
    {"deliver",      "납품"           },
    {"claim",        "청구"           },
    {"refuse_claim", "청구 반려"    },
    {"accept",       "수락"           },
    {"pay",          "지급"           },
    {"cancel",       "취소"           },
    {"note",         "기록"           },
    {"list",         "목록 보기"    },
    {"show",         "보기"           },
    {"export",       "내려받기"     },
    {"verify",       "사슬 검증"    },
    {"review",       "월 점검"       },
};

static str find_label(const struct act_word *words, size_t count, str word)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equals(word, str_view(words[i].word))) {
            return str_view(words[i].label);
        }
    }
    return S("");
}

str act_noun_label(str noun)
{
    str label = find_label(ACT_NOUNS, ACT_NOUN_COUNT, noun);
    if (label.n == 0) {
        label = find_label(OTHER_NOUNS, COUNT(OTHER_NOUNS), noun);
    }
    return label.n == 0 ? noun : label;
}

str act_label(struct arena *a, str act)
{
    str whole = find_label(WHOLE, COUNT(WHOLE), act);
    if (whole.n > 0) {
        return whole;
    }
    str verb = act;
    str noun = str_cut(&verb, '.');
    str label = find_label(VERBS, COUNT(VERBS), verb);
    if (label.n == 0) {
        return act;
    }
    noun = act_noun_label(noun);
    return str_format(a, "%.*s %.*s", STR_ARG(noun), STR_ARG(label));
}
