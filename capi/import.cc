#include "capi/guard.h"
#include "entente/lexicon.h"

using namespace entente;
using namespace entente::capi;

namespace {

// Reasons are names of ours, so that no escapes are needed.
std::string ReportOf(const ImportedLexicon& lexicon) {
  const auto counts = [](const std::vector<ImportedLexicon::Count>& list) {
    std::string text;
    for (const auto& [reason, count] : list) text += (text.empty() ? "\"" : ",\"") + reason + "\":" + std::to_string(count);
    return "{" + text + "}";
  };
  return "{\"rows\":" + std::to_string(lexicon.rows) + ",\"taken\":" + std::to_string(lexicon.taken) + ",\"skipped\":" + counts(lexicon.skipped) +
         ",\"changed\":" + counts(lexicon.changed) + "}";
}

const char* Give(const std::string* text, size_t* bytes) {
  if (bytes != nullptr) *bytes = text == nullptr ? 0 : text->size();
  return text == nullptr ? nullptr : text->c_str();
}

}  // namespace

entente_status entente_import_listing(const char* list, const char* bytes, size_t bytes_count, const char* name, entente_import** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    std::string_view text;
    if (out == nullptr || !ReadView(bytes, bytes_count, &text)) return Invalid("the list or the place for the import is NULL");
    const std::string_view which = ViewOf(list);
    if (which != "krx" && which != "sec") return Status(Code::kInvalidArgument, "unknown list '" + std::string(which) + "' (known: krx, sec)");
    Result<ImportedLexicon> lexicon = ImportListing(which == "krx" ? Listing::kKrx : Listing::kSec, text, ViewOf(name).empty() ? which : ViewOf(name));
    if (!lexicon.ok()) return lexicon.status();
    *out = new entente_import{std::move(lexicon->table), ReportOf(*lexicon)};
    return Status();
  });
}

const char* entente_import_table(const entente_import* imported, size_t* bytes) { return Give(imported == nullptr ? nullptr : &imported->table, bytes); }
const char* entente_import_report(const entente_import* imported, size_t* bytes) { return Give(imported == nullptr ? nullptr : &imported->report, bytes); }

void entente_import_free(entente_import* imported) { delete imported; }
