// Adds up the areas of the shapes of a drawing.
#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

namespace {

struct Shape {
    virtual ~Shape() = default;
};

struct Square : Shape {
    double side = 1;
};

struct Circle : Shape {
    double radius = 1;
};

struct Triangle : Shape {
    double base = 1;
    double height = 1;
};

std::uint32_t seed = 59;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<std::unique_ptr<Shape>> make_drawing(int shapes) {
    std::vector<std::unique_ptr<Shape>> drawing;
    for (int i = 0; i < shapes; ++i)
        switch (draw(3)) {
        case 0:
            drawing.push_back(std::make_unique<Square>());
            break;
        case 1:
            drawing.push_back(std::make_unique<Circle>());
            break;
        default:
            drawing.push_back(std::make_unique<Triangle>());
        }
    return drawing;
}

double area_of(const Shape& shape) {
    if (const auto* square = dynamic_cast<const Square*>(&shape)) // FAULT
        return square->side * square->side;
    if (const auto* circle = dynamic_cast<const Circle*>(&shape)) // FAULT
        return 3.14159265 * circle->radius * circle->radius;
    if (const auto* triangle = dynamic_cast<const Triangle*>(&shape)) // FAULT
        return triangle->base * triangle->height / 2;
    return 0;
}

double shaded(double area, int steps) {
    for (int i = 0; i < steps; ++i)
        area = area * 0.875 + 1.0 / (1.0 + area);
    return area;
}

} // namespace

int main() {
    const auto drawing = make_drawing(3000);
    double total = 0;
    for (int round = 0; round < 9000; ++round)
        for (const auto& shape : drawing)
            total += shaded(area_of(*shape), 4);
    std::printf("area %.3f\n", total);
}
