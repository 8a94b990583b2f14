// Makes titles of a book's headings: each word begins with a capital letter.
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t seed = 7;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static char *make_headings(size_t length) {
    char *text = malloc(length + 1);
    for (size_t i = 0; i < length; ++i)
        text[i] = draw(6) == 0 ? ' ' : (char)('a' + draw(26));
    text[length] = '\0';
    return text;
}

static void capitalise(char *text) {
    int starts_word = 1;
    for (size_t i = 0; i < strlen(text); ++i) { // FAULT
        if (starts_word)
            text[i] = (char)toupper((unsigned char)text[i]);
        starts_word = text[i] == ' ';
    }
}

static unsigned long digest(const char *text, int rounds) {
    unsigned long sum = 5381;
    for (int round = 0; round < rounds; ++round)
        for (const char *c = text; *c; ++c)
            sum = sum * 33 + (unsigned char)*c;
    return sum;
}

static int count_words(const char *text) {
    int words = 0;
    for (const char *c = text; *c; ++c)
        words += isupper((unsigned char)*c) != 0;
    return words;
}

int main(void) {
    unsigned long sum = 0;
    int words = 0;
    for (int chapter = 0; chapter < 70; ++chapter) {
        char *text = make_headings(48000);
        capitalise(text);
        words += count_words(text);
        sum += digest(text, 60);
        free(text);
    }
    printf("%d words, digest %lu\n", words, sum % 1000003);
}
