#include "expressions/lexer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace stator::expressions {
namespace {

using Kinds = std::vector<TokenKind>;

Kinds KindsOf(std::string_view text) {
  Kinds kinds;
  Lexer lexer(text);
  for (Token token = lexer.Next(); token.kind != TokenKind::kEnd; token = lexer.Next()) {
    kinds.push_back(token.kind);
  }
  return kinds;
}

std::vector<std::string> TextsOf(std::string_view text) {
  std::vector<std::string> texts;
  Lexer lexer(text);
  for (Token token = lexer.Next(); token.kind != TokenKind::kEnd; token = lexer.Next()) {
    texts.emplace_back(lexer.TextOf(token));
  }
  return texts;
}

TEST(Lexer, Symbols_AreTakenGreedily) {
  EXPECT_EQ(
      KindsOf("= <> < <= > >= ( ) [ ] , . + -"),
      (Kinds{TokenKind::kEqual, TokenKind::kNotEqual, TokenKind::kLess, TokenKind::kLessOrEqual,
             TokenKind::kGreater, TokenKind::kGreaterOrEqual, TokenKind::kLeftParenthesis,
             TokenKind::kRightParenthesis, TokenKind::kLeftBracket, TokenKind::kRightBracket,
             TokenKind::kComma, TokenKind::kDot, TokenKind::kPlus, TokenKind::kMinus}));
  EXPECT_EQ(TextsOf("<>=<=>=="), (std::vector<std::string>{"<>", "=", "<=", ">=", "="}));
}

TEST(Lexer, Keywords_AreRecognizedInAnyCase) {
  EXPECT_EQ(
      KindsOf("AND or Not iN BETWEEN set Remove ADD delete"),
      (Kinds{TokenKind::kAnd, TokenKind::kOr, TokenKind::kNot, TokenKind::kIn, TokenKind::kBetween,
             TokenKind::kSet, TokenKind::kRemove, TokenKind::kAdd, TokenKind::kDelete}));
  for (const std::string_view word : {"ANDY", "a", "n", "SETS", "BETWEENS", "or_", "no7", "size"}) {
    EXPECT_EQ(KindsOf(word), Kinds{TokenKind::kIdentifier}) << word;
  }
}

TEST(Lexer, Words_StartWithALetter) {
  EXPECT_EQ(TextsOf("ab_9 _a 9a"), (std::vector<std::string>{"ab_9", "_", "a", "9", "a"}));
}

TEST(Lexer, Integers_HaveNoLeadingZeros) {
  EXPECT_EQ(TextsOf("0 10 007 1.5"),
            (std::vector<std::string>{"0", "10", "0", "0", "7", "1", ".", "5"}));
}

TEST(Lexer, Placeholders_NeedACharacter) {
  EXPECT_EQ(KindsOf("#a :b #1 :_ # : ## ::a"),
            (Kinds{TokenKind::kNamePlaceholder, TokenKind::kValuePlaceholder,
                   TokenKind::kNamePlaceholder, TokenKind::kValuePlaceholder, TokenKind::kUnknown,
                   TokenKind::kUnknown, TokenKind::kUnknown, TokenKind::kUnknown,
                   TokenKind::kUnknown, TokenKind::kValuePlaceholder}));
}

TEST(Lexer, UnknownCharacters_AreWholeUtf8Sequences) {
  EXPECT_EQ(TextsOf("é日!\xF0\x9F\x98\x80"),
            (std::vector<std::string>{"é", "日", "!", "\xF0\x9F\x98\x80"}));
  // Broken sequences are cut somewhere, but nothing is lost and nothing read beyond the end.
  EXPECT_EQ(TextsOf("\x80\xC3"), (std::vector<std::string>{"\x80", "\xC3"}));
  EXPECT_EQ(TextsOf(std::string_view("\0", 1)), (std::vector<std::string>{std::string(1, '\0')}));
}

// Form feed, vertical tab and no-break space are no white space to the service.
TEST(Lexer, WhiteSpace_IsSpaceTabLineFeedAndCarriageReturn) {
  EXPECT_EQ(TextsOf(" a\tb\nc\rd "), (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_EQ(TextsOf("a\fb\v"), (std::vector<std::string>{"a", "\f", "b", "\v"}));
}

TEST(Lexer, End_IsReturnedForever) {
  Lexer lexer("a ");
  EXPECT_EQ(lexer.Next().kind, TokenKind::kIdentifier);
  const Token end = lexer.Next();
  EXPECT_EQ(end.kind, TokenKind::kEnd);
  EXPECT_EQ(end.begin, 2U);
  EXPECT_EQ(lexer.Next().kind, TokenKind::kEnd);
}

}  // namespace
}  // namespace stator::expressions
