<?php
// For opcache.preload: compiles the one class of this server that may use FFI.
opcache_compile_file(__DIR__ . '/EntenteBridge.php');
