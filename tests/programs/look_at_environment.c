/* Fails where what it starts is given another environment than it would have alone. */
#include <stdlib.h>

int main(void) {
    if (getenv("LD_PRELOAD") != NULL || getenv("LSAN_OPTIONS") != NULL || getenv("PERFENG_LSAN_MARK") != NULL)
        return 4;
    return system("env | grep -E '^(LD_PRELOAD|LSAN_OPTIONS|PERFENG_LSAN.*)=' && exit 5; exit 0") == 0 ? 0 : 5;
}
