#include "catch.hpp"

#include "perfeng/model/environment.hpp"

using namespace perfeng;

TEST_CASE("a machine is told by what makes its speed, not by its system") {
    Environment environment;
    CHECK(machine_in_words(environment).empty());
    environment.kernel = "Linux 6.1";
    environment.libc = "glibc 2.36";
    environment.host = "build7";
    CHECK(machine_in_words(environment).empty());
    environment.cpu_model = "AMD EPYC 7763";
    environment.cores = 4;
    environment.architecture = "x86_64";
    environment.memory = 16'700'000'000;
    CHECK(machine_in_words(environment) == "AMD EPYC 7763, 4 processors, x86_64, 16 GiB");
    environment.cores = 1;
    environment.memory = 0;
    CHECK(machine_in_words(environment) == "AMD EPYC 7763, 1 processor, x86_64");
}
