// Prints the version.
#include <iostream>
#include <regex>

int main() {
    std::cout << "planted 1.0\n";
}
