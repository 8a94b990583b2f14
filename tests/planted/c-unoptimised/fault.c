// Solves the queens' problem and scores the solutions. The fault is in the build: no optimisation.
#include <stdint.h>
#include <stdio.h>

enum { size = 10 };

static int column_of[size];
static long solutions;
static uint32_t score;

static int is_free(int row, int column) {
    for (int above = 0; above < row; ++above) {
        const int off = column_of[above] - column;
        if (off == 0 || off == row - above || off == above - row)
            return 0;
    }
    return 1;
}

static void note_solution(void) {
    ++solutions;
    for (int row = 0; row < size; ++row)
        score = score * 31 + (uint32_t)column_of[row];
}

static void place_queens(int row) {
    if (row == size) {
        note_solution();
        return;
    }
    for (int column = 0; column < size; ++column)
        if (is_free(row, column)) {
            column_of[row] = column;
            place_queens(row + 1);
        }
}

int main(void) {
    for (int round = 0; round < 200; ++round)
        place_queens(0);
    printf("%ld solutions, score %u\n", solutions, score);
}
