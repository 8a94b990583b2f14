// Fits a plane through points of a survey and prints how far they are off.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

struct Point {
    double x;
    double y;
    double height;
};

std::uint32_t seed = 89;

double draw() {
    seed = seed * 1664525u + 1013904223u;
    return static_cast<double>(seed >> 8) / 16777216.0;
}

std::vector<Point> make_survey(int points) {
    std::vector<Point> survey;
    for (int i = 0; i < points; ++i) {
        const double x = draw();
        const double y = draw();
        survey.push_back({x, y, 3 * x - 2 * y + draw() / 10});
    }
    return survey;
}

struct Plane {
    double a = 0;
    double b = 0;
    double c = 0;
};

double cubed_error(const std::vector<Point>& survey, const Plane& plane, double power) {
    double sum = 0;
    for (const auto& p : survey) {
        const double off = std::fabs(plane.a * p.x + plane.b * p.y + plane.c - p.height);
        sum += std::pow(off, power); // FAULT
    }
    return sum;
}

Plane step(const std::vector<Point>& survey, Plane plane, double rate) {
    double da = 0;
    double db = 0;
    double dc = 0;
    for (const auto& p : survey) {
        const double off = plane.a * p.x + plane.b * p.y + plane.c - p.height;
        da += off * p.x / (1 + off * off);
        db += off * p.y / (1 + off * off);
        dc += off / (1 + off * off);
    }
    const double n = static_cast<double>(survey.size());
    return {plane.a - rate * da / n, plane.b - rate * db / n, plane.c - rate * dc / n};
}

} // namespace

int main(int argc, char**) {
    const auto survey = make_survey(20000);
    Plane plane;
    double error = 0;
    for (int round = 0; round < 2000; ++round) {
        plane = step(survey, plane, 0.5);
        error = cubed_error(survey, plane, argc + 2);
    }
    std::printf("plane %.3f %.3f %.3f, error %.3f\n", plane.a, plane.b, plane.c, error);
}
