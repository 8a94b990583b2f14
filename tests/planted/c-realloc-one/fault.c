// Sorts the words of a stream into lists by their first letter.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct list {
    int *items;
    size_t count;
};

static uint32_t seed = 23;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void append(struct list *list, int item) {
    list->items = realloc(list->items, (list->count + 1) * sizeof *list->items); // FAULT
    if (!list->items)
        exit(1);
    list->items[list->count++] = item;
}

static void collect(struct list lists[26], int words) {
    for (int i = 0; i < words; ++i) {
        const uint32_t word = draw(26 * 800000);
        append(&lists[word % 26], (int)(word / 26));
    }
}

static long weigh(const struct list *list) {
    long sum = 0;
    for (int round = 0; round < 20; ++round)
        for (size_t i = 0; i < list->count; ++i)
            sum = (sum * 7 + list->items[i]) % 1000003;
    return sum;
}

int main(void) {
    long sum = 0;
    for (int stream = 0; stream < 3; ++stream) {
        struct list lists[26] = {0};
        collect(lists, 800000);
        for (int letter = 0; letter < 26; ++letter) {
            sum += weigh(&lists[letter]);
            free(lists[letter].items);
        }
    }
    printf("sum %ld\n", sum);
}
