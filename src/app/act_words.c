#include "app/act_words.h"

#include "base/fault.h"
#include "market/disclosure/disclosure.h"

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
    {"session",         "로그인"       },
    {"audit",           "감사 기록"   },
    {"access",          "접속기록"    },
    {"rule",            "규칙"          },
    {"approval",        "결재"          },
    {"policy",          "기관 정책"   },
    {"record",          "구매실적"    },
    {"product_picture", "상품 사진"   },
    {"shoot",           "사진 촬영"   },
    {"handover",        "넘긴 건"      },
    {"address",         "접속 주소"   },
    {"support",         "지원 열람"   },
    {"key",             "봉하는 열쇠"},
    {"wanted",          "찾는 물건"   },
    {"import",          "일괄 등록"   },
    {"site",            "사이트"       },
};

// Acts that are called something else than their two halves.
static const struct act_word WHOLE[] = {
    {"site.setup",                "기초 자료 넣음"                 },
    {"session.begin",             "로그인"                            },
    {"session.end",               "로그아웃"                         },
    {"access.unusual",            "개인정보를 많이 봄"           },
    {"access.refused",            "개인정보 열람 한도에 닿음" },
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
    {"support.begin",             "지원 열람 시작"                 },
    {"support.end",               "지원 열람 끝냄"                 },
    {"support.read",              "지원 열람에서 봄"              },
    {"support.list",              "지원 열람 목록 봄"             },
    {"support.seen",              "지원 열람 기록 봄"             },
    {"support.cases",             "지원 열람의 건 목록 봄"      },
    {"support.case",              "지원 열람의 건 봄"             },
    {"support.replay",            "지원 열람의 판단 봄"          },
    {"institution.set_regime",    "적용 법령 변경"                 },
    {"membership.give",           "역할 줌"                           },
    {"supplier.change",           "회사 정보 변경"                 },
    {"supplier.change_bank",      "대금 계좌 변경"                 },
    {"certificate.verify",        "확인서 확인"                     },
    {"certificate.refuse",        "확인서 반려"                     },
    {"certificate.revoke",        "확인서 확인 취소"              },
    {"photo_host.approve",        "사진을 가져올 곳 허용"       },
    {"photo_host.withdraw",       "사진을 가져올 곳 거둠"       },
    {"photo_zip.add",             "사진 ZIP 올림"                    },
    {"photo_zip.resume",          "사진 ZIP 이어서 품"             },
    {"product_picture.add",       "상품 사진 올림"                 },
    {"product_picture.save",      "상품 사진 고침"                 },
    {"product_picture.order",     "상품 사진 순서 바꿈"          },
    {"product_picture.remove",    "상품 사진 뺌"                    },
    {"product_picture.restore",   "상품 사진 되돌림"              },
    {"picture.hide",              "사진 가림"                        },
    {"picture.show",              "가린 사진 다시 보임"          },
    {"shoot.plan",                "사진 촬영 계획"                 },
    {"shoot.add",                 "촬영에 상품 더함"              },
    {"shoot.check_in",            "촬영할 상품 받음"              },
    {"shoot.return",              "촬영한 상품 돌려줌"           },
    {"shoot.confirm_in",          "맡긴 상품 확인"                 },
    {"shoot.confirm_out",         "돌려받은 상품 확인"           },
    {"shot_rule.set",             "분류별로 찍을 것 바꿈"       },
    {"shot_rule.remove",          "분류별로 찍을 것 없앰"       },
    {"shoot.picture",             "촬영 사진 올림"                 },
    {"shoot.shot",                "상품 촬영 마침"                 },
    {"shoot.ask",                 "사진 확인 요청"                 },
    {"shoot.drop",                "촬영에서 상품 뺌"              },
    {"shoot.approve",             "촬영 사진 승인"                 },
    {"shoot.wish",                "촬영 사진 수정 요청"          },
    {"shoot.close",               "사진 촬영 마침"                 },
    {"shoot.cancel",              "사진 촬영 취소"                 },
    {"certificate.withdraw",      "확인서 거둠"                     },
    {"delegation.revoke",         "대결 거둠"                        },
    {"purchase.waive_quote",      "견적 없이 진행"                 },
    {"quote.refuse_late",         "늦은 견적 거부"                 },
    {"approval.agree",            "결재 승인"                        },
    {"approval.confirm_split",    "분할 구매 아님 확인"          },
    {"approval.refuse_altered",   "바뀐 건의 승인 거부"          },
    {"contract.altered",          "바뀐 계약의 서명 거부"       },
    {"payment.refuse_altered",    "바뀐 건의 지급 거부"          },
    {"contract.sign_supplier",    "계약 기업 서명"                 },
    {"contract.sign_institution", "계약 기관 서명"                 },
    {"contract.review",           "계약 확정 화면 보기"          },
    {"session.refuse",            "로그인 거절"                     },
    {"request.deny",              "권한 없는 화면 거절"          },
    {"access.review",             "접속기록 월 점검"              },
    {"audit.verify",              "사슬 검증"                        },
    {"approval_line.end",         "결재선 끝냄"                     },
    {"purchase.draft",            "구매 건 작성"                    },
    {"purchase.judge",            "계약방법 판단"                  },
    {"purchase.ask",              "견적 요청"                        },
    {"purchase.answer",           "견적 접수"                        },
    {"purchase.decline",          "견적 거절"                        },
    {"purchase.choose",           "견적 선정"                        },
    {"purchase.submit",           "결재 올림"                        },
    {"purchase.approve",          "결재 모두 승인"                 },
    {"purchase.return",           "결재 반려"                        },
    {"purchase.withdraw",         "결재 회수"                        },
    {"purchase.draw",             "계약 단계로 보냄"              },
    {"purchase.sign",             "계약 체결"                        },
    {"purchase.deliver",          "납품 접수"                        },
    {"purchase.accept",           "검사 합격"                        },
    {"purchase.claim",            "대금 청구 접수"                 },
    {"purchase.refuse_claim",     "대금 청구 돌려보냄"           },
    {"purchase.pay",              "대금 지급 마침"                 },
    {"purchase.hand_over",        "지정정보처리장치로 넘김"   },
    {"handover.result",           "넘긴 결과 기록"                 },
    {"quote.answer",              "견적 냄"                           },
    {"quote.expire",              "견적요청 기한 지남"           },
    {"contract.draw",             "계약서 작성"                     },
    {"contract.deliver",          "계약 이행 알림"                 },
    {"contract.accept",           "계약 검사 합격"                 },
    {"contract.claim",            "계약 대금 청구"                 },
    {"contract.refuse_claim",     "계약 대금 청구 돌려보냄"    },
    {"contract.pay",              "계약 대금 지급"                 },
    {"delivery.note",             "납품 기록"                        },
    {"inspection.finish",         "검사 마침"                        },
    {"claim.prepare",             "청구 서류 준비"                 },
    {"claim.claim",               "대금 청구"                        },
    {"claim.reseal",              "청구 계좌를 새 열쇠로 봉함"},
    {"key.replace",               "봉하는 열쇠 바꿈"              },
    {"claim.proof",               "청구에 낸 서류 봄"             },
    {"claim.account",             "받을 계좌 봄"                    },
    {"claim.check",               "지급 서류 확인"                 },
    {"claim.excuse",              "지연 책임 판단"                 },
    {"payment.pay",               "대금 지급"                        },
    {"record.target",             "기관 목표 저장"                 },
    {"record.void",               "구매실적에서 뺌"               },
    {"disclosure.publish",        "수의계약 공개"                  },
    {"disclosure.refuse",         "수의계약 공개 미룸"           },
    {"disclosure.reword",         "공개 내용 고침"                 },
    {"disclosure.void",           "공개한 계약 없던 일로 함"   },
    {"wanted.add",                "찾는 물건 알림"                 },
    {"wanted.answer",             "찾는 물건에 답함"              },
    {"wanted.close",              "찾는 물건 그만 받음"          },
    {"listing.add",               "상품 등록"                        },
    {"listing.approve",           "상품 검토 마침"                 },
    {"listing.return",            "상품 보완 요청"                 },
    {"listing.submit",            "상품 검토 다시 요청"          },
    {"listing.pause",             "상품 판매 멈춤"                 },
    {"listing.resume",            "상품 판매 다시 시작"          },
    {"listing.end",               "상품 판매 끝냄"                 },
    {"listing.revise",            "상품 고침"                        },
    {"listing.plan",              "상품 가격 예약"                 },
    {"listing.take_back",         "상품 가격 예약 거둠"          },
    {"listing.vote",              "상품 첫 번째 확인"             },
    {"product.merge",             "같은 상품 합침"                 },
    {"product.part",              "합친 상품 나눔"                 },
    {"product.correct",           "상품 설명 고침"                 },
    {"product.propose",           "상품 설명 고침 제안"          },
    {"product.decline",           "상품 설명 제안 돌려보냄"    },
    {"product.differ",            "다른 상품으로 봄"              },
    {"number.read",               "물품 번호 목록 읽기"          },
    {"template.change",           "분류·양식 변경 제안"         },
    {"template.agree",            "분류·양식 변경 동의"         },
    {"template.begin",            "분류·양식 변경 시행"         },
    {"template.fail",             "분류·양식 변경 못 함"        },
    {"template.take_back",        "분류·양식 변경 거둠"         },
    {"import.add",                "일괄 등록할 파일 올림"       },
    {"import.check",              "일괄 등록할 줄 살펴봄"       },
    {"import.commit",             "일괄 등록 시작"                 },
    {"import.undo",               "일괄 등록 되돌림"              },
    {"import.resume",             "일괄 등록 이어서 함"          },
};

