#include "gateway/fetch/fetch.h"

#include <netinet/in.h>
#include <string.h>

// What is not of the open network: RFC 6890 and its additions, multicast, reserved.
static const struct {
    unsigned char begins[4];
    int bits;
} INWARD_4[] = {
    {{0, 0, 0, 0},      8 },
    {{10, 0, 0, 0},     8 },
    {{100, 64, 0, 0},   10},
    {{127, 0, 0, 0},    8 },
    {{169, 254, 0, 0},  16},
    {{172, 16, 0, 0},   12},
    {{192, 0, 0, 0},    24},
    {{192, 0, 2, 0},    24},
    {{192, 31, 196, 0}, 24},
    {{192, 52, 193, 0}, 24},
    {{192, 88, 99, 0},  24},
    {{192, 168, 0, 0},  16},
    {{192, 175, 48, 0}, 24},
    {{198, 18, 0, 0},   15},
    {{198, 51, 100, 0}, 24},
    {{203, 0, 113, 0},  24},
    {{224, 0, 0, 0},    4 },
    {{240, 0, 0, 0},    4 },
};

// Of what is open (2000::/3), that which is not, or leads to an address of version 4.
static const struct {
    unsigned char begins[4];
    int bits;
} INWARD_6[] = {
    {{0x20, 0x01, 0x00, 0x00}, 23}, // protocols, Teredo among them
    {{0x20, 0x01, 0x0D, 0xB8}, 32}, // documentation
    {{0x20, 0x02, 0x00, 0x00}, 16}, // 6to4
    {{0x3F, 0xFF, 0x00, 0x00}, 20}, // documentation
};

static bool has_prefix(const unsigned char *address, const unsigned char *begins, int bits)
{
    for (int i = 0; i < bits; i++) {
        unsigned char differs = (unsigned char)(address[i / 8] ^ begins[i / 8]);
        if ((differs >> (7 - i % 8) & 1) != 0) {
            return false;
        }
    }
    return true;
}

bool fetch_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in a;
        memcpy(&a, address, sizeof(a));
        unsigned char bytes[4];
        memcpy(bytes, &a.sin_addr, sizeof(bytes));
        for (size_t i = 0; i < COUNT(INWARD_4); i++) {
            if (has_prefix(bytes, INWARD_4[i].begins, INWARD_4[i].bits)) {
                return false;
            }
        }
        return true;
    }
    if (address->sa_family != AF_INET6) {
        return false;
    }
    struct sockaddr_in6 a;
    memcpy(&a, address, sizeof(a));
    bool is_open = (a.sin6_addr.s6_addr[0] & 0xE0) == 0x20;
    for (size_t i = 0; i < COUNT(INWARD_6); i++) {
        is_open = is_open && !has_prefix(a.sin6_addr.s6_addr, INWARD_6[i].begins, INWARD_6[i].bits);
    }
    return is_open;
}
