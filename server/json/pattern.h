#pragma once

#include <string_view>

// One function for each regular expression of the API model: whether the whole text matches.
// `text` is valid UTF-8.
namespace stator::json {

bool IsResourceName(std::string_view text);   // [a-zA-Z0-9_.-]+
bool IsWithoutDollar(std::string_view text);  // ^[^\$]+$
bool IsBucketName(std::string_view text);     // ^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$
bool IsAccountId(std::string_view text);      // [0-9]{12}
bool IsCsvDelimiter(std::string_view text);   // [,;:|\t ]
bool IsCsvHeader(std::string_view text);      // [\x20-\x21\x23-\x2B\x2D-\x7E]*
bool IsImportToken(std::string_view text);    // ([0-9a-f]{16})+
// [\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
bool IsArnText(std::string_view text);
bool IsPrintable(std::string_view text);  // \p{Print}+

}  // namespace stator::json
