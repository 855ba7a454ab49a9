#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "expressions/expression_reader.h"
#include "expressions/parser.h"

namespace stator::expressions {
namespace {

// What the service calls the type in errors of ADD and DELETE.
std::string_view LongTypeName(AttributeType type) {
  switch (type) {
    case AttributeType::kString:
      return "STRING";
    case AttributeType::kNumber:
      return "NUMBER";
    case AttributeType::kBinary:
      return "BINARY";
    case AttributeType::kBool:
      return "BOOLEAN";
    case AttributeType::kNull:
      return "NULL";
    case AttributeType::kMap:
      return "MAP";
    case AttributeType::kList:
      return "LIST";
    case AttributeType::kStringSet:
      return "STRING_SET";
    case AttributeType::kNumberSet:
      return "NUMBER_SET";
    case AttributeType::kBinarySet:
      return "BINARY_SET";
  }
  return "";
}

class UpdateParser {
 public:
  explicit UpdateParser(ExpressionReader& reader)
      : reader_(reader),
        set_(reader.arena()),
        remove_(reader.arena()),
        add_(reader.arena()),
        del_(reader.arena()),
        targets_(reader.arena()) {}

  // section+
  bool Read() {
    do {
      if (!ReadSection()) return false;
    } while (reader_.kind() != TokenKind::kEnd);
    return true;
  }

  std::span<const DocumentPath> targets() const { return targets_.view(); }
  Update update() const {
    return {set_.view(), remove_.view(), add_.view(), del_.view(),
            Update::Source::kUpdateExpression};
  }

 private:
  struct Section {
    std::string_view name;
    TokenKind keyword;
    bool (UpdateParser::*read_action)(const DocumentPath& path);
  };
  static constexpr size_t kSectionCount = 4;
  static const std::array<Section, kSectionCount> kSections;

  // KEYWORD action ( "," action )*
  bool ReadSection() {
    for (size_t i = 0; i < kSectionCount; ++i) {
      const Section& section = kSections[i];
      if (!reader_.Accept(section.keyword)) continue;
      if (!ReadActions(section)) return false;
      if (std::exchange(seen_[i], true)) {
        // Errors within the repeated section come first.
        reader_.NameError(reader_.position(), "The \"" + std::string(section.name),
                          "\" section can only be used once in an update expression;");
      }
      return true;
    }
    return reader_.SyntaxError();
  }

  bool ReadActions(const Section& section) {
    do {
      reader_.StartAction();
      const std::optional<DocumentPath> path =
          reader_.ReadPath(ExpressionReader::PathRole::kTarget);
      if (!path.has_value()) return false;
      targets_.Append(*path);
      if (!(this->*section.read_action)(*path)) return false;
    } while (reader_.Accept(TokenKind::kComma));
    return true;
  }

  bool ReadRemove(const DocumentPath& path) {
    remove_.Append({path});
    return true;
  }

  bool ReadAdd(const DocumentPath& path) {
    constexpr TypeSet kAllowed =
        TypeBit(AttributeType::kNumber) | TypeBit(AttributeType::kStringSet) |
        TypeBit(AttributeType::kNumberSet) | TypeBit(AttributeType::kBinarySet);
    const std::optional<AttributeValue> value = ReadTypedValue("ADD", kAllowed);
    if (!value.has_value()) return false;
    add_.Append({path, *value});
    return true;
  }

  bool ReadDelete(const DocumentPath& path) {
    constexpr TypeSet kAllowed = TypeBit(AttributeType::kStringSet) |
                                 TypeBit(AttributeType::kNumberSet) |
                                 TypeBit(AttributeType::kBinarySet);
    const std::optional<AttributeValue> value = ReadTypedValue("DELETE", kAllowed);
    if (!value.has_value()) return false;
    del_.Append({path, *value});
    return true;
  }

