// The commands about an archive.
#pragma once

#include "options.h"

namespace cli {

// Each gives the exit code.
int RunIndex(const Options& options);
int RunQuery(const Options& options);
int RunMerge(const Options& options);
int RunExport(const Options& options);
int RunReport(const Options& options);

}  // namespace cli
