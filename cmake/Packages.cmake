# cpack: the Debian packages libentente1, libentente-dev, entente and python3-entente, in packages/ of the build tree. The libraries
# that they need are found by dpkg-shlibdeps. Tested by: tests/install/packages_test.py
set(package_summary "who agreed what with whom, from business news")
set(package_text "Entente reads Korean and English business news and gives back, as data,
partnerships, joint ventures, investments, acquisitions and contracts, with
the parties, the money, the dates, the status and the words that say so.")

# What only packages hold is left out of cmake --install.
set(python_dir lib/python3/dist-packages)
install(DIRECTORY bindings/python/entente DESTINATION ${python_dir} COMPONENT python EXCLUDE_FROM_ALL
  FILES_MATCHING PATTERN "*.py" PATTERN "py.typed" PATTERN "__pycache__" EXCLUDE)
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/python/METADATA CONTENT "Metadata-Version: 2.1\nName: entente\nVersion: @PROJECT_VERSION@\nSummary: @package_summary@\n" @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/python/METADATA DESTINATION ${python_dir}/entente-${PROJECT_VERSION}.dist-info COMPONENT python EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME entente)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # else it would stand above that of each package
set(CPACK_PACKAGE_CONTACT "The Entente authors <authors@entente.example>")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_COMPONENTS_ALL library development python)
if(ENTENTE_BUILD_CLI)
  list(APPEND CPACK_COMPONENTS_ALL program)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# dpkg-shlibdeps has to find the library of the build tree, which no installed package holds; the versions are set below
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR}/lib)

# describe(COMPONENT PACKAGE SECTION DEPENDS WHAT TEXT): one package
function(describe component package section depends what text)
  install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} RENAME copyright COMPONENT ${component} EXCLUDE_FROM_ALL)
  string(TOUPPER ${component} COMPONENT)
  set(CPACK_DEBIAN_${COMPONENT}_PACKAGE_NAME ${package} PARENT_SCOPE)
  set(CPACK_DEBIAN_${COMPONENT}_PACKAGE_SECTION ${section} PARENT_SCOPE)
  set(CPACK_DEBIAN_${COMPONENT}_PACKAGE_DEPENDS "${depends}" PARENT_SCOPE)
  set(CPACK_DEBIAN_${COMPONENT}_DESCRIPTION "${package_summary} (${what})\n${package_text}\n\n${text}" PARENT_SCOPE)
endfunction()
set(this_library "libentente1 (= ${PROJECT_VERSION})")
describe(library libentente1 libs "" "library" "This package holds the shared library.")
describe(development libentente-dev libdevel
  "${this_library}, libicu-dev, libre2-dev, libsimdjson-dev, libabsl-dev, libxml2-dev, libsqlite3-dev"
  "development files" "This package holds the headers for C and C++, the static C++ library, and\nfiles for CMake and pkg-config.")
describe(program entente text "${this_library}" "command line" "This package holds the command line, its manual page and its completion for\nshells.")
describe(python python3-entente python "python3 (>= 3.9), libentente1 (>= ${PROJECT_VERSION})" "Python 3" "This package holds the module for Python 3.")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/debian/triggers)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PYTHON_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_PYTHON_PACKAGE_SUGGESTS python3-pandas)
set(CPACK_DEBIAN_PYTHON_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/debian/postinst ${CMAKE_CURRENT_LIST_DIR}/debian/prerm)
include(CPack)
