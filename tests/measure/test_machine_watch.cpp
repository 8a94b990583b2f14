#include "catch.hpp"

#include "perfeng/measure/machine_watch.hpp"

using namespace perfeng;
using namespace perfeng::measure;

TEST_CASE("the first line of /proc/stat") {
    const auto time = read_machine_time("cpu  100 5 50 1000 20 3 2 40 7 0\ncpu0 1 2 3 4 5 6 7 8 9 0\n");
    CHECK(time.all == 1220);
    CHECK(time.steal == 40);
    CHECK(time.busy == 160); // without idle, iowait and steal; guests' time is part of user time
    CHECK(read_machine_time("").all == 0);
    CHECK(read_machine_time("intr 5").all == 0);
    CHECK(read_machine_time("cpu  100 5 50 1000").all == 1155); // an old kernel
}

TEST_CASE("what other programs took is told as a share") {
    Environment environment;
    environment.steal = -1;
    environment.others = -1;
    const MachineWatch watch;
    double sum = 0;
    for (int i = 0; i < 200'000'000; ++i)
        sum += static_cast<double>(i) * 1e-9;
    CHECK(sum > 0);
    watch.tell(environment);
#if defined(__linux__)
    CHECK(environment.steal >= 0);
    CHECK(environment.others >= 0);
#endif
    CHECK(environment.others <= 1);
}
