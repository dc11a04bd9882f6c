#include "input/sha256.hpp"

// libmd's header needs the size types before it.
#include <sys/types.h>

#include <sha2.h>

namespace premortem {

struct Sha256::State {
  SHA2_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { SHA256Init(&state_->context); }
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  SHA256Update(&state_->context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string Sha256::hex() {
  char text[SHA256_DIGEST_STRING_LENGTH];
  return SHA256End(&state_->context, text);
}

}  // namespace premortem
