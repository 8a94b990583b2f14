#include "perfeng/cli/run.hpp"

int main(int argc, char** argv) { return perfeng::cli::run(argc, argv); }