static const struct act_word VERBS[] = {
    {"add",      "등록"       },
    {"save",     "저장"       },
    {"change",   "변경"       },
    {"remove",   "삭제"       },
    {"begin",    "시작"       },
    {"end",      "끝냄"       },
    {"open",     "열기"       },
    {"close",    "마감"       },
    {"apply",    "신청"       },
    {"approve",  "승인"       },
    {"return",   "반려"       },
    {"refuse",   "거절"       },
    {"suspend",  "정지"       },
    {"restore",  "복구"       },
    {"submit",   "상신"       },
    {"ask",      "요청"       },
    {"answer",   "회신"       },
    {"choose",   "선정"       },
    {"decline",  "거절"       },
    {"revise",   "되돌림"    },
    {"edit",     "고침"       },
    {"withdraw", "회수"       },
    {"propose",  "제안"       },
    {"agree",    "승인"       },
    {"sign",     "서명"       },
    {"print",    "인쇄"       },
    {"cancel",   "취소"       },
    {"note",     "기록"       },
    {"list",     "목록 보기"},
    {"show",     "보기"       },
    {"read",     "상세 보기"},
    {"export",   "내려받기" },
};

// What the accountant ticks before paying.
static const struct act_word PROOFS[] = {
    {"inspection",       "검사·검수 결과"                 },
    {"tax_invoice",      "전자세금계산서 또는 계산서"},
    {"plain_invoice",    "계산서"                             },
    {"bond_check",       "공채 매입 대상인지"            },
    {"social_insurance", "4대 사회보험료 완납증명"     },
    {"national_tax",     "국세 납세증명서"                },
    {"local_tax",        "지방세 납세증명서"             },
};

