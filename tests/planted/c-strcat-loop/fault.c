// Joins the fields of a table to lines of text, and these to a page.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { page_size = 64 * 1024 };

static uint32_t seed = 13;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void make_field(char *field) {
    const size_t length = 4 + draw(12);
    for (size_t i = 0; i < length; ++i)
        field[i] = (char)('a' + draw(26));
    field[length] = '\0';
}

static void fill_page(char *page) {
    char field[32];
    page[0] = '\0';
    for (int i = 0; i < 4800; ++i) {
        make_field(field);
        strcat(page, field); // FAULT
        strcat(page, i % 8 == 7 ? "\n" : "\t"); // FAULT
    }
}

static unsigned long digest(const char *page) {
    unsigned long sum = 0;
    for (int round = 0; round < 15; ++round)
        for (const char *c = page; *c; ++c)
            sum = sum * 131 + (unsigned char)*c;
    return sum;
}

int main(void) {
    char *page = malloc(page_size);
    unsigned long sum = 0;
    size_t bytes = 0;
    for (int i = 0; i < 200; ++i) {
        fill_page(page);
        bytes += strlen(page);
        sum ^= digest(page);
    }
    free(page);
    printf("%zu bytes, digest %lu\n", bytes, sum % 1000003);
}
