// entente import: public lists of firms as lexicons.
#pragma once

#include "options.h"

namespace cli {

// Writes the table to the file or to standard output and says on standard error what was taken and skipped; gives the exit code.
int RunImport(const Options& options);

}  // namespace cli
