#ifndef PERFENG_LAUNCH_REPORT_H
#define PERFENG_LAUNCH_REPORT_H

#include <stdint.h>

/* What the launcher, or the waiting thread where there is none, tells of one child. Written whole to a pipe. */
struct launch_report {
    int32_t error;       /* errno where the child could not be started, else 0 */
    int32_t wait_status; /* as wait4 gives it */
    int64_t wall_ns;
    int64_t user_us;
    int64_t system_us;
    int64_t max_rss; /* in the system's own unit */
    int64_t minor_faults;
    int64_t major_faults;
    int64_t voluntary_switches;
    int64_t involuntary_switches;
    uint64_t counters[2]; /* of the events asked for, in their order */
    int32_t counters_valid[2];
};

#endif
