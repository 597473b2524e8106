#include "answer_rows.h"

#include <simdjson.h>

#include "table.h"

namespace cli {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

std::string TextOf(element value) {
  std::string_view text;
  if (!value.get_string().get(text)) return std::string(text);
  return value.is_null() ? std::string() : std::string(simdjson::minify(value));
}

std::string TextAt(element object, const char* key) {
  element value;
  return object[key].get(value) ? std::string() : TextOf(value);
}

std::vector<element> ListAt(element object, const char* key) {
  array list;
  std::vector<element> items;
  if (object[key].get_array().get(list)) return items;
  for (element one : list) items.push_back(one);
  return items;
}

std::string Join(const std::vector<element>& list, const char* between) {
  std::string text;
  for (element one : list) text += (text.empty() ? "" : between) + TextOf(one);
  return text;
}

element ObjectAt(element object, const char* key) {
  element value;
  return object[key].get(value) ? element() : value;
}
bool IsObject(element object, const char* key) {
  element value;
  return !object[key].get(value) && value.is_object();
}

std::string SumText(element sum, bool exact) {
  const std::string low = TextAt(sum, "low"), high = TextAt(sum, "high");
  std::string text = exact ? low : ShortNumber(low);
  if (high != low) text += " – " + (exact ? high : ShortNumber(high));
  return text;
}

std::string DayText(element deal) {
  if (!IsObject(deal, "date")) return {};
  const element date = ObjectAt(deal, "date");
  const std::string from = TextAt(date, "from"), precision = TextAt(date, "precision");
  return precision == "year" ? from.substr(0, 4) : precision == "month" ? from.substr(0, 7) : from;
}

std::string PartiesText(element deal) {
  std::string text;
  for (element party : ListAt(deal, "parties")) text += (text.empty() ? "" : ", ") + TextAt(party, "name") + " (" + TextAt(party, "role") + ")";
  return text;
}

void ReadDeals(element root, bool exact, Rows* rows) {
  if (exact) {
    rows->header = {"deal", "kind", "form", "status", "parties", "amount_text", "currency", "low", "high", "normalized_currency", "normalized_low", "normalized_high", "rate", "rate_date",
                    "stake_percent", "date_from", "date_to", "date_precision", "term_months", "subject", "confidence", "reports", "articles", "contradictions", "evidence"};
  } else {
    rows->header = {"DAY", "STATUS", "DEAL", "PARTIES", "SUM", "REPORTS", "ID"};
  }
  for (element deal : ListAt(root, "deals")) {
    const bool has_sum = IsObject(deal, "amount");
    const element sum = has_sum ? ObjectAt(deal, "amount") : deal;
    const std::vector<element> reports = ListAt(deal, "reports");
    if (!exact) {
      rows->cells.push_back({DayText(deal), TextAt(deal, "status"), TextAt(deal, "kind"), PartiesText(deal), has_sum ? TextAt(sum, "currency") + " " + SumText(sum, false) : "–",
                             std::to_string(reports.size()) + (ListAt(deal, "contradictions").size() > 0 ? " !" : ""), TextAt(deal, "id")});
      continue;
    }
    const bool converted = has_sum && IsObject(sum, "normalized");
    const element normalized = converted ? ObjectAt(sum, "normalized") : deal;
    const bool dated = IsObject(deal, "date");
    const element date = dated ? ObjectAt(deal, "date") : deal;
    std::string articles, evidence, contradictions;
    for (element report : reports) {
      articles += (articles.empty() ? "" : "; ") + TextAt(report, "article");
      for (element one : ListAt(report, "evidence"))
        if (evidence.empty()) evidence = TextAt(one, "text");
    }
    for (element one : ListAt(deal, "contradictions")) contradictions += (contradictions.empty() ? "" : "; ") + TextAt(one, "what");
    const auto of = [](bool there, element from, const char* key) { return there ? TextAt(from, key) : std::string(); };
    rows->cells.push_back({TextAt(deal, "id"), TextAt(deal, "kind"), TextAt(deal, "form"), TextAt(deal, "status"), PartiesText(deal), of(has_sum, sum, "text"), of(has_sum, sum, "currency"),
                           of(has_sum, sum, "low"), of(has_sum, sum, "high"), of(converted, normalized, "currency"), of(converted, normalized, "low"), of(converted, normalized, "high"),
                           of(converted, normalized, "rate"), of(converted, normalized, "rate_date"), TextAt(deal, "stake_percent"), of(dated, date, "from"), of(dated, date, "to"),
                           of(dated, date, "precision"), TextAt(deal, "term_months"), TextAt(deal, "subject"), TextAt(deal, "confidence"), std::to_string(reports.size()), articles,
                           contradictions, evidence});
  }
}

void ReadTotals(element root, bool exact, Rows* rows) {
  const std::string currency = TextAt(root, "currency");
  rows->header = exact ? std::vector<std::string>{"group", "currency", "low", "high", "counted", "deals"} : std::vector<std::string>{"GROUP", currency, "DEALS"};
  const auto put = [&](element row, std::string name) {
    if (!exact) return rows->cells.push_back({std::move(name), SumText(row, false), TextAt(row, "counted")});
    std::string deals;
    for (element deal : ListAt(row, "deals")) deals += (deals.empty() ? "" : "; ") + TextAt(deal, "id");
    rows->cells.push_back({std::move(name), currency, TextAt(row, "low"), TextAt(row, "high"), TextAt(row, "counted"), deals});
  };
  for (element row : ListAt(root, "totals")) {
    std::string name;
    for (element part : ListAt(row, "group")) name += (name.empty() ? "" : ", ") + (part.is_null() ? "–" : TextOf(part));
    put(row, name);
  }
  if (IsObject(root, "total")) put(ObjectAt(root, "total"), exact ? "total" : "TOTAL");
  for (element out : ListAt(root, "left_out")) rows->notes.push_back("left out, " + TextAt(out, "reason") + ": " + TextAt(out, "count"));
}

// The deals of a path by their ids: what ties two of its parties.
std::string TieText(element root, element step) {
  std::string text;
  for (element id : ListAt(step, "deals"))
    for (element deal : ListAt(root, "deals"))
      if (TextAt(deal, "id") == TextOf(id)) text += (text.empty() ? "" : "; ") + TextAt(deal, "kind") + " " + DayText(deal);
  return text;
}

}  // namespace

