// Linked into the program alone. OpenSSL asks the processor what it can do before main(), which on
// a virtual machine takes as long as opening several files. Here it asks before its first digest;
// server/digest is all that uses it, and each digest begins with SHA256_Init().
//
// A function __wrap_f is called in place of f, by the linker's --wrap (CMakeLists.txt).

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the linker's names.

void __real_OPENSSL_cpuid_setup();
int __real_SHA256_Init(SHA256_CTX* context);

void __wrap_OPENSSL_cpuid_setup();
void __wrap_OPENSSL_cpuid_setup() {}

int __wrap_SHA256_Init(SHA256_CTX* context);
int __wrap_SHA256_Init(SHA256_CTX* context) {
  [[maybe_unused]] static const bool asked = (__real_OPENSSL_cpuid_setup(), true);
  return __real_SHA256_Init(context);
}

// NOLINTEND(bugprone-reserved-identifier)

}  // extern "C"
