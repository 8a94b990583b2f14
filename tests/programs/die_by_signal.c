/* Ends by a signal of its own. */
#include <signal.h>

int main(void) {
    raise(SIGTERM);
    return 0;
}
