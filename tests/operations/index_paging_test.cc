#include <set>
#include <vector>

#include "tests/operations/index_read_fixture.h"

namespace stator::testing {
namespace {

class IndexPagingTest : public IndexReadTest {
 protected:
  // Follows LastEvaluatedKey from the first page to the last; `read` asks for one page, given the
  // start key as a member of the request or nothing. Returns the bodies.
  template <typename Read>
  static std::vector<std::string> Walk(Read read) {
    std::vector<std::string> pages;
    std::string start;
    do {
      const Answer answer = read(start);
      EXPECT_EQ(answer.status, 200) << answer.body;
      pages.push_back(answer.body);
      start = LastEvaluatedKey(answer.body);
      if (!start.empty()) start = R"(,"ExclusiveStartKey":)" + start;
    } while (!start.empty() && pages.size() < 100);
    return pages;
  }

  // The object, empty when there is none. It is the last member of an answer without
  // ConsumedCapacity.
  static std::string LastEvaluatedKey(const std::string& body) {
    constexpr std::string_view kName = R"("LastEvaluatedKey":)";
    const size_t at = body.find(kName);
    if (at == std::string::npos) return "";
    return body.substr(at + kName.size(), body.size() - at - kName.size() - 1);
  }

  // The items of all pages, each page's as one text.
  static std::string ItemsOf(const std::vector<std::string>& pages) {
    std::string items;
    for (const std::string& page : pages) {
      const size_t begin = page.find('[') + 1;
      const std::string of_page = page.substr(begin, page.find("],\"Count\"") - begin);
      if (!of_page.empty()) items += (items.empty() ? "" : ",") + of_page;
    }
    return items;
  }

  void PutDuplicates() {
    for (int r = 0; r < 12; ++r) {
      PutItem(r % 2 == 0 ? "x" : "y", r,
              R"("h":{"S":"x"},"l":{"N":"1"},"s":{"N":")" + std::to_string(r / 5) + "\"}");
    }
  }
};

// Items with equal index keys are told apart by the table's key, so no page repeats or skips any.
TEST_F(IndexPagingTest, PagesOfAQuery_AreTheWholeInOrder) {
  PutDuplicates();
  for (const char* index : {"g-keys", "g-hash", "l-keys"}) {
    for (const char* forward : {"true", "false"}) {
      const std::string direction = R"("ScanIndexForward":)" + std::string(forward);
      const std::vector<std::string> whole = {Query(index, direction).body};
      for (const int limit : {1, 2, 5, 12, 100}) {
        const auto pages = Walk([&](const std::string& start) {
          return Query(index, direction + R"(,"Limit":)" + std::to_string(limit) + start);
        });
        EXPECT_EQ(ItemsOf(pages), ItemsOf(whole)) << index << forward << limit;
      }
    }
  }
}

TEST_F(IndexPagingTest, PagesOfAScan_AreTheWholeInOrder) {
  PutDuplicates();
  for (const char* index : {"g-keys", "g-hash", "l-keys"}) {
    const std::vector<std::string> whole = {Scan(index).body};
    for (const int limit : {1, 3, 12}) {
      const auto pages = Walk([&](const std::string& start) {
        return Scan(index, R"("Limit":)" + std::to_string(limit) + start);
      });
      EXPECT_EQ(ItemsOf(pages), ItemsOf(whole)) << index << limit;
    }
  }
}

TEST_F(IndexPagingTest, LastEvaluatedKey_HasTheKeysOfIndexAndTable) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"5"},"l":{"N":"6"},"z":{"S":"zz"})");
  const auto last_key = [&](const std::string& index, const std::string& members = "") {
    return LastEvaluatedKey(Query(index, R"("Limit":1)" + members).body);
  };
  EXPECT_EQ(last_key("g-all"), R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"N":"1"},"s":{"N":"5"}})");
  EXPECT_EQ(last_key("g-hash"), R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"N":"1"}})");
  EXPECT_EQ(last_key("l-some"), R"({"l":{"N":"6"},"p":{"S":"x"},"r":{"N":"1"}})");
  EXPECT_EQ(last_key("g-all", R"(,"ProjectionExpression":"z")"), last_key("g-all"));
  EXPECT_EQ(last_key("l-some", R"(,"Select":"ALL_ATTRIBUTES")"), last_key("l-some"));
  EXPECT_EQ(last_key("g-all", R"(,"Select":"COUNT")"), last_key("g-all"));
}

// A start key marks a place; nothing need be there.
TEST_F(IndexPagingTest, StartKeyOfADeletedItem_StillWorks) {
  PutItem("x", 1, R"("h":{"S":"x"},"s":{"N":"1"})");
  PutItem("x", 3, R"("h":{"S":"x"},"s":{"N":"3"})");
  const std::string between =
      R"("ProjectionExpression":"r","ExclusiveStartKey":
         {"h":{"S":"x"},"p":{"S":"q"},"r":{"N":"9"},"s":{"N":"2"}})";
  EXPECT_EQ(Query("g-keys", between), Items(R"({"r":{"N":"3"}})", 1));
  EXPECT_EQ(Query("g-keys", between + R"(,"ScanIndexForward":false)"),
            Items(R"({"r":{"N":"1"}})", 1));
  EXPECT_EQ(Scan("g-keys", between), Items(R"({"r":{"N":"3"}})", 1));
}

