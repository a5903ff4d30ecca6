// diffs_javascript.mjs READER: reads content.diff of the folder that it is run in.
import { readFileSync, writeFileSync } from 'node:fs';

const content = readFileSync('content.diff', 'utf8');

// What readers call added and removed lines, counted over the hunks of the one file.
function count(hunks, linesOf, isAdded, isRemoved) {
  const lines = hunks.flatMap(linesOf);
  console.log(hunks.length, lines.filter(isAdded).length, lines.filter(isRemoved).length);
}

const readers = {
  async jsdiff() {
    const { applyPatch } = await import('diff');
    const result = applyPatch(readFileSync('baseline', 'utf8'), content, { autoConvertLineEndings: false });
    if (result !== false) writeFileSync('result', result);
  },
  async parseDiff() {
    const { default: parse } = await import('parse-diff');
    const files = parse(content);
    const lines = (chunk) => chunk.changes.filter(({ content: text }) => !text.startsWith('\\'));
    count(files.flatMap((file) => file.chunks), lines, (line) => line.add, (line) => line.del);
  },
  async gitdiffParser() {
    const { default: parser } = await import('gitdiff-parser');
    const files = parser.parse(content);
    const hunks = files.flatMap((file) => file.hunks);
    count(hunks, (hunk) => hunk.changes, (line) => line.isInsert, (line) => line.isDelete);
  },
  async diff2html() {
    const { parse } = await import('diff2html');
    const blocks = parse(content).flatMap((file) => file.blocks);
    const is = (type) => (line) => line.type === type;
    count(blocks, (block) => block.lines, is('insert'), is('delete'));
  },
};

await readers[process.argv[2]]();
