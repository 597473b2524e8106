<?php
// For opcache.preload: compiles the one class of this server that may use FFI.
if (!extension_loaded('entente')) {
    opcache_compile_file(__DIR__ . '/EntenteBridge.php');
}
