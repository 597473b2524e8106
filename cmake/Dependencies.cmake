# Everything comes from the distribution's packages, or with ENTENTE_BUNDLE from its sources; the README says what each is for.
find_package(PkgConfig REQUIRED)
if(ENTENTE_BUNDLE)
  include(${CMAKE_CURRENT_LIST_DIR}/bundle/Bundle.cmake)
else()
  find_package(ICU 72 REQUIRED COMPONENTS uc i18n)
  find_package(simdjson 3.0 REQUIRED CONFIG)
  find_package(absl REQUIRED CONFIG)
  find_package(LibXml2 REQUIRED)
  find_package(SQLite3 3.40 REQUIRED)
  pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET GLOBAL re2)  # Debian's RE2 has no CMake config
endif()
if(ENTENTE_BUILD_TESTS)
  find_package(Catch2 REQUIRED)  # version 2 or 3; no version request, Debian's 2 and 3 do not share a range
  find_package(benchmark REQUIRED)
endif()
