# cmake --install: headers, both libraries, the command line, and what find_package and pkg-config read.
include(CMakePackageConfigHelpers)
set(ENTENTE_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/entente)

install(TARGETS entente_cpp entente_c EXPORT ententeTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library NAMELINK_COMPONENT development
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT library)
if(ENTENTE_BUILD_CLI)
  install(TARGETS entente_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
endif()
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME development)
install(DIRECTORY include/entente DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(FILES capi/entente_c.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES capi/deal.schema.json capi/query.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(EXPORT ententeTargets NAMESPACE entente:: DESTINATION ${ENTENTE_CMAKE_DIR})

configure_package_config_file(cmake/EntenteConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/ententeConfig.cmake INSTALL_DESTINATION ${ENTENTE_CMAKE_DIR})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/ententeConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ententeConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/ententeConfigVersion.cmake DESTINATION ${ENTENTE_CMAKE_DIR})

# relative to the file, so that the installed tree can be moved
file(RELATIVE_PATH ENTENTE_PC_TO_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
foreach(package entente entente-cpp)
  configure_file(cmake/${package}.pc.in ${CMAKE_CURRENT_BINARY_DIR}/${package}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${package}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
