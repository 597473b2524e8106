// What the page of a report shows: the deals of a question's filter, and timeline, graph and totals of just these, as one JSON object that no browser takes
// for markup. A page whose deals are cut off says so, and its other parts are of the deals that it has.
// Tested by: tests/unit/query/report_test.cc, tests/report/report_test.py
#include <simdjson.h>

#include <algorithm>

#include "entente/query.h"
#include "output/json_writer.h"

namespace entente {
namespace {

using output::JsonWriter;

constexpr uint32_t kMostDeals = 5000;
constexpr uint32_t kAll = 1000000;
constexpr std::pair<const char*, GroupBy> kTotals[] = {{"year", GroupBy::kYear}, {"kind", GroupBy::kKind}, {"country", GroupBy::kCountry}, {"party", GroupBy::kParty}};
constexpr const char* kFields[] = {"schema", "ask", "where", "sort", "limit", "currency"};

// What could end a <script>, and the two line ends that old scripts did not know, are escaped. All of them stand in texts only.
std::string SafeInScript(const std::string& json) {
  std::string safe;
  safe.reserve(json.size() + json.size() / 64);
  for (size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '<') safe += "\\u003c";
    else if (c == '>') safe += "\\u003e";
    else if (c == '&') safe += "\\u0026";
    else if (json.compare(i, 3, "\xE2\x80\xA8") == 0) safe += "\\u2028", i += 2;
    else if (json.compare(i, 3, "\xE2\x80\xA9") == 0) safe += "\\u2029", i += 2;
    else safe += c;
  }
  return safe;
}

void PutFilter(std::string_view field, simdjson::dom::element value, JsonWriter* json) {
  std::string_view text;
  json->OpenArray();
  json->String(field);
  json->String(value.get_string().get(text) ? std::string_view(simdjson::minify(value)) : text);
  json->CloseArray();
}

// The filters as pairs of field and value, in the order of the question.
void PutFilters(simdjson::dom::object question, JsonWriter* json) {
  simdjson::dom::object where;
  json->Key("filters"), json->OpenArray();
  if (!question["where"].get_object().get(where))
    for (const auto [field, value] : where) {
      simdjson::dom::array list;
      if (value.is_null()) continue;
      if (value.get_array().get(list)) PutFilter(field, value, json);
      else
        for (const simdjson::dom::element one : list) PutFilter(field, one, json);
    }
  json->CloseArray();
}

bool Has(simdjson::dom::object question, const char* field) {
  simdjson::dom::element value;
  return !question[field].get(value) && !value.is_null();
}

// Asks, and puts the answer without its deals, which the page has already.
Status PutAnswer(Archive& archive, const Question& question, const RateTable* rates, JsonWriter* json) {
  Result<Answer> answer = Ask(archive, question, rates);
  if (!answer.ok()) return answer.status();
  const std::string text = ToJson(*answer);
  simdjson::dom::parser parser;
  simdjson::dom::object root;
  if (parser.parse(text).get_object().get(root)) return Status(Code::kInternal, "an answer is no object");
  json->OpenObject();
  for (const auto [field, value] : root)
    if (field != "deals") json->Key(std::string(field).c_str()), json->Raw(std::string(simdjson::minify(value)));
  json->CloseObject();
  return {};
}

}  // namespace

Result<std::string> ReportJson(Archive& archive, std::string_view name, std::string_view text, const RateTable* rates) {
  if (text.empty()) text = "{}";
  Result<Question> asked = ParseQuestion(text);
  if (!asked.ok()) return asked.status();
  simdjson::dom::parser parser;
  simdjson::dom::object root;
  if (parser.parse(text.data(), text.size()).get_object().get(root)) return Status(Code::kInternal, "a question that was read is no object");
  for (const auto [field, value] : root)
    if (std::find(std::begin(kFields), std::end(kFields), field) == std::end(kFields) || asked->ask != Asked::kDeals)
      return Status(Code::kInvalidArgument, "a report asks for deals, with where, sort, limit and currency alone", std::string(field));

  Question question{.where = asked->where, .sort = Has(root, "sort") ? asked->sort : SortBy::kDateDown, .limit = Has(root, "limit") ? asked->limit : kMostDeals};
  Result<Answer> deals = Ask(archive, question, rates);
  if (!deals.ok()) return deals.status();
  const bool cut = !deals->cursor.empty();
  if (cut) {
    question.where.ids.clear();
    for (const DealView& deal : deals->deals) question.where.ids.push_back(deal.id);
  }
  std::string out;
  JsonWriter json(&out);
  json.OpenObject();
  json.Key("about"), json.OpenObject();
  json.Key("archive"), json.String(name);
  PutFilters(root, &json);
  json.Key("cut"), json.Raw(cut ? "true" : "false");
  json.CloseObject();
  json.Key("deals"), json.Raw(ToJson(*deals));
  question.limit = kAll;
  question.sort = SortBy::kDate;
  for (const auto& [key, ask] : {std::pair("timeline", Asked::kTimeline), std::pair("graph", Asked::kGraph)}) {
    question.ask = ask;
    json.Key(key);
    if (Status status = PutAnswer(archive, question, rates, &json); !status.ok()) return status;
  }
  const Question totals{.ask = Asked::kTotals, .where = question.where, .currency = asked->currency, .deals_listed = kAll};
  json.Key("totals"), json.OpenArray();
  for (const auto& [by, group] : kTotals) {
    Question one = totals;
    one.by = {group};
    json.OpenObject();
    json.Key("by"), json.String(by), json.Key("answer");
    if (Status status = PutAnswer(archive, one, rates, &json); !status.ok()) return status;
    json.CloseObject();
  }
  json.CloseArray();
  json.CloseObject();
  return SafeInScript(out);
}

}  // namespace entente
