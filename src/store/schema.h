// Opening a file as an archive: making its tables, checking that it is one, bringing an old one up to date.
#pragma once

#include <string_view>

#include "entente/archive.h"
#include "entente/money.h"
#include "store/sqlite.h"

namespace entente::store {

constexpr int64_t kSchemaVersion = 1;

// The text of schema.sql. Static storage.
std::string_view SchemaSql();

// Sets up the connection and the tables. Errors: kUnsupported, kIo, kInvalidArgument (another currency than the file's).
Status PrepareArchive(Database* database, const ArchiveOptions& options, Currency* currency);

}  // namespace entente::store