// How the person showed once more who they are.
static const struct act_word CONFIRMED[] = {
    {"(code)",     "인증번호로 확인"},
    {"(password)", "비밀번호로 확인"},
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

static str find_word(const struct act_word *words, size_t count, str label)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equals(label, str_view(words[i].label))) {
            return str_view(words[i].word);
        }
    }
    return S("");
}

// Of a label that is put together: a noun of these, a blank and a verb.
static str find_act(struct arena *a, const struct act_word *nouns, size_t count, str said)
{
    for (size_t i = 0; i < count; i++) {
        str noun = str_view(nouns[i].label);
        if (str_starts(said, noun) && said.n > noun.n + 1) {
            str verb = find_word(VERBS, COUNT(VERBS), str_slice(said, noun.n + 1, said.n));
            if (verb.n > 0) {
                return str_format(a, "%s.%.*s", nouns[i].word, STR_ARG(verb));
            }
        }
    }
    return S("");
}

str act_said(struct arena *a, str said)
{
    str act = find_word(WHOLE, COUNT(WHOLE), said);
    if (act.n == 0) {
        act = find_act(a, ACT_NOUNS, ACT_NOUN_COUNT, said);
    }
    if (act.n == 0) {
        act = find_act(a, OTHER_NOUNS, COUNT(OTHER_NOUNS), said);
    }
    return act.n > 0 ? act : said;
}

// The words of the faults behind codes parted by blanks, each on its own line.
static str faults_told(struct arena *a, str codes)
{
    str told = S("");
    while (codes.n > 0) {
        str code = str_cut(&codes, ' ');
        err fault = disclosure_fault_from(code);
        str text = fault == NULL ? code : str_view(fault->text);
        told = told.n == 0 ? text : str_format(a, "%.*s\n%.*s", STR_ARG(told), STR_ARG(text));
    }
    return told;
}

// "지출 2026 17 (code)": the reference, which may hold blanks, and how the person showed who they
// are.
static str payment_told(struct arena *a, str reason)
{
    size_t at = reason.n;
    while (at > 0 && reason.p[at - 1] != ' ') {
        at--;
    }
    str label = find_label(CONFIRMED, COUNT(CONFIRMED), str_slice(reason, at, reason.n));
    if (label.n == 0) {
        return reason;
    }
    return str_format(a, "%.*s · %.*s", STR_ARG(str_trim(str_slice(reason, 0, at))),
                      STR_ARG(label));
}

str act_reason(struct arena *a, str act, str reason)
{
    if (str_equals(act, S("claim.check"))) {
        str label = find_label(PROOFS, COUNT(PROOFS), reason);
        return label.n == 0 ? reason : label;
    }
    if (str_equals(act, S("disclosure.refuse"))) {
        return faults_told(a, reason);
    }
    return str_equals(act, S("payment.pay")) ? payment_told(a, reason) : reason;
}
