/* Loses exactly three blocks, 4096 bytes in all, on one line of one function. */
#include <stdio.h>
#include <stdlib.h>

static volatile size_t sizes[] = {96, 1000, 3000};

__attribute__((noinline)) static void lose(size_t bytes) {
    volatile char* block = malloc(bytes); /* the line that a leak check must name */
    if (block)
        block[0] = 1;
    block = NULL;
}

/* So that no stale pointer to the last block is left in a register or on the stack. */
__attribute__((noinline)) static void overwrite_stack(void) {
    volatile char cells[4096];
    for (size_t i = 0; i < sizeof cells; i++)
        cells[i] = 0;
}

int main(void) {
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        lose(sizes[i]);
    overwrite_stack();
    puts("three blocks lost");
    return 0;
}
