import type { Patch } from './patch.ts';

/**
 * The bytes that stand ready in the lexer's stream, from `at` on. Only for streams that are whole or decode block by block; where
 * there are none, pdf.js's own way, byte by byte, is gone.
 */
const READY = `const { stream } = this;
    const bytes = this.isPlain ? stream.bytes : stream.buffer;
    const ready = this.isPlain ? Math.min(stream.end, bytes.length) : this.isDecoded ? stream.bufferLength : 0;
    let at = stream.pos;`;

/**
 * Names, strings, numbers and operators are read from the bytes themselves, where they lie before the lexer in one piece and hold
 * nothing special. pdf.js asks its stream for each byte, makes a string of it, puts it into an array, and joins that.
 */
export const LEXER_PATCHES: readonly Patch[] = [
  // What an operator is called leads to what it is only once.
  {
    find: '    this.cmd = cmd;\n  }',
    replace: '    this.cmd = cmd;\n    this.operator = undefined;\n  }',
  },
  // An array that is made in another way is not put straight among the old objects by V8 (see `newBBox` of @unifex/core).
  {
    find: '        case "[":\n          const array = [];',
    replace: '        case "[":\n          const array = Array.of();',
  },
  {
    find: 'class Lexer {\n  constructor(stream, knownCommands = null) {',
    replace: `let plainCommandsOf, plainCommandsByCode;
function plainCommands(known) {
  if (plainCommandsOf === known) return plainCommandsByCode;
  plainCommandsOf = known;
  plainCommandsByCode = new Map();
  for (const text in known) {
    if (!known[text] || text === "BI" || text.length > 3) continue;
    let whole = true;
    for (let i = 1; i < text.length; i++) {
      if (known[text.slice(0, i)] !== undefined && known[text.slice(0, i + 1)] === undefined) whole = false;
    }
    let code = 0;
    for (let i = 0; i < text.length; i++) code = code * 256 + text.charCodeAt(i);
    if (whole) plainCommandsByCode.set(code, new Cmd(text));
  }
  return plainCommandsByCode;
}
class Lexer {
  constructor(stream, knownCommands = null) {`,
  },
  {
    find: `    this.stream = stream;
    this.nextChar();
    this.strBuf = [];`,
    replace: `    this.stream = stream;
    this.isPlain = stream instanceof Stream && !(stream instanceof ChunkedStream);
    this.isDecoded = stream instanceof DecodeStream;
    this.nextChar();
    this.strBuf = [];`,
  },
  {
    find: `  getNumber() {
    let ch = this.currentChar;`,
    replace: `  getPlainNumber() {
    let ch = this.currentChar;
    ${READY}
    const negative = ch === 0x2d;
    if (negative && at < ready) ch = bytes[at++];
    let divideBy = 0;
    if (ch === 0x2e && at < ready) {
      divideBy = 10;
      ch = bytes[at++];
    }
    if (!(ch >= 0x30 && ch <= 0x39)) return undefined;
    let value = ch - 0x30;
    for (; at < ready; at++) {
      ch = bytes[at];
      if (ch >= 0x30 && ch <= 0x39) {
        if (divideBy !== 0) divideBy *= 10;
        value = value * 10 + (ch - 0x30);
      } else if (ch === 0x2e && divideBy === 0) divideBy = 1;
      else if (ch === 0x2d) return undefined;
      else {
        stream.pos = at + 1;
        this.currentChar = ch;
        if (divideBy !== 0) value /= divideBy;
        return negative ? -value : value;
      }
    }
    return undefined;
  }
  getNumber() {
    const plain = this.getPlainNumber();
    if (plain !== undefined) return plain;
    let ch = this.currentChar;`,
  },
  {
    find: `  getString() {
    let numParen = 1;`,
    replace: `  getPlainString() {
    ${READY}
    let text = "";
    for (; at < ready; at++) {
      const ch = bytes[at];
      if (ch === 0x29) {
        stream.pos = at + 1;
        this.nextChar();
        return text;
      }
      if (ch === 0x5c || ch === 0x28) return undefined;
      text += String.fromCharCode(ch);
    }
    return undefined;
  }
  getString() {
    const plain = this.getPlainString();
    if (plain !== undefined) return plain;
    let numParen = 1;`,
  },
  {
    find: `  getName() {
    let ch, previousCh;`,
    replace: `  getPlainName() {
    ${READY}
    let text = "";
    for (const most = Math.min(ready, at + 128); at < most; at++) {
      const ch = bytes[at];
      if (specialChars[ch] !== 0) {
        stream.pos = at + 1;
        this.currentChar = ch;
        return Name.get(text);
      }
      if (ch === 0x23) return undefined;
      text += String.fromCharCode(ch);
    }
    return undefined;
  }
  getName() {
    const plain = this.getPlainName();
    if (plain !== undefined) return plain;
    let ch, previousCh;`,
  },
  // An operator is known by its bytes. (pdf.js looks up each of its beginnings, for operators that are not kept apart.)
  {
    find: `    let str = String.fromCharCode(ch);
    if (ch < 0x20 || ch > 0x7f) {
      const nextCh = this.peekChar();`,
    replace: `    if (this.knownCommands !== null) {
      const command = this.getPlainCommand(ch);
      if (command !== undefined) return command;
    }
    let str = String.fromCharCode(ch);
    if (ch < 0x20 || ch > 0x7f) {
      const nextCh = this.peekChar();`,
  },
  {
    find: `  skipToNextLine() {
    let ch = this.currentChar;`,
    replace: `  getPlainCommand(ch) {
    ${READY}
    let code = ch;
    for (const most = Math.min(ready, at + 3); at < most; at++) {
      ch = bytes[at];
      if (specialChars[ch] !== 0) {
        const command = plainCommands(this.knownCommands).get(code);
        if (command === undefined) return undefined;
        stream.pos = at + 1;
        this.currentChar = ch;
        return command;
      }
      code = code * 256 + ch;
    }
    return undefined;
  }
  skipToNextLine() {
    let ch = this.currentChar;`,
  },
  {
    find: 'const opSpec = EvaluatorPreprocessor.opMap[cmd];',
    replace: 'const opSpec = obj.operator ??= EvaluatorPreprocessor.opMap[cmd];',
  },
];
