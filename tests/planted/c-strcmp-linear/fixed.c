// Runs a small stack machine whose operations are named by words.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { operations = 160, program_length = 6000 };

struct operation {
    char name[24];
    int change;
};

static struct operation table[operations];
static uint32_t seed = 17;

static uint32_t draw(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void make_table(void) {
    for (int i = 0; i < operations; ++i) {
        snprintf(table[i].name, sizeof table[i].name, "operation-%03d", i);
        table[i].change = (int)draw(2000) - 1000;
    }
}

static int by_name(const void *name, const void *entry) {
    return strcmp(name, ((const struct operation *)entry)->name);
}

static const struct operation *find_operation(const char *name) {
    return bsearch(name, table, operations, sizeof table[0], by_name);
}

static long execute(const struct operation *operation, long state) {
    for (int step = 0; step < 50; ++step)
        state = (state * 31 + operation->change + step) % 1000003;
    return state;
}

int main(void) {
    make_table();
    char(*program)[24] = malloc(sizeof *program * program_length);
    for (int i = 0; i < program_length; ++i)
        snprintf(program[i], sizeof program[i], "operation-%03d", (int)draw(operations));
    long state = 1;
    for (int pass = 0; pass < 200; ++pass)
        for (int i = 0; i < program_length; ++i) {
            const struct operation *operation = find_operation(program[i]);
            if (operation)
                state = execute(operation, state);
        }
    free(program);
    printf("state %ld\n", state);
}
