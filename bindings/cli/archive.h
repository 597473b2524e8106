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
int RunReview(const Options& options);
int RunParties(const Options& options);
int RunAdd(const Options& options);
int RunRemove(const Options& options);

}  // namespace cli
