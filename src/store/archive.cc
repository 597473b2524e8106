// The public face of the store. Each call that changes something is one transaction of the writer.
// Tested by: tests/unit/store/archive_test.cc
#include "entente/archive.h"

#include "entente/entente.h"
#include "store/archive_impl.h"
#include "store/report_json.h"
#include "store/schema.h"

namespace entente {

using store::Database;
using store::Origin;
using store::Statement;

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::Open(std::string_view path, const ArchiveOptions& options) {
  const auto mode = options.mode == ArchiveMode::kReadOnly ? store::OpenMode::kReadOnly : options.mode == ArchiveMode::kReadWrite ? store::OpenMode::kReadWrite : store::OpenMode::kCreate;
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  auto database = Database::Open(impl->path, mode, static_cast<int32_t>(options.wait_ms));
  if (!database.ok()) return database.status();
  impl->database = std::move(database).value();
  if (Status status = store::PrepareArchive(impl->database.get(), options, &impl->currency); !status.ok())
    return Status(status.code(), status.message(), status.origin().empty() ? impl->path : status.origin());
  impl->names.emplace(impl->database.get());
  if (mode != store::OpenMode::kReadOnly) impl->writer.emplace(impl->database.get(), &*impl->names, impl->currency);
  if (!impl->database->ok()) return impl->database->status();
  return Archive(std::move(impl));
}

namespace {

constexpr size_t kManyItems = 200;  // for fewer another thread costs more than it saves

Status CheckItems(const std::vector<ArchiveItem>& items) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].extraction == nullptr) return Status(Code::kInvalidArgument, "an item has no extraction", "items[" + std::to_string(i) + "]");
    if (const std::string place = store::Misplaced(items[i]); !place.empty())
      return Status(Code::kInvalidArgument, "the extraction of '" + items[i].extraction->id + "' refers to what is not there", place);
  }
  return {};
}

}  // namespace

Status Archive::Add(const ArchiveItem& item) { return AddMany({item}); }

Status Archive::AddMany(const std::vector<ArchiveItem>& items, std::string_view checkpoint_name, std::string_view checkpoint) {
  if (Status status = CheckItems(items); !status.ok()) return status;
  return impl_->Change([&] {
    if (!checkpoint_name.empty())
      Statement(impl_->database.get(), "INSERT OR REPLACE INTO meta VALUES ('checkpoint:' || ?, ?)").With(checkpoint_name, checkpoint).Run();
    if (items.size() >= kManyItems) impl_->writer->WorkBeside();
    for (const ArchiveItem& item : items) impl_->writer->Put(item, Origin::kRead, VersionText());
    return Status();
  });
}

Result<std::string> Archive::Checkpoint(std::string_view name) {
  std::string value;
  Status status = impl_->Look([&] {
    Statement find(impl_->database.get(), "SELECT value FROM meta WHERE key = 'checkpoint:' || ?");
    if (find.With(name).Step()) value = find.String(0);
    return Status();
  });
  if (!status.ok()) return status;
  return value;
}

Status Archive::AddHost(const ArchiveItem& item) {
  if (Status status = CheckItems({item}); !status.ok()) return status;
  return impl_->Change([&] {
    impl_->writer->Put(item, Origin::kHost, VersionText());
    return Status();
  });
}

namespace {

Status RemoveKey(Archive::Impl* impl, std::string_view id, Origin origin) {
  return impl->Change([&] {
    if (!impl->writer->Remove(id, origin)) return impl->database->ok() ? Status(Code::kNotFound, "the archive has no article of this id", std::string(id)) : Status();
    // the deals that reviewers made of its own; they come back with it
    std::vector<int64_t> edits;
    Statement find(impl->database.get(), "SELECT uid FROM review WHERE key = ? AND edited IS NOT NULL");
    if (origin == Origin::kRead)
      for (find.With(id); find.Step();) edits.push_back(find.Int(0));
    for (const int64_t edit : edits) impl->writer->Remove(store::FormatUid(static_cast<uint64_t>(edit)), Origin::kReviewer);
    return Status();
  });
}

Status SayOf(Archive::Impl* impl, std::string_view name, std::string_view other, std::optional<bool> same) {
  if (name.empty() || other.empty() || name == other) return Status(Code::kInvalidArgument, "two different names are needed", "name");
  return impl->Change([&] {
    Statement find(impl->database.get(), "SELECT count(*) FROM said WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)");
    if (!same && find.With(name, other).Step() && find.Int(0) == 0) return Status(Code::kNotFound, "nothing was said of these two names", std::string(name));
    find.Reset();
    impl->names->Say(name, other, same);
    return Status();
  });
}

}  // namespace

Status Archive::Remove(std::string_view id) { return RemoveKey(impl_.get(), id, Origin::kRead); }
Status Archive::RemoveHost(std::string_view id) { return RemoveKey(impl_.get(), id, Origin::kHost); }
Status Archive::SaySame(std::string_view name, std::string_view other) { return SayOf(impl_.get(), name, other, true); }
Status Archive::SayNotSame(std::string_view name, std::string_view other) { return SayOf(impl_.get(), name, other, false); }
Status Archive::Unsay(std::string_view name, std::string_view other) { return SayOf(impl_.get(), name, other, std::nullopt); }

Result<ArchiveCounts> Archive::Counts() {
  ArchiveCounts counts;
  Status status = impl_->Look([&] {
    const auto count = [&](const char* sql) { return static_cast<uint64_t>(impl_->database->Ask(sql)); };
    counts = {count("SELECT count(*) FROM article"), count("SELECT count(*) FROM report"), count("SELECT count(*) FROM deal"),
              count("SELECT count(DISTINCT n.party) FROM name_kind k JOIN name n ON n.id = k.name")};
    return Status();
  });
  if (!status.ok()) return status;
  return counts;
}

Status Archive::Check() {
  return impl_->Look([&] {
    Statement check(impl_->database.get(), "PRAGMA integrity_check");
    // a page for which there was no memory counts as damaged: what is damaged is so twice
    if (check.With().Step() && check.Text(0) != "ok" && check.With().Step() && check.Text(0) != "ok") return Status(Code::kIo, "the archive is damaged: " + check.String(0), impl_->path);
    check.Reset();
    Statement keys(impl_->database.get(), "PRAGMA foreign_key_check");
    if (keys.With().Step()) return Status(Code::kIo, "the archive is damaged: a row of " + keys.String(0) + " refers to nothing", impl_->path);
    keys.Reset();
    if (impl_->database->Ask("SELECT count(*) FROM report r WHERE deal IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deal d WHERE d.id = r.deal)") != 0)
      return Status(Code::kIo, "the archive is damaged: a report has no deal", impl_->path);
    return Status();
  });
}

}  // namespace entente
