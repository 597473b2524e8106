// node recognizers.js MODULES NDJSON: Recognizers-Text over sums and dates of English sentences. As every peer: for each line on standard
// input one pass, "name<tab>bytes<tab>seconds" of processor time, then an empty line.
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const suite = require(path.join(process.argv[2], '@microsoft/recognizers-text-suite'));

const mostBytes = 12000;  // it reads some kilobytes in a second
const sentences = [];
let bytes = 0;
for (const line of fs.readFileSync(process.argv[3], 'utf8').split('\n')) {
  if (line.trim() === '' || bytes >= mostBytes) continue;
  const article = JSON.parse(line);
  for (const sentence of [article.title, ...article.body.split(/\n|(?<=\.) /)]) {
    sentences.push(sentence);
    bytes += Buffer.byteLength(sentence) + 1;
  }
}

function pass() {
  let found = 0;
  for (const sentence of sentences) {
    found += suite.recognizeCurrency(sentence, suite.Culture.English).length;
    found += suite.recognizeDateTime(sentence, suite.Culture.English).length;
  }
  return found;
}

pass();
readline.createInterface({input: process.stdin}).on('line', () => {
  const start = process.cpuUsage();
  pass();
  const used = process.cpuUsage(start);
  process.stdout.write(`Recognizers-Text: sums and dates of English sentences\t${bytes}\t${(used.user + used.system) / 1e6}\n\n`);
});