Rows ReadRows(std::string_view answer, bool exact) {
  Rows rows;
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(answer.data(), answer.size()).get(root)) return rows;
  const std::string ask = TextAt(root, "ask");
  if (ask == "deals") ReadDeals(root, exact, &rows);
  if (ask == "totals") ReadTotals(root, exact, &rows);
  if (ask == "partners") {
    rows.header = exact ? std::vector<std::string>{"partner", "kind", "deals", "kinds", "first", "last", "ids"} : std::vector<std::string>{"PARTNER", "DEALS", "KINDS", "FIRST", "LAST"};
    for (element one : ListAt(root, "partners")) {
      if (exact) rows.cells.push_back({TextAt(one, "name"), TextAt(one, "kind"), TextAt(one, "count"), Join(ListAt(one, "kinds"), "; "), TextAt(one, "first"), TextAt(one, "last"), Join(ListAt(one, "deals"), "; ")});
      else rows.cells.push_back({TextAt(one, "name"), TextAt(one, "count"), Join(ListAt(one, "kinds"), ", "), TextAt(one, "first"), TextAt(one, "last")});
    }
  }
  if (ask == "timeline") {
    rows.header = exact ? std::vector<std::string>{"day", "status", "kind", "parties", "deal", "report"} : std::vector<std::string>{"DAY", "STATUS", "DEAL", "PARTIES", "ID"};
    for (element one : ListAt(root, "timeline"))
      for (element deal : ListAt(root, "deals")) {
        if (TextAt(deal, "id") != TextAt(one, "deal")) continue;
        rows.cells.push_back({TextAt(one, "day"), TextAt(one, "status"), TextAt(deal, "kind"), PartiesText(deal), TextAt(one, "deal")});
        if (exact) rows.cells.back().push_back(TextAt(one, "report"));
      }
  }
  if (ask == "path") {
    rows.header = exact ? std::vector<std::string>{"from", "to", "by", "deals"} : std::vector<std::string>{"FROM", "TO", "BY"};
    for (element step : ListAt(root, "path")) {
      rows.cells.push_back({TextAt(ObjectAt(step, "from"), "name"), TextAt(ObjectAt(step, "to"), "name"), TieText(root, step)});
      if (exact) rows.cells.back().push_back(Join(ListAt(step, "deals"), "; "));
    }
  }
  if (ask == "parties") {
    rows.header = exact ? std::vector<std::string>{"party", "kind", "country"} : std::vector<std::string>{"PARTY", "KIND", "COUNTRY"};
    for (element one : ListAt(root, "parties")) rows.cells.push_back({TextAt(one, "name"), TextAt(one, "kind"), TextAt(one, "country")});
  }
  return rows;
}

std::vector<std::string> ReadObjects(std::string_view answer) {
  std::vector<std::string> objects;
  simdjson::dom::parser parser;
  element root;
  if (parser.parse(answer.data(), answer.size()).get(root)) return objects;
  for (element one : ListAt(root, TextAt(root, "ask").c_str())) objects.emplace_back(simdjson::minify(one));
  return objects;
}

std::string ReadText(std::string_view answer, const char* key) {
  simdjson::dom::parser parser;
  element root;
  return parser.parse(answer.data(), answer.size()).get(root) ? std::string() : TextAt(root, key);
}

std::vector<std::string> ReadTexts(std::string_view answer, const char* key) {
  std::vector<std::string> texts;
  simdjson::dom::parser parser;
  element root;
  if (!parser.parse(answer.data(), answer.size()).get(root))
    for (element one : ListAt(root, key)) texts.push_back(TextOf(one));
  return texts;
}

}  // namespace cli