// DynamoDB Local, dynalite and dynoxide agree.
TEST_F(IndexPagingTest, StartKeyWithOtherAttributes_IsRefused) {
  for (const char* key :
       {R"({})", R"({"h":{"S":"x"},"s":{"N":"1"}})", R"({"p":{"S":"x"},"r":{"N":"1"}})",
        R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"N":"1"}})",
        R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"N":"1"},"l":{"N":"1"}})",
        R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"N":"1"},"s":{"N":"1"},"z":{"N":"1"}})"}) {
    const std::string start = R"("ExclusiveStartKey":)" + std::string(key);
    EXPECT_EQ(Query("g-keys", start), Invalid("The provided starting key is invalid")) << key;
    EXPECT_EQ(Scan("g-keys", start), Invalid("The provided starting key is invalid")) << key;
  }
  EXPECT_EQ(Query("l-keys", R"("ExclusiveStartKey":{"p":{"S":"x"},"r":{"N":"1"}})"),
            Invalid("The provided starting key is invalid"));
}

// dynalite and dynoxide tell the index's key attributes from the table's.
TEST_F(IndexPagingTest, StartKeyOfOtherTypes_IsRefused) {
  const Answer of_index = Invalid("The provided key element does not match the schema");
  const Answer of_table = Invalid(
      "The provided starting key is invalid: The provided key element does not match the schema");
  const auto both = [&](const std::string& index, const std::string& key, const Answer& answer) {
    EXPECT_EQ(Query(index, R"("ExclusiveStartKey":)" + key), answer) << key;
    EXPECT_EQ(Scan(index, R"("ExclusiveStartKey":)" + key), answer) << key;
  };
  both("g-keys", R"({"h":{"N":"1"},"p":{"S":"x"},"r":{"N":"1"},"s":{"N":"1"}})", of_index);
  both("g-keys", R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"N":"1"},"s":{"L":[]}})", of_index);
  both("g-keys", R"({"h":{"N":"1"},"p":{"S":"x"},"r":{"S":"1"},"s":{"N":"1"}})", of_index);
  both("g-keys", R"({"h":{"S":"x"},"p":{"S":"x"},"r":{"S":"1"},"s":{"N":"1"}})", of_table);
  both("g-keys", R"({"h":{"S":"x"},"p":{"M":{}},"r":{"N":"1"},"s":{"N":"1"}})", of_table);
  both("l-keys", R"({"l":{"N":"1"},"p":{"N":"1"},"r":{"N":"1"}})", of_index);
  both("l-keys", R"({"l":{"N":"1"},"p":{"S":"x"},"r":{"S":"1"}})", of_table);
}

// What DynamoDB Local and dynalite have in common.
TEST_F(IndexPagingTest, StartKeyWithAnEmptyValue_IsRefused) {
  const std::string not_valid =
      "The provided starting key is invalid: One or more parameter values are not valid. ";
  const std::string empty =
      "The AttributeValue for a key attribute cannot contain an empty string value. ";
  EXPECT_EQ(Scan("g-keys", R"("ExclusiveStartKey":
      {"h":{"S":""},"p":{"S":"x"},"r":{"N":"1"},"s":{"N":"1"}})"),
            Invalid(not_valid + "A value specified for a secondary index key is not supported. " +
                    empty + "IndexName: g-keys, IndexKey: h"));
  EXPECT_EQ(Query("g-keys", R"("ExclusiveStartKey":
      {"h":{"S":"x"},"p":{"S":""},"r":{"N":"1"},"s":{"N":"1"}})"),
            Invalid(not_valid + empty + "Key: p"));
}

// dynalite; of the second DynamoDB Local says the same.
TEST_F(IndexPagingTest, StartKeyOutsideTheQuery_IsRefused) {
  const auto start = [](const std::string& h, const std::string& s) {
    return R"("ExclusiveStartKey":{"h":{"S":")" + h +
           R"("},"p":{"S":"x"},"r":{"N":"1"},"s":{"N":")" + s + "\"}}";
  };
  EXPECT_EQ(Query("g-keys", start("y", "1")),
            Invalid("The provided starting key is outside query boundaries based on provided "
                    "conditions"));
  const auto above_two = [&](const std::string& s) {
    return QueryWhere("g-keys", "h = :x AND s > :s", R"(":x":{"S":"x"},":s":{"N":"2"})",
                      start("x", s));
  };
  EXPECT_EQ(above_two("1"),
            Invalid("The provided starting key does not match the range key predicate"));
  EXPECT_EQ(above_two("3"), Items("", 0));
}

// "The 1 MB limit" counts what is in the index: entries with keys only are small.
TEST_F(IndexPagingTest, Page_IsMeasuredByTheProjectedSizes) {
  const std::string large(390 * 1024, 'z');
  for (int r = 0; r < 6; ++r) {
    PutItem("x", r, R"("h":{"S":"x"},"s":{"N":"1"},"l":{"N":"1"},"z":{"S":")" + large + "\"}");
  }
  const auto count = [](const Answer& answer) {
    const size_t at = answer.body.find("\"Count\"");
    return answer.body.substr(at, answer.body.find(',', at) - at);
  };
  for (const char* index : {"g-keys", "g-some", "l-keys"}) {
    EXPECT_EQ(count(Query(index)), "\"Count\":6") << index;
    EXPECT_EQ(count(Scan(index)), "\"Count\":6") << index;
  }
  for (const char* index : {"g-all", "l-all"}) {
    EXPECT_EQ(count(Query(index)), "\"Count\":3") << index;
    EXPECT_EQ(count(Scan(index)), "\"Count\":3") << index;
  }
  // What is fetched from the table counts as the item that it is.
  EXPECT_EQ(count(Query("l-keys", R"("Select":"ALL_ATTRIBUTES")")), "\"Count\":3");
  const auto pages = Walk([&](const std::string& start) {
    return Query("l-keys", R"("ProjectionExpression":"z,r")" + start);
  });
  // The second page is full when the index ends, so there is a third.
  EXPECT_EQ(pages.size(), 3U);
}

}  // namespace
}  // namespace stator::testing
