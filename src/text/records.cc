// Tested by: tests/unit/text/records_test.cc
#include "text/records.h"

#include <simdjson.h>

#include "text/utf8.h"

namespace entente::text {
namespace {

namespace dom = simdjson::dom;

Status Bad(std::string message) { return Status(Code::kBadRecord, std::move(message)); }

Status BadField(std::string_view name, const char* what) { return Bad("the field '" + std::string(name) + "' " + what); }

// Reads a string, or an integer where the field may be one. `*present` is false for null.
Status ReadText(dom::element value, std::string_view name, bool number_too, std::string* text, bool* present) {
  *present = !value.is_null();
  if (!*present) return {};
  if (number_too && value.is_int64()) {
    *text = std::to_string(int64_t{value.get_int64()});
    return {};
  }
  if (!value.is_string()) return BadField(name, "is not a string");
  const std::string_view view = value.get_string();
  // the parser lets an unpaired low surrogate through
  if (FindInvalidUtf8(view)) return BadField(name, "has a lone surrogate");
  text->assign(view);
  return {};
}

Status ReadLanguage(const std::string& code, Record* record) {
  const auto language = ParseLanguage(code);
  if (!language) return Status(Code::kBadRecord, "unknown language '" + code + "' (known: ko, en, ja, zh)");
  record->language = *language;
  return {};
}

Status ReadFormat(const std::string& name, Record* record) {
  if (name != "text" && name != "html") return Bad("unknown format '" + name + "' (known: text, html)");
  record->format = name == "html" ? Format::kHtml : Format::kText;
  return {};
}

Status ReadFields(dom::object object, Record* record) {
  bool has_text = false;
  std::string word;
  for (const auto [key, value] : object) {
    bool present = false;
    Status status;
    if (key == "id") {
      status = ReadText(value, key, true, &record->id, &present);
    } else if (key == "title" || key == "body") {
      status = ReadText(value, key, false, key == "title" ? &record->title : &record->body, &present);
      has_text |= present;
    } else if (key == "published") {
      status = ReadText(value, key, false, &record->published, &present);
    } else if (key == "language" || key == "format") {
      status = ReadText(value, key, false, &word, &present);
      if (status.ok() && present && !word.empty()) status = key == "language" ? ReadLanguage(word, record) : ReadFormat(word, record);
    }
    if (!status.ok()) return status;
  }
  return has_text ? Status() : Bad("the record has neither a 'body' nor a 'title'");
}

const char* Explain(simdjson::error_code error) {
  switch (error) {
    case simdjson::STRING_ERROR: return "a string has a bad escape or a lone surrogate";
    case simdjson::UTF8_ERROR: return "the text is not valid UTF-8";
    case simdjson::UNCLOSED_STRING: return "a string has no end";
    case simdjson::UNESCAPED_CHARS: return "a string has a control character that is not escaped";
    case simdjson::DEPTH_ERROR: return "too many levels of brackets";
    case simdjson::EMPTY: return "the line is empty";
    case simdjson::MEMALLOC: return "no memory";
    case simdjson::NUMBER_ERROR: return "a number is not a JSON number";
    default: return "brackets, commas or quotes do not fit";
  }
}

}  // namespace

struct RecordReader::Parser {
  dom::parser parser;
};

RecordReader::RecordReader() : parser_(std::make_unique<Parser>()) {}
RecordReader::~RecordReader() = default;

Status RecordReader::Read(std::string* line, Record* record) {
  const size_t size = line->size();
  if (Status status = CheckUtf8(*line); !status.ok()) return Bad("the line is not valid UTF-8 at " + status.origin());
  line->reserve(size + simdjson::SIMDJSON_PADDING);
  dom::element root;
  const auto error = parser_->parser.parse(line->data(), size, false).get(root);
  if (error == simdjson::MEMALLOC) {
    parser_->parser = dom::parser();  // the old one takes itself for grown
    return Status(Code::kNoMemory, {});
  }
  if (error) return Bad(std::string("not valid JSON: ") + Explain(error));
  dom::object object;
  if (root.get_object().get(object)) return Bad("the line is JSON, but not an object");
  return ReadFields(object, record);
}

}  // namespace entente::text
