"""The version of this package: that of the library it was written for.

Tested by: bindings/python/tests/test_library.py
"""
VERSION = "1.0.0"
ABI = 1
