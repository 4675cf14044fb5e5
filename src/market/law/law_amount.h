// Amounts that follow from a contract price: security, VAT, stamp duty, bonds.
#pragma once

#include "market/law/law_pack.h"

// The share of a kind in force (shares.csv: vat, delay_cap, performance_security, advance_max …);
// NULL: none. A row of the object itself comes before one for any object.
const struct law_share *law_share_find(const struct law *law, enum law_regime regime, str kind,
                                       enum law_object object, date on);
ratio law_share_ratio(const struct law_share *share);

// "At least" this share of the price, so rounded up. False: no row in force, *out_amount is left.
bool law_security_amount(const struct law *law, enum law_regime regime, enum law_object object,
                         money contract_price, date on, money *out_amount);

// The VAT rate, for money_split_vat.
ratio law_vat_rate(const struct law *law, date on);

// 인지세 on a contract for work of this stated price (S-01 … S-06); NULL only below every band.
const struct law_stamp_band *law_stamp_find(const struct law *law, money stated_price, date on);

// The bond a contract of this price obliges to buy in a city; NULL: none, or none whose rate is
// known: nothing is charged until the city has confirmed it (B-07 … B-09).
const struct law_bond *law_bond_find(const struct law *law, enum law_regime regime, str issuer,
                                     enum law_object object, money contract_price, date on);
