// node main.js FILE...: runs the tests of these files in one browser.
'use strict';
for (const file of process.argv.slice(2)) require(require('node:path').resolve(file));
require('./lib.js').run();
