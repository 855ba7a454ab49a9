#include "expressions/expression_reader.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "expressions/path_overlap.h"
#include "expressions/reserved_words.h"
#include "model/limits.h"

namespace stator::expressions {
namespace {

constexpr size_t kMaxPathElements = 32;
constexpr uint32_t kMaxListIndex = 0x7FFFFFFF;

// The service counts characters as Java does: UTF-16 units.
size_t Utf16Length(std::string_view text) {
  size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) length += byte >= 0xF0 ? 2 : 1;
  }
  return length;
}

std::string TooManyOperatorsText() {
  return "The expression contains too many operators; operator count: " +
         std::to_string(limits::kMaxExpressionOperators + 1);
}

}  // namespace

ExpressionReader::ExpressionReader(Arena& arena, Placeholders& placeholders,
                                   std::string_view parameter, std::string_view text,
                                   Language language)
    : arena_(arena),
      placeholders_(placeholders),
      parameter_(parameter),
      lexer_(text),
      language_(language) {}

bool ExpressionReader::Start() {
  const std::string_view text = lexer_.text();
  if (text.empty()) return Stop("The expression can not be empty;");
  if (text.size() > limits::kMaxExpressionBytes) {
    const size_t length = Utf16Length(text);
    if (length > limits::kMaxExpressionBytes) {
      std::string message = "Expression size has exceeded the maximum allowed size;";
      if (language_ == Language::kCondition) {
        message += " expression size: " + std::to_string(length);
      }
      return Stop(std::move(message));
    }
  }
  current_ = lexer_.Next();
  return true;
}

void ExpressionReader::Advance() {
  previous_ = current_;
  current_ = lexer_.Next();
}

bool ExpressionReader::Accept(TokenKind kind) {
  if (current_.kind != kind) return false;
  Advance();
  return true;
}

bool ExpressionReader::Expect(TokenKind kind) { return Accept(kind) || SyntaxError(); }

bool ExpressionReader::Stop(std::string message) {
  if (stop_.empty()) stop_ = std::move(message);
  return false;
}

// The text "near" a token reaches from the token before it to the token after it; where there is
// none, from the beginning or to the end of the expression, white space included.
bool ExpressionReader::SyntaxError() {
  Lexer ahead = lexer_;
  const Token next = ahead.Next();
  const std::string_view text = lexer_.text();
  const size_t begin = previous_.begin;
  const size_t end = next.kind == TokenKind::kEnd ? text.size() : next.end;
  std::string message = "Syntax error; token: \"";
  message += current_.kind == TokenKind::kEnd ? "<EOF>" : Text(current_);
  message += "\", near: \"";
  message += text.substr(begin, end - begin);
  message += '"';
  return Stop(std::move(message));
}

bool ExpressionReader::RedundantParentheses() {
  return Stop("The expression has redundant parentheses;");
}

bool ExpressionReader::TooManyOperators() { return Stop(TooManyOperatorsText()); }

bool ExpressionReader::EndLookahead() {
  looking_ahead_ = false;
  return !redundant_noted_ || RedundantParentheses();
}

void ExpressionReader::NameError(uint32_t position, std::string_view text,
                                 std::string_view subject) {
  if (position >= name_error_position_) return;
  name_error_position_ = position;
  name_error_ = text;
  name_error_ += subject;
}

void ExpressionReader::KeepFirstOfAction(ActionError& kept, std::string message) {
  if (!kept.message.empty() && kept.action == action_) return;
  kept = {std::move(message), action_, operators_};
}

void ExpressionReader::TargetError(std::string message) {
  KeepFirstOfAction(target_error_, std::move(message));
}

void ExpressionReader::OperandError(std::string message) {
  KeepFirstOfAction(operand_error_, std::move(message));
}

void ExpressionReader::CountOperator() {
  ++operators_;
  if (language_ == Language::kCondition) {
    if (operators_ == limits::kMaxExpressionOperators + 1) OperandError(TooManyOperatorsText());
  } else if (operand_error_.action == action_) {
    operand_error_.operators_through = operators_;
  }
}

Error ExpressionReader::Prefixed(std::string_view message) const {
  std::string text = "Invalid ";
  text += parameter_;
  text += ": ";
  text += message;
  return ValidationError(std::move(text));
}

