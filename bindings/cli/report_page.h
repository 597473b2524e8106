// The page of a report, made at build time from bindings/report: what stands before and behind its data.
#pragma once

#include <string_view>

namespace cli {

extern const std::string_view kReportHead, kReportTail;

}  // namespace cli
