#include "perfeng/process/digest.hpp"

#include "perfeng/model/error.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>

namespace perfeng::process {

struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr);
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()); }

std::string Sha256::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size);
    std::string text;
    for (unsigned int i = 0; i < size; i++) {
        text += "0123456789abcdef"[digest[i] >> 4U];
        text += "0123456789abcdef"[digest[i] & 15U];
    }
    return text;
}

std::string sha256_of(std::string_view bytes) {
    Sha256 digest;
    digest.add(bytes);
    return digest.hex();
}

std::string sha256_of_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    Sha256 digest;
    std::array<char, 1U << 16U> piece{};
    while (in.read(piece.data(), piece.size()) || in.gcount() > 0)
        digest.add({piece.data(), static_cast<std::size_t>(in.gcount())});
    if (!in.eof())
        throw Error("cannot read " + path.string(), "check that the file exists and may be read");
    return digest.hex();
}

} // namespace perfeng::process
