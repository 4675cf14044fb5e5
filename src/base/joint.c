#include "base/joint.h"

#include <stddef.h>

#include "base/fault.h"

// ㅡ stands on the key beside the hyphen, and ー looks like it.
static const struct {
    uint32_t from;
    uint32_t to;
    char sign;
} JOINTS[] = {
    {' ',    ' ',    ' '},
    {'\t',   '\t',   ' '},
    {0xA0,   0xA0,   ' '},
    {0x3000, 0x3000, ' '},
    {'-',    '-',    '-'},
    {0x2010, 0x2015, '-'}, // ‐ ‑ ‒ – — ―
    {0x2212, 0x2212, '-'}, // −
    {0x30FC, 0x30FC, '-'}, // ー
    {0x3161, 0x3161, '-'}, // ㅡ
    {'.',    '.',    '.'},
    {0xB7,   0xB7,   '.'}, // ·
    {0x2024, 0x2024, '.'}, // ․
    {0x2027, 0x2027, '.'}, // ‧
    {0x30FB, 0x30FB, '.'}, // ・
    {0x318D, 0x318D, '.'}, // ㆍ
    {'/',    '/',    '/'},
    {'_',    '_',    '_'},
    {'(',    '(',    '('},
    {')',    ')',    ')'},
    {'+',    '+',    '+'},
};

char joint_sign(uint32_t point)
{
    for (size_t i = 0; i < COUNT(JOINTS); i++) {
        if (point >= JOINTS[i].from && point <= JOINTS[i].to) {
            return JOINTS[i].sign;
        }
    }
    return 0;
}
