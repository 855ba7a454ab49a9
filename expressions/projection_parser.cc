#include <optional>
#include <utility>

#include "expressions/expression_reader.h"
#include "expressions/parser.h"

namespace stator::expressions {
namespace {

// path ( "," path )*
std::optional<std::span<const DocumentPath>> ReadPaths(ExpressionReader& reader) {
  ArenaVector<DocumentPath> paths(reader.arena());
  do {
    reader.StartAction();
    const std::optional<DocumentPath> path = reader.ReadPath(ExpressionReader::PathRole::kTarget);
    if (!path.has_value()) return std::nullopt;
    paths.Append(*path);
  } while (reader.Accept(TokenKind::kComma));
  if (!reader.Expect(TokenKind::kEnd)) return std::nullopt;
  return paths.view();
}

}  // namespace

Result<const Projection*> ParseProjection(Arena& arena, Placeholders& placeholders,
                                          std::string_view text) {
  ExpressionReader reader(arena, placeholders, "ProjectionExpression", text,
                          ExpressionReader::Language::kProjection);
  std::span<const DocumentPath> paths;
  if (reader.Start()) paths = ReadPaths(reader).value_or(paths);
  if (std::optional<Error> error = reader.TakeError(paths)) return *std::move(error);
  return arena.New<Projection>(Projection{paths});
}

}  // namespace stator::expressions
