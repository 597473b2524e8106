// A question from its JSON. What the schema does not know is an error that names the place, so that a misspelt filter never
// gives more than was asked for.
// Tested by: tests/unit/query/parse_test.cc
#include <simdjson.h>

#include <algorithm>

#include "query/names.h"

namespace entente {

using simdjson::dom::element;
using simdjson::dom::object;

namespace {

constexpr uint64_t kMostRows = 1000000;

class Parser {
 public:
  Status Run(std::string_view json, Question* question) {
    simdjson::dom::parser parser;
    element root;
    const auto error = parser.parse(json.data(), json.size()).get(root);
    if (error == simdjson::MEMALLOC) return Status(Code::kNoMemory, {});
    if (error) return Fail("", std::string("the question is not valid JSON (") + simdjson::error_message(error) + ")");
    object fields;
    if (root.get_object().get(fields)) return Fail("", "a question is an object, such as {\"ask\": \"deals\"}");
    for (const auto& [key, value] : fields) {
      if (Status status = Field(std::string(key), value, question); !status.ok()) return status;
    }
    return {};
  }

 private:
  static Status Fail(const std::string& place, const std::string& message) { return Status(Code::kInvalidArgument, message, place); }

  static Status Text(const std::string& place, element value, std::string* out) {
    std::string_view text;
    if (value.get_string().get(text)) return Fail(place, "a text is needed here");
    *out = text;
    return {};
  }

  static Status Number(const std::string& place, element value, uint64_t least, uint32_t* out) {
    uint64_t number = 0;
    if (value.get_uint64().get(number) || number < least || number > kMostRows)
      return Fail(place, "a whole number from " + std::to_string(least) + " to " + std::to_string(kMostRows) + " is needed here");
    *out = static_cast<uint32_t>(number);
    return {};
  }

  static Status Flag(const std::string& place, element value, std::optional<bool>* out) {
    bool flag = false;
    if (value.get_bool().get(flag)) return Fail(place, "true or false is needed here");
    *out = flag;
    return {};
  }

  template <size_t N, typename Enum>
  static Status Choice(const std::string& place, element value, const std::array<const char*, N>& names, Enum* out) {
    std::string_view text;
    std::string known;
    if (!value.get_string().get(text))
      for (size_t i = 0; i < N; ++i)
        if (text == names[i]) return *out = static_cast<Enum>(i), Status();
    for (const char* name : names) known += (known.empty() ? "" : ", ") + std::string(name);
    return Fail(place, "one of these is needed here: " + known);
  }

  template <typename Enum>
  static Status Named(const std::string& place, element value, std::optional<Enum> (*parse)(std::string_view), Enum* out) {
    std::string_view text;
    if (value.get_string().get(text)) return Fail(place, "a text is needed here");
    const std::optional<Enum> found = parse(text);
    if (!found) return Fail(place, "'" + std::string(text) + "' is not known here");
    *out = *found;
    return {};
  }

  // A list, or a single value for a list of one.
  template <typename Item, typename Read>
  static Status List(const std::string& place, element value, std::vector<Item>* out, Read read) {
    simdjson::dom::array list;
    if (value.get_array().get(list)) {
      out->emplace_back();
      return read(place, value, &out->back());
    }
    size_t index = 0;
    for (element one : list) {
      out->emplace_back();
      if (Status status = read(place + "[" + std::to_string(index++) + "]", one, &out->back()); !status.ok()) return status;
    }
    return {};
  }

  // "2024-06-04", "2024-06" or "2024": its first or its last day.
  static Status Day(const std::string& place, element value, bool last, std::optional<DayNumber>* out) {
    std::string_view text;
    if (value.get_string().get(text)) return Fail(place, "a day is needed here, such as \"2024-06-04\"");
    const auto period = ParsePeriod(text);
    if (!period) return Fail(place, "'" + std::string(text) + "' is no day, month or year");
    *out = last ? period->to : period->from;
    return {};
  }

  static Status Sum(const std::string& place, element value, std::optional<Decimal>* out) {
    std::string text;
    if (value.is_string()) text = std::string(std::string_view(value.get_string().value_unsafe()));
    else if (value.is_int64() || value.is_uint64()) text = simdjson::minify(value);
    *out = Decimal::Parse(text);
    return *out ? Status() : Fail(place, "a sum is needed here, as a text of digits such as \"33700000000\" or \"12.5\"");
  }

