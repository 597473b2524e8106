"""The recipe for Conan 2: conan create cmake/ports/conan

Untested: nobody has built it yet; the tests look at its syntax alone, and the versions of what it requires were not looked up in Conan's index.
Tested by: tests/install/ports_test.py
"""
import os

from conan import ConanFile
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy
from conan.tools.gnu import PkgConfigDeps


class Entente(ConanFile):
    name = "entente"
    version = "1.0.0"
    description = "Who agreed what with whom, from Korean and English business news"
    license = "MIT"
    package_type = "library"
    settings = "os", "compiler", "build_type", "arch"
    requires = ("abseil/20240116.2", "icu/74.2", "libxml2/2.12.7", "re2/20240702", "simdjson/3.9.5", "sqlite3/3.46.0")
    sources = ("CMakeLists.txt", "LICENSE", "bindings/*", "capi/*", "cmake/*", "include/*", "src/*")

    def export_sources(self):
        tree = os.path.join(self.recipe_folder, "..", "..", "..")
        for pattern in self.sources:
            copy(self, pattern, tree, self.export_sources_folder)

    def build_requirements(self):
        self.tool_requires("cmake/[>=3.25]")
        self.tool_requires("pkgconf/2.1.0")

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        PkgConfigDeps(self).generate()  # RE2 is found by pkg-config
        toolchain = CMakeToolchain(self)
        for option in ("BUILD_TESTS", "BUILD_CLI", "BUILD_WORDPRESS"):
            toolchain.variables["ENTENTE_" + option] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))

    def package_info(self):
        self.cpp_info.components["cpp"].set_property("cmake_target_name", "entente::entente")
        self.cpp_info.components["cpp"].set_property("pkg_config_name", "entente-cpp")
        self.cpp_info.components["cpp"].libs = ["entente_cpp"]
        self.cpp_info.components["cpp"].requires = ["abseil::abseil", "icu::icu", "libxml2::libxml2", "re2::re2", "simdjson::simdjson", "sqlite3::sqlite3"]
        self.cpp_info.components["c"].set_property("cmake_target_name", "entente::c")
        self.cpp_info.components["c"].set_property("pkg_config_name", "entente")
        self.cpp_info.components["c"].libs = ["entente"]
