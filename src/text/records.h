// Records of a stream: one article as a JSON object on each line.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "entente/entente.h"

namespace entente::text {

// An article that owns its text.
struct Record {
  std::string id, title, body, published;
  Language language = Language::kUnknown;
  Format format = Format::kText;
  Article AsArticle() const {
    return {.id = id, .title = title, .body = body, .published = published, .language = language, .format = format};
  }
};

// Reads one line after the other; keeps its buffers. One reader per thread.
class RecordReader {
 public:
  RecordReader();
  ~RecordReader();

  // Reads {"id": ..., "language": ..., "published": ..., "title": ..., "body": ..., "format": ...} into `*record`, whose
  // former values stay where the line has no such field or null: the caller sets defaults first. Only `body` or `title`
  // must be there; an id may be a number. Fields with other names are passed over.
  // `*line` keeps its content; its capacity may grow by the padding that the parser needs.
  // Errors: kBadRecord with a message for a person and no origin (the caller knows the line).
  Status Read(std::string* line, Record* record);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace entente::text
