#include "result.h"

#include <simdjson.h>

namespace cli {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

// A string, number or null as text.
std::string TextOf(element value) {
  std::string_view text;
  if (!value.get_string().get(text)) return std::string(text);
  if (value.is_null()) return {};
  return simdjson::minify(value);
}

std::string TextAt(element object, const char* key) {
  element value;
  return object[key].get(value) ? std::string() : TextOf(value);
}

array ListAt(element object, const char* key) {
  array list, none;
  return object[key].get_array().get(list) ? none : list;
}

std::optional<element> ObjectAt(element object, const char* key) {
  element value;
  if (object[key].get(value) || !value.is_object()) return std::nullopt;
  return value;
}

size_t IndexAt(element object, const char* key) {
  uint64_t index = 0;
  return object[key].get_uint64().get(index) ? 0 : index;
}

// The slice without tags, blanks folded: what a person reads on one line.
std::string PlainText(std::string_view slice) {
  std::string plain;
  bool in_tag = false;
  for (size_t i = 0; i < slice.size(); ++i) {
    const char c = slice[i];
    if (c == '<' && i + 1 < slice.size() && (slice[i + 1] == '/' || slice[i + 1] == '!' || std::isalpha(static_cast<unsigned char>(slice[i + 1])))) in_tag = true;
    if (!in_tag && static_cast<unsigned char>(c) > 0x20) plain += c;
    else if (!in_tag && !plain.empty() && plain.back() != ' ') plain += ' ';
    if (in_tag && c == '>') in_tag = false;
  }
  return plain;
}

std::string SliceOf(const entente_extraction* extraction, element span) {
  size_t bytes = 0;
  const char* field = entente_extraction_field(extraction, TextAt(span, "field") == "title" ? ENTENTE_TITLE : ENTENTE_BODY, &bytes);
  const size_t begin = IndexAt(span, "begin"), end = IndexAt(span, "end");
  if (field == nullptr || begin > end || end > bytes) return {};
  return PlainText({field + begin, end - begin});
}

Sum ReadAmount(element amount) {
  Sum sum{.text = TextAt(amount, "text"), .currency = TextAt(amount, "currency"), .low = TextAt(amount, "low"), .high = TextAt(amount, "high")};
  for (element qualifier : ListAt(amount, "qualifiers")) {
    const std::string word = TextOf(qualifier);
    if (word == "exact") continue;
    if (!sum.qualifiers.empty()) sum.qualifiers += ", ";
    sum.qualifiers += word;
  }
  return sum;
}

Sum ReadNormalized(element normalized) {
  return {.currency = TextAt(normalized, "currency"), .low = TextAt(normalized, "low"), .high = TextAt(normalized, "high"),
          .rate = TextAt(normalized, "rate"), .rate_date = TextAt(normalized, "rate_date"), .rate_kind = TextAt(normalized, "kind"),
          .rate_source = TextAt(normalized, "source")};
}

DealRow ReadDeal(element deal, array parties, array amounts, const entente_extraction* extraction) {
  DealRow row{.kind = TextAt(deal, "kind"), .form = TextAt(deal, "form"), .status = TextAt(deal, "status"),
              .stake_percent = TextAt(deal, "stake_percent"), .term_months = TextAt(deal, "term_months"),
              .subject = TextAt(deal, "subject"), .confidence = TextAt(deal, "confidence"), .rule = TextAt(deal, "rule")};
  for (element party : ListAt(deal, "parties")) {
    element named;
    if (!parties.at(IndexAt(party, "party")).get(named)) row.parties.emplace_back(TextAt(named, "name"), TextAt(party, "role"));
  }
  element amount;
  if (!deal["amount"].get(amount) && amount.is_uint64() && !amounts.at(amount.get_uint64()).get(amount)) {
    row.amount = ReadAmount(amount);
    if (const auto normalized = ObjectAt(amount, "normalized")) row.normalized = ReadNormalized(*normalized);
  }
  for (element equivalent : ListAt(deal, "equivalents"))
    if (!amounts.at(equivalent.get_uint64()).get(amount)) row.equivalents.push_back(TextAt(amount, "text"));
  if (const auto date = ObjectAt(deal, "date")) {
    row.date_from = TextAt(*date, "from");
    row.date_to = TextAt(*date, "to");
    row.date_precision = TextAt(*date, "precision");
    row.date_basis = TextAt(*date, "basis");
  }
  // the first whole sentence says more than a headline
  for (element span : ListAt(deal, "evidence")) {
    std::string sentence = SliceOf(extraction, span);
    const bool whole = !sentence.empty() && sentence.back() == '.';
    if (row.evidence.empty() || whole) row.evidence = std::move(sentence);
    if (whole) break;
  }
  return row;
}

}  // namespace

ArticleResult ReadResult(const entente_extraction* extraction) {
  ArticleResult result;
  size_t bytes = 0;
  const char* json = entente_extraction_json(extraction, &bytes);
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(json, bytes).get(root)) return result;
  result.id = TextAt(root, "id");
  result.language = TextAt(root, "language");
  result.published = TextAt(root, "published");
  for (element deal : ListAt(root, "deals")) result.deals.push_back(ReadDeal(deal, ListAt(root, "parties"), ListAt(root, "amounts"), extraction));
  for (element warning : ListAt(root, "warnings")) result.warnings.push_back(TextAt(warning, "message"));
  return result;
}

}  // namespace cli
