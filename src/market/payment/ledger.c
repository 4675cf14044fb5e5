#include "market/payment/ledger.h"

#include <assert.h>

static const struct {
    const char *word;
    const char *label;
} ACCOUNTS[] = {
    [LEDGER_EXPENSE] = {"expense",      "구매 비용"         },
    [LEDGER_PAYABLE] = {"payable",      "미지급금"          },
    [LEDGER_DELAY_INCOME] = {"delay_income", "지연배상금 수입"},
    [LEDGER_CASH] = {"cash",         "금고"                },
};
static_assert(COUNT(ACCOUNTS) == LEDGER_ACCOUNT_COUNT,
              "an account came or went: give it its words");

static const struct {
    const char *word;
    const char *label;
} DEEDS[] = {
    [LEDGER_CLAIM] = {"claim",   "청구"      },
    [LEDGER_RETURN] = {"return",  "돌려보냄"},
    [LEDGER_PAYMENT] = {"payment", "지급"      },
};
static_assert(COUNT(DEEDS) == LEDGER_DEED_COUNT, "a deed came or went: give it its words");

const char *ledger_account_word(enum ledger_account account)
{
    assert(account < LEDGER_ACCOUNT_COUNT);
    return ACCOUNTS[account].word;
}

int ledger_account_from(str word)
{
    for (int i = 0; i < LEDGER_ACCOUNT_COUNT; i++) {
        if (str_equals(word, str_view(ACCOUNTS[i].word))) {
            return i;
        }
    }
    return -1;
}

str ledger_account_label(enum ledger_account account)
{
    assert(account < LEDGER_ACCOUNT_COUNT);
    return str_view(ACCOUNTS[account].label);
}

const char *ledger_deed_word(enum ledger_deed deed)
{
    assert(deed < LEDGER_DEED_COUNT);
    return DEEDS[deed].word;
}

int ledger_deed_from(str word)
{
    for (int i = 0; i < LEDGER_DEED_COUNT; i++) {
        if (str_equals(word, str_view(DEEDS[i].word))) {
            return i;
        }
    }
    return -1;
}

str ledger_deed_label(enum ledger_deed deed)
{
    assert(deed < LEDGER_DEED_COUNT);
    return str_view(DEEDS[deed].label);
}

bool ledger_balances(const struct ledger_posting *p)
{
    int64_t difference = 0;
    for (size_t i = 0; i < p->line_count; i++) {
        const struct ledger_line *l = &p->lines[i];
        if ((l->debit.won > 0) == (l->credit.won > 0)) {
            return false;
        }
        int64_t more = money_subtract(l->debit, l->credit).won;
        if (__builtin_add_overflow(difference, more, &difference)) {
            return false;
        }
    }
    return difference == 0 && p->line_count >= 2;
}

static struct ledger_posting begin(struct arena *a, enum ledger_deed deed, const struct claim *c,
                                   date posted_on)
{
    return (struct ledger_posting){
        .deed = deed,
        .object = c->id.value,
        .claim = c->id,
        .institution = c->institution,
        .posted_on = posted_on,
        .text = str_format(a, "%s – %.*s (%.*s)", DEEDS[deed].label, STR_ARG(c->title),
                           STR_ARG(c->contract_number)),
    };
}

// A line of nothing is none.
static void debit(struct ledger_posting *p, enum ledger_account account, money amount)
{
    if (!money_is_zero(amount)) {
        p->lines[p->line_count++] = (struct ledger_line){.account = account, .debit = amount};
    }
}

static void credit(struct ledger_posting *p, enum ledger_account account, money amount)
{
    if (!money_is_zero(amount)) {
        p->lines[p->line_count++] = (struct ledger_line){.account = account, .credit = amount};
    }
}

struct ledger_posting ledger_of_claim(struct arena *a, const struct claim *c)
{
    struct ledger_posting p = begin(a, LEDGER_CLAIM, c, c->claimed_on);
    debit(&p, LEDGER_EXPENSE, c->amount);
    credit(&p, LEDGER_PAYABLE, c->amount);
    assert(ledger_balances(&p));
    return p;
}

struct ledger_posting ledger_of_return(struct arena *a, const struct claim *c)
{
    struct ledger_posting p = begin(a, LEDGER_RETURN, c, c->returned_on);
    debit(&p, LEDGER_PAYABLE, c->amount);
    credit(&p, LEDGER_EXPENSE, c->amount);
    assert(ledger_balances(&p));
    return p;
}

struct ledger_posting ledger_of_payment(struct arena *a, const struct claim *c,
                                        const struct payment *paid)
{
    struct ledger_posting p = begin(a, LEDGER_PAYMENT, c, paid->paid_on);
    p.object = paid->id.value;
    debit(&p, LEDGER_PAYABLE, c->amount);
    credit(&p, LEDGER_CASH, paid->paid);
    credit(&p, LEDGER_DELAY_INCOME, c->delay);
    credit(&p, LEDGER_EXPENSE, c->cut); // what the treasury does not pay was never spent
    assert(ledger_balances(&p));
    return p;
}