  std::optional<AttributeValue> ReadTypedValue(std::string_view section, TypeSet allowed) {
    const std::optional<AttributeValue> value = reader_.ReadValue();
    if (value.has_value() && (TypeBit(value->type()) & allowed) == 0) {
      std::string message = "Incorrect operand type for operator or function; operator: ";
      message += section;
      message += ", operand type: ";
      message += LongTypeName(value->type());
      message += ", typeSet: ALLOWED_FOR_";
      message += section;
      message += "_OPERAND";
      reader_.OperandError(std::move(message));
    }
    return value;
  }

  // "=" value, where value is
  //   operand | operand "+" operand | operand "-" operand | "(" value ")"
  bool ReadSet(const DocumentPath& path) {
    if (!reader_.Expect(TokenKind::kEqual)) return false;
    SetAction action;
    action.path = path;
    size_t open = 0;
    while (reader_.Accept(TokenKind::kLeftParenthesis)) ++open;
    reader_.BeginLookahead();
    const std::optional<ParsedOperand> left = reader_.ReadBareOperand();
    if (!left.has_value()) return false;
    size_t closed = 0;
    for (; open > 0 && reader_.Accept(TokenKind::kRightParenthesis); --open) ++closed;
    const bool is_sum = AtSign();
    if (open > 0 && !is_sum) return reader_.SyntaxError();
    if (!reader_.EndLookahead()) return false;
    if (closed > 1) return reader_.RedundantParentheses();
    action.left = ToSetOperand(reader_.arena(), *left);
    if (is_sum && !ReadSum(*left, action, open)) return false;
    set_.Append(action);
    return true;
  }

  bool AtSign() const {
    return reader_.kind() == TokenKind::kPlus || reader_.kind() == TokenKind::kMinus;
  }

  // ( "+" | "-" ) operand, then as many ")" as are `open` around the sum.
  bool ReadSum(const ParsedOperand& left, SetAction& action, size_t open) {
    const bool plus = reader_.kind() == TokenKind::kPlus;
    reader_.Advance();
    const std::optional<ParsedOperand> right = reader_.ReadOperand();
    if (!right.has_value()) return false;
    for (size_t closed = 1; closed <= open; ++closed) {
      if (!reader_.Expect(TokenKind::kRightParenthesis)) return false;
      if (closed > 1) return reader_.RedundantParentheses();
    }
    for (const ParsedOperand* operand : {&left, &*right}) {
      if (operand->kind == ParsedOperand::Kind::kCall) reader_.CheckUseAsOperand(*operand->call);
      CheckOperandType(plus ? "+" : "-", *operand, TypeBit(AttributeType::kNumber),
                       reader_.OperandErrors());
    }
    reader_.CountOperator();
    action.op = plus ? SetAction::Operator::kPlus : SetAction::Operator::kMinus;
    action.right = ToSetOperand(reader_.arena(), *right);
    return true;
  }

  ExpressionReader& reader_;
  ArenaVector<SetAction> set_;
  ArenaVector<RemoveAction> remove_;
  ArenaVector<AddAction> add_;
  ArenaVector<DeleteAction> del_;
  ArenaVector<DocumentPath> targets_;
  std::array<bool, kSectionCount> seen_{};
};

const std::array<UpdateParser::Section, UpdateParser::kSectionCount> UpdateParser::kSections{{
    {"SET", TokenKind::kSet, &UpdateParser::ReadSet},
    {"REMOVE", TokenKind::kRemove, &UpdateParser::ReadRemove},
    {"ADD", TokenKind::kAdd, &UpdateParser::ReadAdd},
    {"DELETE", TokenKind::kDelete, &UpdateParser::ReadDelete},
}};

}  // namespace

Result<const Update*> ParseUpdate(Arena& arena, Placeholders& placeholders, std::string_view text) {
  ExpressionReader reader(arena, placeholders, "UpdateExpression", text,
                          ExpressionReader::Language::kUpdate);
  UpdateParser parser(reader);
  if (reader.Start()) parser.Read();
  if (std::optional<Error> error = reader.TakeError(parser.targets())) return *std::move(error);
  return arena.New<Update>(parser.update());
}

}  // namespace stator::expressions