  static Status Field(const std::string& key, element value, Question* question) {
    if (value.is_null()) return {};
    if (key == "ask") return Choice(key, value, query::kAsked, &question->ask);
    if (key == "where") return Where(value, &question->where);
    if (key == "sort") return Choice(key, value, query::kSorts, &question->sort);
    if (key == "limit") return Number(key, value, 1, &question->limit);
    if (key == "deals_listed") return Number(key, value, 0, &question->deals_listed);
    if (key == "cursor") return Text(key, value, &question->cursor);
    if (key == "party") return Text(key, value, &question->party);
    if (key == "from") return Text(key, value, &question->path_from);
    if (key == "to") return Text(key, value, &question->path_to);
    if (key == "currency") return Text(key, value, &question->currency);
    if (key == "text") return Text(key, value, &question->text);
    if (key == "by") return List(key, value, &question->by, [](const std::string& place, element one, GroupBy* by) { return Choice(place, one, query::kGroups, by); });
    if (key == "format") return {};  // of AskJson
    if (key == "schema") {
      uint64_t number = 0;
      return value.get_uint64().get(number) || number != 1 ? Fail(key, "this library knows the schema 1 of questions") : Status();
    }
    return Fail(key, "a question has no field of this name");
  }

  static Status Where(element value, DealFilter* where) {
    object fields;
    if (value.get_object().get(fields)) return Fail("where", "an object is needed here");
    for (const auto& [key, one] : fields) {
      if (one.is_null()) continue;
      if (Status status = Filter(std::string(key), "where." + std::string(key), one, where); !status.ok()) return status;
    }
    return {};
  }

  static Status Filter(const std::string& key, const std::string& place, element value, DealFilter* where) {
    const auto text = [](const std::string& at, element one, std::string* out) { return Text(at, one, out); };
    if (key == "ids") return List(place, value, &where->ids, [](const std::string& at, element one, std::string* out) {
      Status status = Text(at, one, out);
      const bool is_id = out->size() == 16 && out->find_first_not_of("0123456789abcdef") == std::string::npos;
      return status.ok() && !is_id ? Fail(at, "'" + *out + "' is no id of a deal") : status;
    });
    if (key == "parties") return List(place, value, &where->parties, text);
    if (key == "role") return where->role.emplace(), Named<Role>(place, value, ParseRole, &*where->role);
    if (key == "kinds") return List(place, value, &where->kinds, [](const std::string& at, element one, DealKind* out) { return Named<DealKind>(at, one, ParseDealKind, out); });
    if (key == "forms") return List(place, value, &where->forms, [](const std::string& at, element one, DealForm* out) { return Named<DealForm>(at, one, ParseDealForm, out); });
    if (key == "statuses") return List(place, value, &where->statuses, [](const std::string& at, element one, DealStatus* out) { return Named<DealStatus>(at, one, ParseDealStatus, out); });
    if (key == "from") return Day(place, value, false, &where->from);
    if (key == "to") return Day(place, value, true, &where->to);
    if (key == "value_min") return Sum(place, value, &where->value_min);
    if (key == "value_max") return Sum(place, value, &where->value_max);
    if (key == "value_currency") return Text(place, value, &where->value_currency);
    if (key == "countries") return List(place, value, &where->countries, text);
    if (key == "not_countries") return List(place, value, &where->not_countries, text);
    if (key == "text") return Text(place, value, &where->text);
    if (key == "field") return Text(place, value, &where->field);
    if (key == "articles") return List(place, value, &where->articles, text);
    if (key == "contradicting") return Flag(place, value, &where->contradicting);
    if (key == "by_host") return Flag(place, value, &where->by_host);
    return Fail(place, "a filter has no field of this name");
  }
};

}  // namespace

Result<Question> ParseQuestion(std::string_view json) {
  Question question;
  if (Status status = Parser().Run(json, &question); !status.ok()) return status;
  return question;
}

Result<std::string> AskJson(Archive& archive, std::string_view text, const RateTable* rates) {
  auto question = ParseQuestion(text);
  if (!question.ok()) return question.status();
  simdjson::dom::parser parser;
  element root;
  std::string_view format = "json";
  const auto error = parser.parse(text.data(), text.size()).get(root);
  if (error == simdjson::MEMALLOC) return Status(Code::kNoMemory, {});
  if (!error) {
    std::string_view given;
    element value;
    if (!root["format"].get(value) && !value.is_null() && value.get_string().get(given)) given = "?";
    if (!given.empty()) format = given;
  }
  if (format != "json" && format != "graphml" && format != "dot") return Status(Code::kInvalidArgument, "one of these is needed here: json, graphml, dot", "format");
  if (format != "json" && question->ask != Asked::kGraph) return Status(Code::kInvalidArgument, "only a graph has this format", "format");
  auto answer = Ask(archive, *question, rates);
  if (!answer.ok()) return answer.status();
  return format == "graphml" ? ToGraphMl(*answer) : format == "dot" ? ToDot(*answer) : ToJson(*answer);
}

}  // namespace entente
