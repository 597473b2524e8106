# ENTENTE_BUNDLE=ON: stands in for find_package with what bundle.sh built: private, position-independent static libraries under the
# names that the system's packages have. The first configuration builds them, which takes some minutes and the network.
message(STATUS "Looking for the private dependencies; building them where they are not there yet")
execute_process(COMMAND ${CMAKE_COMMAND} -E env CC=${CMAKE_C_COMPILER} CXX=${CMAKE_CXX_COMPILER} bash ${CMAKE_CURRENT_LIST_DIR}/bundle.sh
  OUTPUT_VARIABLE ENTENTE_BUNDLE_DIR OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE ENTENTE_BUNDLE_RESULT)
if(NOT ENTENTE_BUNDLE_RESULT EQUAL 0)
  message(FATAL_ERROR "The private dependencies could not be built (above is why); ENTENTE_BUNDLE=OFF builds with those of the system")
endif()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/bundle.sh ${CMAKE_CURRENT_LIST_DIR}/CMakeLists.txt)

find_package(Threads REQUIRED)
file(GLOB ENTENTE_BUNDLE_ARCHIVES ${ENTENTE_BUNDLE_DIR}/lib/*.a)
add_library(entente_bundle INTERFACE IMPORTED GLOBAL)
target_include_directories(entente_bundle INTERFACE ${ENTENTE_BUNDLE_DIR}/include)
target_compile_definitions(entente_bundle INTERFACE U_STATIC_IMPLEMENTATION LIBXML_STATIC)
# a group, because Abseil's many archives need one another; what nothing calls is not linked
target_link_libraries(entente_bundle INTERFACE -Wl,--start-group ${ENTENTE_BUNDLE_ARCHIVES} -Wl,--end-group Threads::Threads ${CMAKE_DL_LIBS} m)
foreach(name ICU::uc ICU::i18n simdjson::simdjson LibXml2::LibXml2 SQLite::SQLite3 absl::flat_hash_map absl::inlined_vector absl::int128 absl::str_format)
  add_library(${name} INTERFACE IMPORTED GLOBAL)
  target_link_libraries(${name} INTERFACE entente_bundle)
endforeach()
if(ENTENTE_BUILD_TESTS)
  pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET GLOBAL re2)
else()
  add_library(PkgConfig::RE2 INTERFACE IMPORTED GLOBAL)  # benchmarks call RE2, the library does not
endif()
