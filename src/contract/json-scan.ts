/** What is wrong with a JSON text, and where. */
export interface TextFault {
  readonly message: string;
  /** Offset in UTF-16 units. */
  readonly offset: number;
}

/** Places of a JSON text somebody wants to know: a tree of segments. */
export interface WantedPlace {
  /** Offset of the member name, or of the item; null until found. */
  offset: number | null;
  readonly below: Map<string, WantedPlace>;
}

export interface ScanOptions {
  /** Deepest nesting of arrays and objects. */
  readonly maxDepth: number;
  readonly wanted?: WantedPlace;
}

/**
 * Reads a JSON text (RFC 8259) for what `JSON.parse` does not tell: duplicate member names, nesting, and where a fault
 * or a wanted place lies.
 *
 * @returns the first fault, or null when the text is sound.
 */
export function scanJson(text: string, options: ScanOptions): TextFault | null {
  const scan: Scan = { text, at: 0, maxDepth: options.maxDepth };
  try {
    skipBlank(scan);
    scanValue(scan, 0, options.wanted);
    skipBlank(scan);
    if (scan.at < text.length) fail(scan, 'text follows after the end of the document');
    return null;
  } catch (error) {
    if (error instanceof ScanFault) return { message: error.message, offset: error.offset };
    throw error;
  }
}

interface Scan {
  readonly text: string;
  readonly maxDepth: number;
  at: number;
}

/** Unwinds the recursion; never leaves this file. */
class ScanFault extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

function fail(scan: Scan, message: string, offset = scan.at): never {
  throw new ScanFault(scan.at >= scan.text.length ? 'the text ends too early' : message, offset);
}

const quote = 0x22;
const backslash = 0x5c;

function skipBlank(scan: Scan): void {
  const { text } = scan;
  for (;;) {
    const code = text.charCodeAt(scan.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    scan.at += 1;
  }
}

function scanValue(scan: Scan, depth: number, wanted: WantedPlace | undefined): void {
  if (depth > scan.maxDepth) fail(scan, `nested deeper than ${scan.maxDepth} levels`);
  const first = scan.text[scan.at];
  if (first === '{') scanObject(scan, depth, wanted);
  else if (first === '[') scanArray(scan, depth, wanted);
  else if (first === '"') skipString(scan);
  else skipScalar(scan);
}

function scanObject(scan: Scan, depth: number, wanted: WantedPlace | undefined): void {
  const names = new Set<string>();
  enter(scan);
  if (leave(scan, '}')) return;
  for (;;) {
    const offset = scan.at;
    if (scan.text[scan.at] !== '"') fail(scan, 'a member name in double quotes is expected here');
    const name = readName(scan);
    if (names.has(name)) fail(scan, `the member ${JSON.stringify(name)} occurs twice in one object`, offset);
    names.add(name);
    const place = found(wanted, name, offset);
    skipBlank(scan);
    if (scan.text[scan.at] !== ':') fail(scan, 'a colon is expected after a member name');
    enter(scan);
    scanValue(scan, depth + 1, place);
    if (leave(scan, '}')) return;
    separate(scan, '}');
  }
}

function scanArray(scan: Scan, depth: number, wanted: WantedPlace | undefined): void {
  enter(scan);
  if (leave(scan, ']')) return;
  for (let index = 0; ; index += 1) {
    const place = found(wanted, String(index), scan.at);
    scanValue(scan, depth + 1, place);
    if (leave(scan, ']')) return;
    separate(scan, ']');
  }
}

/** Passes an opening character. */
function enter(scan: Scan): void {
  scan.at += 1;
  skipBlank(scan);
}

/** Passes a closing character, if it is one. */
function leave(scan: Scan, closing: string): boolean {
  skipBlank(scan);
  if (scan.text[scan.at] !== closing) return false;
  scan.at += 1;
  return true;
}

function separate(scan: Scan, closing: string): void {
  if (scan.text[scan.at] !== ',') fail(scan, `a comma or ${closing} is expected here`);
  enter(scan);
  if (scan.text[scan.at] === closing) fail(scan, `a comma stands before ${closing}`);
}

function found(wanted: WantedPlace | undefined, segment: string, offset: number): WantedPlace | undefined {
  const place = wanted?.below.get(segment);
  if (place !== undefined) place.offset = offset;
  return place;
}

/** Passes a string and says whether it holds escapes. */
function skipString(scan: Scan): boolean {
  const { text } = scan;
  const start = scan.at;
  let escaped = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      scan.at = at + 1;
      if (escaped) checkEscapes(scan, start);
      return escaped;
    }
    if (code < 0x20) {
      scan.at = at;
      fail(scan, 'a control character stands unescaped in a string');
    }
    if (code === backslash) {
      escaped = true;
      at += 1;
    }
  }
  scan.at = text.length;
  return fail(scan, 'a string has no end', start);
}

function checkEscapes(scan: Scan, start: number): void {
  const bad = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(scan.text.slice(start, scan.at).replaceAll('\\\\', '  '));
  if (bad !== null) fail(scan, 'a string holds an unknown escape', start + bad.index);
}

function readName(scan: Scan): string {
  const start = scan.at;
  const escaped = skipString(scan);
  if (!escaped) return scan.text.slice(start + 1, scan.at - 1);
  const name: unknown = JSON.parse(scan.text.slice(start, scan.at));
  return String(name);
}

const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[\s,\]}]|$)/y;

function skipScalar(scan: Scan): void {
  scalar.lastIndex = scan.at;
  if (!scalar.test(scan.text)) fail(scan, 'a JSON value is expected here');
  scan.at = scalar.lastIndex;
}
