#include "money.h"

#include <simdjson.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "engine.h"
#include "input.h"

namespace cli {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

std::string TextAt(element object, const char* key) {
  element value;
  std::string_view text;
  if (object[key].get(value) || value.get_string().get(text)) return {};
  return std::string(text);
}

array ListAt(element object, const char* key) {
  array list, none;
  return object[key].get_array().get(list) ? none : list;
}

// "33,700,000,000.5"
std::string Grouped(std::string decimal) {
  const size_t first = !decimal.empty() && decimal[0] == '-' ? 1 : 0;
  for (size_t at = std::min(decimal.find('.'), decimal.size()); at > first + 3; at -= 3) decimal.insert(at - 3, ",");
  return decimal;
}

std::string SumText(element sum) {
  const std::string low = TextAt(sum, "low"), high = TextAt(sum, "high"), currency = TextAt(sum, "currency");
  std::string text = (currency.empty() ? "?" : currency) + " " + Grouped(low);
  if (high != low) text += " to " + Grouped(high);
  return text;
}

std::string Words(std::string name) {
  for (char& c : name)
    if (c == '_') c = ' ';
  return name;
}

// "USD 3,212,800,866.34 at 0.09533533728, monthly rate of 2024-06, ECB"
std::string TrailText(element amount) {
  element normalized;
  if (amount["normalized"].get(normalized) || !normalized.is_object()) return "not converted: " + TextAt(amount, "not_normalized");
  std::string text = SumText(normalized) + " at " + TextAt(normalized, "rate") + ", " + TextAt(normalized, "kind") + " rate";
  if (const std::string day = TextAt(normalized, "rate_date"); !day.empty()) text += " of " + day;
  if (const std::string source = TextAt(normalized, "source"); !source.empty()) text += ", " + source;
  return text;
}

// "SEK 33,700,000,000; about, at least; conversion; currency by default"
std::string ReadingText(element amount) {
  std::string text = SumText(amount), qualifiers;
  for (element qualifier : ListAt(amount, "qualifiers")) {
    std::string_view word;
    if (!qualifier.get_string().get(word)) qualifiers += (qualifiers.empty() ? "" : ", ") + Words(std::string(word));
  }
  text += "; " + qualifiers;
  if (const std::string role = TextAt(amount, "role"); role != "other") text += "; " + Words(role);
  if (const std::string basis = TextAt(amount, "currency_basis"); basis != "stated") text += "; currency by " + basis;
  return text;
}

std::string PeriodText(element date) {
  const std::string from = TextAt(date, "from"), to = TextAt(date, "to");
  if (from.empty()) return "not known without the day of publication";
  return (from == to ? from : from + " to " + to) + "; " + TextAt(date, "precision");
}

void PutTable(element root, bool dates) {
  const auto put = [](const std::string& title, const std::vector<std::string>& lines) {
    std::printf("%s\n", title.c_str());
    for (const std::string& line : lines) std::printf("  %s\n", line.c_str());
  };
  const array amounts = ListAt(root, "amounts");
  for (element amount : amounts) {
    std::vector<std::string> lines = {ReadingText(amount)};
    uint64_t original = 0;
    element restated;
    if (!amount["equivalent_of"].get_uint64().get(original) && !amounts.at(original).get(restated)) {
      const std::string implied = TextAt(amount, "implied_rate");
      lines.push_back("the same as " + TextAt(restated, "text") + (implied.empty() ? "" : ", at " + implied));
    }
    lines.push_back("= " + TrailText(amount));
    put(TextAt(amount, "text"), lines);
  }
  if (dates)
    for (element date : ListAt(root, "dates")) put(TextAt(date, "text"), {PeriodText(date)});
  for (element warning : ListAt(root, "warnings")) std::printf("! %s\n", TextAt(warning, "message").c_str());
}

// The text of the arguments, or of standard input for "-".
bool ReadText(const Options& options, std::string* text) {
  if (options.files.size() == 1 && options.files[0] == "-") {
    Source source("-");
    if (source.ReadAll(text)) return true;
    return Complain("-", source.error()), false;
  }
  for (const std::string& word : options.files) *text += (text->empty() ? "" : " ") + word;
  return true;
}

// Prints the result; false when standard output takes no more.
bool Print(const Options& options, const entente_extraction* extraction, bool dates) {
  size_t bytes = 0;
  const char* json = entente_extraction_json(extraction, &bytes);
  if (options.output == Output::kJson || options.output == Output::kNdjson) {
    std::fwrite(json, 1, bytes, stdout);
    std::fputc('\n', stdout);
  } else {
    simdjson::dom::parser parser;
    element root;
    if (!parser.parse(json, bytes).get(root)) PutTable(root, dates);
  }
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
  return Complain("", "cannot write to standard output"), false;
}

bool IsFormat(const Options& options) {
  if (options.output != Output::kCsv) return true;
  return Complain("", "this command has no csv; take --output json"), false;
}

int Fail(entente_error* error) {
  const Owned<entente_error> owned(error);
  Complain(entente_error_origin(error), entente_error_message(error));
  return entente_error_status(error) == ENTENTE_NOT_FOUND ? kNothing : kError;
}

bool HasDates(const entente_extraction* extraction) {
  size_t bytes = 0;
  const char* json = entente_extraction_json(extraction, &bytes);
  simdjson::dom::parser parser;
  element root;
  return !parser.parse(json, bytes).get(root) && ListAt(root, "dates").size() > 0;
}

bool AllConverted(const entente_extraction* extraction) {
  size_t bytes = 0;
  const char* json = entente_extraction_json(extraction, &bytes);
  simdjson::dom::parser parser;
  element root, normalized;
  if (parser.parse(json, bytes).get(root)) return false;
  for (element amount : ListAt(root, "amounts"))
    if (amount["normalized"].get(normalized) || !normalized.is_object()) return false;
  return true;
}

}  // namespace

int RunMoney(const Options& options) {
  std::string text;
  if (!IsFormat(options) || !ReadText(options, &text)) return kError;
  const Owned<entente_engine> engine = OpenEngine(options);
  if (engine == nullptr) return kError;
  entente_article article = ENTENTE_ARTICLE_INIT;
  article.body = text.data();
  article.body_bytes = text.size();
  article.language = OrNull(options.language);
  article.published = OrNull(options.published);
  article.encoding = OrNull(options.encoding);
  entente_extraction* extraction = nullptr;
  entente_error* error = nullptr;
  if (entente_read_money(engine.get(), &article, nullptr, &extraction, &error) != ENTENTE_OK) return Fail(error);
  const Owned<entente_extraction> owned(extraction);
  if (!Print(options, extraction, true)) return kError;
  return entente_extraction_amount_count(extraction) > 0 || HasDates(extraction) ? kFound : kNothing;
}

int RunConvert(const Options& options) {
  std::string text;
  if (!IsFormat(options) || !ReadText(options, &text)) return kError;
  const Owned<entente_engine> engine = OpenEngine(options);
  if (engine == nullptr) return kError;
  const std::string to = !options.to.empty() ? options.to : options.currency.empty() ? "USD" : options.currency;
  const std::string& on = options.on.empty() ? options.published : options.on;
  entente_extraction* extraction = nullptr;
  entente_error* error = nullptr;
  if (entente_convert(engine.get(), text.data(), text.size(), OrNull(options.language), to.c_str(), OrNull(on), &extraction, &error) != ENTENTE_OK)
    return Fail(error);
  const Owned<entente_extraction> owned(extraction);
  if (!Print(options, extraction, false)) return kError;
  return AllConverted(extraction) ? kFound : kNothing;
}

}  // namespace cli
