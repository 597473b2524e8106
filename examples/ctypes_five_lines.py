# ctypes_five_lines.py LIBRARY FILE: the deals of an article as JSON; LIBRARY is the path of libentente.so.1
import ctypes as c, os, sys
lib, text, engine, found = c.CDLL(sys.argv[1]), open(sys.argv[2], "rb").read(), c.c_void_p(), c.c_void_p()
lib.entente_extraction_json.restype = c.c_char_p
lib.entente_engine_open(None, c.byref(engine), None)
lib.entente_extract_text(engine, os.path.basename(sys.argv[2]).encode(), text, c.c_size_t(len(text)), None, b"auto", c.byref(found), None)
print(lib.entente_extraction_json(found, None).decode())
