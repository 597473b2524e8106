#include "explain.h"

#include <simdjson.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "engine.h"
#include "input.h"

namespace cli {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

std::string TextAt(element object, const char* key) {
  std::string_view text;
  return object[key].get_string().get(text) ? std::string() : std::string(text);
}

size_t NumberAt(element object, const char* key) {
  uint64_t number = 0;
  return object[key].get_uint64().get(number) ? 0 : number;
}

array ListAt(element object, const char* key) {
  array list, none;
  return object[key].get_array().get(list) ? none : list;
}

class Reader {
 public:
  explicit Reader(const entente_extraction* extraction) : extraction_(extraction) {
    explained_.title = FieldOf(ENTENTE_TITLE);
    explained_.body = FieldOf(ENTENTE_BODY);
  }

  bool Read(Explained* out) {
    explained_.result = ReadResult(extraction_);
    simdjson::dom::parser parser;
    element root;
    size_t bytes = 0;
    const char* json = entente_extraction_json(extraction_, &bytes);
    if (parser.parse(json, bytes).get(root)) return false;
    for (element party : ListAt(root, "parties"))
      for (element mention : ListAt(party, "mentions")) explained_.mentions.emplace_back(TextAt(party, "name"), MarkOf(mention));
    for (element amount : ListAt(root, "amounts")) explained_.quantities.emplace_back("amount", MarkOf(amount));
    for (element date : ListAt(root, "dates")) explained_.quantities.emplace_back("date", MarkOf(date));
    for (element deal : ListAt(root, "deals")) explained_.evidence.push_back(MarksOf(deal, "evidence"));
    json = entente_extraction_explanation(extraction_, &bytes);
    if (json == nullptr || parser.parse(json, bytes).get(root)) return false;
    for (element features : ListAt(root, "features")) {
      std::string all;
      for (element feature : array(features.get_array().value_unsafe())) all += (all.empty() ? "" : ", ") + std::string(feature.get_string().value_unsafe());
      explained_.features.push_back(std::move(all));
    }
    explained_.features.resize(explained_.result.deals.size());
    for (element attempt : ListAt(root, "attempts")) explained_.attempts.push_back(AttemptOf(attempt));
    *out = std::move(explained_);
    return true;
  }

 private:
  std::string FieldOf(int32_t field) const {
    size_t bytes = 0;
    const char* text = entente_extraction_field(extraction_, field, &bytes);
    return text == nullptr ? std::string() : std::string(text, bytes);
  }

  Mark MarkOf(element span) const {
    Mark mark{.title = TextAt(span, "field") == "title"};
    const size_t size = (mark.title ? explained_.title : explained_.body).size();
    mark.end = std::min(NumberAt(span, "end"), size);
    mark.begin = std::min(NumberAt(span, "begin"), mark.end);
    return mark;
  }

  std::vector<Mark> MarksOf(element object, const char* key) const {
    std::vector<Mark> marks;
    for (element span : ListAt(object, key)) marks.push_back(MarkOf(span));
    return marks;
  }

  SlotRow SlotOf(element slot) const {
    SlotRow row{.slot = TextAt(slot, "slot"), .name = TextAt(slot, "name"), .source = TextAt(slot, "source"), .mark = TextAt(slot, "mark")};
    element span;
    if (!slot["span"].get(span)) row.span = MarkOf(span);
    if (!slot["mark_span"].get(span) && span.is_object()) row.mark_span = MarkOf(span);
    row.certainty_percent = static_cast<unsigned>(NumberAt(slot, "certainty_percent"));
    return row;
  }

  AttemptRow AttemptOf(element attempt) const {
    AttemptRow row{.frame = TextAt(attempt, "frame"), .kind = TextAt(attempt, "kind"), .minimum = TextAt(attempt, "minimum"), .reason = TextAt(attempt, "reason")};
    element clause;
    if (!attempt["clause"].get(clause)) row.clause = MarkOf(clause);
    row.triggers = MarksOf(attempt, "triggers");
    for (element slot : ListAt(attempt, "slots")) row.slots.push_back(SlotOf(slot));
    uint64_t deal = 0;
    if (!attempt["deal"].get_uint64().get(deal) && deal < explained_.evidence.size()) row.deal = deal;
    return row;
  }

  const entente_extraction* extraction_;
  Explained explained_;
};

bool Write(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return Complain(path, std::strerror(errno)), false;
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  if (std::fclose(file) != 0 || !written) return Complain(path, "cannot be written"), false;
  return true;
}

}  // namespace

const char* ReasonText(const std::string& reason) {
  static constexpr std::pair<const char*, const char*> kTexts[] = {
      {"merged", "tells the same as a deal above, or refers back to one"},
      {"no_frame", "no rule asks for these words alone"},
      {"nothing_happened", "the words around say that it did not happen, or only suppose it"},
      {"no_party", "nobody stands in a place that the rule gives a role"},
      {"roles_missing", "the roles, the sum or the certainty of the names do not reach what the rule needs"},
      {"no_antecedent", "the event told before, to which the rule refers, is not there"},
      {"person_took_office", "a person took an office"},
      {"no_purpose", "money without a site or a purpose"}};
  for (const auto& [name, text] : kTexts)
    if (reason == name) return text;
  return reason.c_str();
}

std::string DealTitle(const DealRow& deal) { return deal.kind + (deal.form == "other" || deal.form.empty() ? "" : ", " + deal.form); }

int RunExplain(const Options& options) {
  if (options.files.size() != 1) return Complain("", "explain takes one article"), kError;
  const std::string& name = options.files[0];
  const Owned<entente_engine> engine = OpenEngine(options);
  if (engine == nullptr) return kError;
  Source source(name);
  std::string bytes;
  if (!source.error().empty()) return Complain(name, source.error()), kError;
  const Input input = options.input == Input::kByName ? source.Kind() : options.input;
  if (input == Input::kNdjson) return Complain(name, "explain takes a text or a page; take one article out of the records"), kError;
  if (!source.ReadAll(&bytes)) return Complain(name, source.error()), kError;
  const std::string id = source.Id();
  entente_article article = ENTENTE_ARTICLE_INIT;
  article.id = id.data();
  article.id_bytes = id.size();
  article.body = bytes.data();
  article.body_bytes = bytes.size();
  article.language = OrNull(options.language);
  article.published = OrNull(options.published);
  article.encoding = OrNull(options.encoding);
  article.format = input == Input::kHtml ? ENTENTE_HTML : ENTENTE_TEXT;
  entente_extraction* extraction = nullptr;
  entente_error* error = nullptr;
  const entente_status status = entente_explain(engine.get(), &article, &extraction, &error);
  const Owned<entente_extraction> owned(extraction);
  const Owned<entente_error> owned_error(error);
  if (status != ENTENTE_OK) {
    const std::string origin = entente_error_origin(error);
    return Complain(name, entente_error_message(error) + (origin.empty() ? "" : " (" + origin + ")")), kError;
  }
  Explained explained;
  if (!Reader(extraction).Read(&explained)) return Complain(name, "the explanation cannot be read"), kError;
  explained.markup = input == Input::kHtml;
  if (!options.page.empty()) {
    if (!Write(options.page, ExplainAsPage(explained))) return kError;
  } else {
    size_t size = 0;
    const std::string text = options.output == Output::kJson ? std::string(entente_extraction_explanation(extraction, &size)) + "\n" : ExplainAsText(explained);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) return Complain("", "cannot write to standard output"), kError;
  }
  return explained.result.deals.empty() ? kNothing : kFound;
}

}  // namespace cli
