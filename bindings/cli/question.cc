#include "question.h"

#include <algorithm>

#include "engine.h"

namespace cli {
namespace {

// Fields of the question itself; the others belong to its filter.
constexpr const char* kOwnFields[] = {"sort", "limit", "cursor"};

bool IsOwn(const std::string& field) {
  return std::any_of(std::begin(kOwnFields), std::end(kOwnFields), [&](const char* own) { return field == own; });
}

// Words that are no text in JSON.
std::string ValueOf(const std::string& field, const std::string& text) {
  const bool bare = (field == "limit" && !text.empty() && text.find_first_not_of("0123456789") == std::string::npos) ||
                    ((field == "contradicting" || field == "by_host") && (text == "true" || text == "false"));
  return bare ? text : QuoteJson(text);
}

}  // namespace

std::string QuoteJson(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') quoted += '\\', quoted += c;
    else if (byte < 0x20) quoted += "\\u00", quoted += "0123456789abcdef"[byte >> 4], quoted += "0123456789abcdef"[byte & 15];
    else quoted += c;
  }
  return quoted + "\"";
}

std::string Question::Text(const std::string& ask) const {
  std::string text = "{\"ask\":" + QuoteJson(ask), filter;
  for (const auto& [field, value] : own) text += "," + QuoteJson(field) + ":" + value;
  for (const auto& [field, value] : where) filter += (filter.empty() ? "" : ",") + QuoteJson(field) + ":" + value;
  return text + (filter.empty() ? "" : ",\"where\":{" + filter + "}") + "}";
}

Question ReadQuestion(const Options& options) {
  Question question;
  std::vector<std::pair<std::string, std::vector<std::string>>> where;
  for (const auto& [field, text] : options.filters) {
    if (IsOwn(field)) {
      question.own[field] = ValueOf(field, text);
      continue;
    }
    auto known = std::find_if(where.begin(), where.end(), [&name = field](const auto& one) { return one.first == name; });
    if (known == where.end()) known = where.insert(known, {field, {}});
    known->second.push_back(ValueOf(field, text));
  }
  for (const auto& [field, values] : where) {
    std::string& value = question.where.emplace_back(field, "").second;
    if (values.size() == 1) value = values[0];
    for (size_t i = 0; i < values.size() && values.size() > 1; ++i) value += (i == 0 ? "[" : ",") + values[i] + (i + 1 == values.size() ? "]" : "");
  }
  return question;
}

bool Ask(entente_archive* archive, const entente_engine* engine, const std::string& question, std::string* answer) {
  entente_answer* given = nullptr;
  entente_error* error = nullptr;
  const entente_status status = entente_archive_query(archive, engine, question.data(), question.size(), &given, &error);
  const Owned<entente_answer> owned(given);
  const Owned<entente_error> owned_error(error);
  if (status != ENTENTE_OK) return Complain(entente_error_origin(error), entente_error_message(error)), false;
  size_t bytes = 0;
  const char* text = entente_answer_text(given, &bytes);
  answer->assign(text, bytes);
  return true;
}

}  // namespace cli