std::optional<Error> ExpressionReader::TakeError(std::span<const DocumentPath> targets) {
  if (!stop_.empty()) return Prefixed(stop_);
  if (!name_error_.empty()) return Prefixed(name_error_);
  // Actions are numbered from 1; the paths of those after a wrong one have been looked at before.
  if (!target_error_.message.empty()) targets = targets.subspan(target_error_.action);
  if (const std::optional<std::string> clash = DescribePathClash(arena_, targets)) {
    return Prefixed(*clash);
  }
  if (!target_error_.message.empty()) return Prefixed(target_error_.message);
  const bool operand_error = !operand_error_.message.empty();
  // Counted from the last action to the first, as the other errors of this stage.
  const size_t counted_before = operand_error ? operand_error_.operators_through : 0;
  if (language_ == Language::kUpdate &&
      operators_ - counted_before > limits::kMaxExpressionOperators) {
    return Prefixed(TooManyOperatorsText());
  }
  if (operand_error) return Prefixed(operand_error_.message);
  return std::nullopt;
}

std::optional<DocumentPath> ExpressionReader::ReadPath(PathRole role) {
  if (current_.kind != TokenKind::kIdentifier && current_.kind != TokenKind::kNamePlaceholder) {
    SyntaxError();
    return std::nullopt;
  }
  const Token first = current_;
  Advance();
  return ReadPathAfter(first, role);
}

std::optional<DocumentPath> ExpressionReader::ReadPathAfter(const Token& first, PathRole role) {
  path_length_ = 0;
  AddPathName(first);
  while (true) {
    if (Accept(TokenKind::kDot)) {
      // The service takes ":v" for a name placeholder here, which then is never defined.
      if (current_.kind != TokenKind::kIdentifier && current_.kind != TokenKind::kNamePlaceholder &&
          current_.kind != TokenKind::kValuePlaceholder) {
        SyntaxError();
        return std::nullopt;
      }
      AddPathName(current_);
      Advance();
    } else if (Accept(TokenKind::kLeftBracket)) {
      if (!ReadListIndex()) return std::nullopt;
    } else {
      break;
    }
  }
  return ResolvePath(role);
}

void ExpressionReader::AddPathName(const Token& token) {
  const std::string_view text = Text(token);
  if (token.kind == TokenKind::kIdentifier && IsReservedWord(text)) {
    NameError(token.begin, "Attribute name is a reserved keyword; reserved keyword: ", text);
  }
  AddPathElement({text, 0, false});
}

void ExpressionReader::AddPathElement(const PathElement& element) {
  if (path_length_ < path_.size()) path_[path_length_] = element;
  ++path_length_;
}

bool ExpressionReader::ReadListIndex() {
  const Token token = current_;
  if (!Expect(TokenKind::kInteger)) return false;
  uint64_t index = 0;
  for (const char digit : Text(token)) {
    index = index * 10 + static_cast<uint64_t>(digit - '0');
    if (index > kMaxListIndex) {
      index = 0;
      NameError(token.begin, "List index is not within the allowable range; index: ",
                '[' + std::string(Text(token)) + ']');
      break;
    }
  }
  AddPathElement({{}, static_cast<uint32_t>(index), true});
  return Expect(TokenKind::kRightBracket);
}

DocumentPath ExpressionReader::ResolvePath(PathRole role) {
  static_assert(kMaxPathElements == std::tuple_size_v<decltype(path_)>);
  const auto error = [&](std::string message) {
    if (role == PathRole::kTarget) {
      TargetError(std::move(message));
    } else {
      OperandError(std::move(message));
    }
  };
  const size_t kept = std::min(path_length_, path_.size());
  const std::span<PathElement> path =
      arena_.CopyArray(std::span<const PathElement>(path_).first(kept));
  if (path_length_ > kMaxPathElements) {
    error("The document path has too many nesting levels; nesting levels: " +
          std::to_string(path_length_));
    return path;
  }
  for (PathElement& element : path) {
    if (element.is_index || (element.name[0] != '#' && element.name[0] != ':')) continue;
    const std::string_view* name = placeholders_.UseName(element.name);
    if (name == nullptr) {
      error(
          "An expression attribute name used in the document path is not defined; attribute "
          "name: " +
          std::string(element.name));
      return path;
    }
    element.name = *name;
  }
  return path;
}

std::optional<AttributeValue> ExpressionReader::ReadValue() {
  const Token token = current_;
  if (!Expect(TokenKind::kValuePlaceholder)) return std::nullopt;
  const AttributeValue* value = placeholders_.UseValue(Text(token));
  if (value == nullptr) {
    OperandError(
        "An expression attribute value used in expression is not defined; attribute "
        "value: " +
        std::string(Text(token)));
    return AttributeValue::Null();
  }
  return *value;
}

}  // namespace stator::expressions
