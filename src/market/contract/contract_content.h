// The contract as a text: what both sides sign, what its papers print, what is compared later.
//
// Pure. Canonical text (base/canon.h) in three parts: what the rows of the contract say, who the
// parties were that day, and the clauses. Papers are printed from it and from nothing else, so a
// reprint says what was signed, whatever became of the rows since.
#pragma once

#include "market/contract/contract.h"
#include "market/contract/contract_clause.h"

// Who the parties are on the day of drawing.
struct contract_buyer {
    str name;
    str business_no; // 고유번호; may be empty
    str address;
    str phone;
    str head_title; // 구청장; read back from a text since form 2: 대구광역시 중구청장
    str department;
    str officer;
};
struct contract_seller {
    str name;
    str business_no;
    str corporate_no; // may be empty
    str representative;
    str address;
    str phone;
    str business_type; // 업태
    str business_item; // 종목
    bool is_active;
    date sanctioned_until; // last day; DATE_NONE: not barred. Not part of the text
};
struct contract_certificate {
    str label;
    str number;
    date valid_from;
    date valid_until; // DATE_NONE: no term
};
typedef LIST(struct contract_certificate) contract_certificate_list;

struct contract_parts {
    struct contract_buyer buyer;
    struct contract_seller seller;
    contract_certificate_list certificates; // that hold on that day
    str kind_reason;                        // why this paper, where own rules decide
    str security_reason;
    date sign_by; // both should have signed by it
    struct contract_clauses clauses;
};

// The form a text is written in. What is drawn takes the newest; what was drawn keeps its own, by
// which it is compared and printed.
enum contract_form {
    CONTRACT_FORM_1 = 1, // the head's title as it was registered, printed behind the name
    CONTRACT_FORM_2,     // the head in full
    CONTRACT_FORM_3,     // with 과업 내용
    CONTRACT_FORM_NEWEST = CONTRACT_FORM_3
};
enum contract_form contract_form_of(struct arena *a, str content);

// The whole text, in the newest form. The same contract with the same parts is the same text.
str contract_write_content(struct arena *a, const struct contract *c,
                           const contract_line_list *lines, const struct contract_parts *parts);

// In which field the rows no longer say what the text says; empty: they do. *out_line is the line
// it stands in, 0: none.
str contract_find_altered(struct arena *a, const struct contract *c,
                          const contract_line_list *lines, int64_t *out_line);

// "단가, 2번 품목": what a field of this text is called.
str contract_field_label(struct arena *a, str field, int64_t line);

// Read back.
void contract_read_clauses(struct arena *a, str content, struct contract_clauses *out);
void contract_read_lines(struct arena *a, str content, contract_line_list *out);
void contract_read_certificates(struct arena *a, str content, contract_certificate_list *out);
