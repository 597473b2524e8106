#include "text/csv.h"

namespace entente::text {

bool CsvReader::Next(std::vector<std::string>* cells) {
  while (!text_.empty()) {
    cells->assign(1, {});
    line_ = next_line_;
    bool quoted = false, any = false;
    size_t at = 0;
    for (; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == '\n') ++next_line_;
      if (quoted) {
        if (c != '"') cells->back() += c;
        else if (at + 1 < text_.size() && text_[at + 1] == '"') cells->back() += text_[++at];
        else quoted = false;
        continue;
      }
      if (c == '\n') break;
      if (c == '\r') continue;
      any = true;
      if (c == '"' && cells->back().empty()) quoted = true;
      else if (c == ',') cells->emplace_back();
      else cells->back() += c;
    }
    text_.remove_prefix(at < text_.size() ? at + 1 : at);
    open_quote_ = quoted;
    if (quoted) return false;
    if (any) return true;
  }
  return false;
}

}  // namespace entente::text
