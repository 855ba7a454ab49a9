#include "expressions/reserved_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>

namespace stator::expressions {
namespace {

// The count of the developer guide's page "Reserved words in DynamoDB".
TEST(ReservedWords, List_Has573DistinctWords) {
  EXPECT_EQ(ReservedWords().size(), 573U);
  EXPECT_EQ(std::adjacent_find(ReservedWords().begin(), ReservedWords().end()),
            ReservedWords().end());
}

TEST(ReservedWords, EveryWord_IsFoundInAnyCase) {
  for (const std::string_view word : ReservedWords()) {
    std::string lower(word);
    for (char& c : lower) c = static_cast<char>(std::tolower(c));
    std::string mixed = lower;
    mixed[0] = word[0];
    EXPECT_TRUE(IsReservedWord(word)) << word;
    EXPECT_TRUE(IsReservedWord(lower)) << word;
    EXPECT_TRUE(IsReservedWord(mixed)) << word;
    EXPECT_FALSE(IsReservedWord(lower + "_")) << word;
  }
}

TEST(ReservedWords, OtherNames_AreNotReserved) {
  for (const std::string_view name :
       {"", "a", "pk", "sk", "id", "email", "#name", ":value", "zones", "abor", "aborts", "0", "[",
        "{", "@bort", "localtimestamps", "a_name_longer_than_any_reserved_word"}) {
    EXPECT_FALSE(IsReservedWord(name)) << name;
  }
}

}  // namespace
}  // namespace stator::expressions
