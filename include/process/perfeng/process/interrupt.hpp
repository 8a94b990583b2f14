#pragma once

#include "perfeng/model/error.hpp"

namespace perfeng::process {

/// Thrown where work stops because the user (or a service manager) asked for it. Exit status 130.
class Interrupted : public Error {
public:
    Interrupted();
};

/// Makes SIGINT, SIGTERM and SIGHUP set a flag, and wake a running Runner, instead of killing perfeng.
/// SIGPIPE is ignored: a closed pipe is an error of the write. Call once, from main.
void catch_interrupts();

[[nodiscard]] bool interrupted();
/// Throws Interrupted when a signal has come.
void check_interrupt();

} // namespace perfeng::process
