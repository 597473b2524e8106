// What every command needs: an engine with the user's rates, handles that free themselves, messages.
#pragma once

#include <memory>
#include <string>

#include "entente_c.h"
#include "options.h"

namespace cli {

constexpr int kFound = 0, kNothing = 1, kError = 2, kSomeFailed = 3;  // exit codes

struct Free {
  void operator()(entente_engine* handle) const { entente_engine_free(handle); }
  void operator()(entente_extraction* handle) const { entente_extraction_free(handle); }
  void operator()(entente_stream* handle) const { entente_stream_free(handle); }
  void operator()(entente_import* handle) const { entente_import_free(handle); }
  void operator()(entente_archive* handle) const { entente_archive_free(handle); }
  void operator()(entente_answer* handle) const { entente_answer_free(handle); }
  void operator()(entente_error* handle) const { entente_error_free(handle); }
};
template <typename Handle>
using Owned = std::unique_ptr<Handle, Free>;

inline const char* OrNull(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

// "entente: news.txt:12: the text is not valid UTF-8" on standard error.
void Complain(const std::string& place, const std::string& message);

// Opens the archive that the user names; null after a complaint.
Owned<entente_archive> OpenArchive(const Options& options, int32_t mode);

// Opens the engine with the rates and lexicons that the user names; null after a complaint.
Owned<entente_engine> OpenEngine(const Options& options);

}  // namespace cli
