// The archive: what was read, kept in one SQLite file, where reports of one event in many articles are one deal.
//
//   auto archive = entente::Archive::Open("deals.archive");
//   archive->Add({.extraction = &extraction, .title = title, .body = body});
//   auto answer = archive->Ask(R"({"ask": "partners", "party": "KT"})");   // query.h has the typed questions
//
// Threads: an Archive is *locked*: any thread may call it, one call runs at a time. Threads that should read at once open
// an archive each; so do processes. There is one writer at a time; others wait for it (ArchiveOptions::wait_ms).
// Every call that changes something is one transaction: killed at any moment, the file holds all of it or nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/deal.h"
#include "entente/status.h"

namespace entente {

enum class ArchiveMode : uint8_t { kReadOnly, kReadWrite, kCreate };  // kCreate: makes the file where there is none

struct ArchiveOptions {
  ArchiveMode mode = ArchiveMode::kCreate;
  std::string_view currency = {};  // of the values that are indexed and added; empty: USD. Fixed when the file is made
  uint32_t wait_ms = 60000;        // how long to wait for another writer
  uint32_t cache_mib = 64;         // memory for pages of the file, at most; filling a large archive is faster with more
};

// An article with what was read in it. Views and the extraction are needed during the call only.
struct ArchiveItem {
  const Extraction* extraction = nullptr;
  std::string_view title = {};  // the fields that the extraction's spans refer to; evidence is kept in their words
  std::string_view body = {};
};

struct ArchiveCounts {
  uint64_t articles = 0, reports = 0, deals = 0, parties = 0;
};

enum class Verdict : uint8_t { kAccepted, kRejected, kEdited };

struct Review {
  std::string_view deal = {};      // the id of a deal or of one of its reports
  Verdict verdict = Verdict::kAccepted;
  std::string_view reviewer = {};  // the next three as the host writes them
  std::string_view at = {};
  std::string_view note = {};
  const Extraction* edited = nullptr;  // for kEdited: the deal as it should be, deals[0] of an extraction
};

class Archive {
 public:
  // Errors: kNotFound, kIo, kUnsupported (no archive, or one of a newer library), kInvalidArgument (unknown currency).
  static Result<Archive> Open(std::string_view path, const ArchiveOptions& options = {});

  // Keeps an article, in place of what was kept under its id before. An article without an id gets one from its text.
  // Errors: kIo (disk full, another writer), kInvalidArgument (a span or an index outside of what it refers to).
  Status Add(const ArchiveItem& item);
  // The same for many in one transaction, which is many times faster, and a mark of how far the caller has come, kept with
  // them under `checkpoint_name` when that is not empty. Of two items with one id the later counts. Hundreds are put in by two threads,
  // the caller's and one that is gone when the call returns.
  Status AddMany(const std::vector<ArchiveItem>& items, std::string_view checkpoint_name = {}, std::string_view checkpoint = {});
  // The mark of that name, or "".
  Result<std::string> Checkpoint(std::string_view name);
  // Deals that the host made itself (an editor's entry, an import by FromJson). They are kept beside the articles, under ids of
  // their own, and no reading overwrites them. Errors: as Add.
  Status AddHost(const ArchiveItem& item);
  // Takes an article, or a host's own entry, out with everything that came from it. Errors: kNotFound, kIo.
  Status Remove(std::string_view id);
  Status RemoveHost(std::string_view id);

  // `other` is another name of the party `name`; or they are two parties whatever the articles say. Kept over all readings;
  // what is said last of two names counts. Unsay takes either back (kNotFound: nothing was said). Errors: kIo.
  Status SaySame(std::string_view name, std::string_view other);
  Status SayNotSame(std::string_view name, std::string_view other);
  Status Unsay(std::string_view name, std::string_view other);

  // Keeps what a reviewer says of a deal: rejected deals are in no answer, an edited one stands as edited. It is kept when
  // the articles are read again. Errors: kNotFound (no such deal), kInvalidArgument (an edit without a deal), kIo.
  Status AddReview(const Review& review);
  // The reviews, one JSON object on each line, in the order of the ids: verdict, reviewer, at, note, the deal as it was read with its
  // evidence, and the deal as edited; then what was said of parties ({"same": true, "name": ..., "other": ...}): test cases
  // and entries for the user's own files.
  Result<std::string> ExportReviews();

  // The deal (or report) of that id alone, for a reviewer to correct: as read, or as it was edited last. Errors: kNotFound, kInvalidArgument, kIo.
  Result<Extraction> ReadDeal(std::string_view id);
  // Test cases of the articles with reviews, in the form of tests/corpus/articles, one JSON object on each line: the title and the sentences of
  // all its deals as body, and as gold the deals that were accepted, as they were edited, or optional where nobody said anything.
  Result<std::string> ExportCases();
  // Organisations that were learned from SaySame and from the names in edits, as a lexicon file (README.md); "" when there are none.
  Result<std::string> ExportLexicon();

  // Adds everything that another archive holds, as if its articles had been added here. Errors: as Open and Add.
  Status Merge(std::string_view path);

  Result<ArchiveCounts> Counts();
  // Does the file hold together? Reads all of it. Errors: kIo with what is wrong.
  Status Check();
  // Everything that follows from the contents, in an order that does not depend on arrival, one JSON object on each line: what
  // two archives of the same articles have in common. For backups and comparisons.
  Result<std::string> Dump();

  struct Impl;
  Impl& impl() { return *impl_; }  // for the library's own questions (query.h)

  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

 private:
  explicit Archive(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Reads the JSON of the published schema (deal.schema.json) back. Fields that it does not know are passed over.
// Errors: kBadRecord; the origin is the place in the JSON ("deals[0].kind").
Result<Extraction> FromJson(std::string_view json);

}  // namespace entente
