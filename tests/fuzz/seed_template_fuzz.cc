#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/seeding/document.h"
#include "server/seeding/serverless.h"
#include "server/seeding/template_tables.h"
#include "server/seeding/value_builder.h"

// Templates and services in YAML: whatever is in them, there are tables or an error that names the
// file, in bounded time.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace stator::server;  // NOLINT(google-build-using-namespace)
  const auto check = [](const stator::Error& error) {
    if (error.message.rfind("f.yml", 0) != 0) std::abort();
  };
  auto document = Document::ParseYaml("f.yml", {reinterpret_cast<const char*>(data), size});
  if (!document.ok()) {
    check(document.error());
    return 0;
  }
  const TemplateValues::Owner owner{"us-east-1", "000000000000"};
  const auto& root = (*document)->root();
  if (const auto* const resources = ObjectMember(root, "Resources")) {
    const auto tables = TablesOfTemplate(**document, root, *resources, owner);
    if (!tables.ok()) check(tables.error());
  }
  if (IsServerless(root)) {
    Serverless serverless(
        **document,
        [](std::string_view) -> stator::Result<std::string> {
          return std::string("a: {b: [c, '${self:custom}', '${file(x.yml):a.b.1}']}");
        },
        [](const char*) -> const char* { return nullptr; }, owner);
    static_cast<void>(serverless.Tables());
  }
  return 0;
}
