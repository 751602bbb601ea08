import {
  accepted,
  errorReply,
  first,
  invalidBody,
  scenario,
  statusIs,
  that,
  tolerated,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { agreed, completionHeaders, dataOf, upload, uploadPath } from './attachments.js';
import { note, pixel } from './files.js';
import { heavy } from './heavy.js';

const operations = ['POST /emails/attachments'];

const longestName = 255;

/** What the query may say of the name: nothing, nothing much, all there is room for, and more. */
const names = scenario({
  id: 'ATT.names',
  title: 'uploads have missing, overlong and odd filenames',
  verifies: ['ATT-09', 'ATT-34'],
  mode: 'safe',
  operations,
  price: { requests: 8, messages: 0 },
  run: async (t) => {
    const missing = await upload(t, note, { filename: null });
    t.check('ATT-09', missing, refusedFor(missing, 'missing_parameter'));
    for (const filename of ['', ofLength(longestName + 1)]) {
      const seen = await upload(t, note, { filename });
      t.check('ATT-09', seen, statusIs(seen, 400, 422));
    }
    const longest = await upload(t, note, { filename: ofLength(longestName) });
    t.check('ATT-09', longest, accepted(longest));
    for (const filename of ['../touchstone.txt', 'a\r\nX-Touchstone: 1.txt', '"touchstone".txt', 'tüchstöne.txt']) {
      const seen = await upload(t, note, { filename });
      t.check('ATT-34', seen, first(isSettled(seen), doesNoHarm(seen, filename)));
    }
  },
});

function ofLength(characters: number): string {
  return `${'a'.repeat(characters - '.txt'.length)}.txt`;
}

/** 400 of that code; the same complaint as 422 is tolerated. */
function refusedFor(seen: Observation, code: string): Judgement {
  const strict = errorReply(seen, { status: 400, code });
  const lenient = errorReply(seen, { status: 422, code: 'validation_error' });
  return lenient === null ? tolerated(strict) : strict;
}

/** Accepted or refused; anything else means that the server stumbled over the name. */
function isSettled(seen: Observation): Judgement {
  return that(seen.status < 300 || seen.status === 400 || seen.status === 422, {
    message: 'An odd filename is neither accepted nor refused.',
    expected: '201, 400 or 422',
    actual: String(seen.status),
  });
}

/** No header repeats an odd name as it stands, and what was stored of it names no folder and breaks no line. */
function doesNoHarm(seen: Observation, filename: string): Judgement {
  // Bytes beyond ASCII are read as Latin-1, one character each.
  const forms = [filename, Buffer.from(filename).toString('latin1')];
  const headers = seen.exchange.response?.headers ?? [];
  const line = headers.find(
    ([name, value]) => name.toLowerCase() === 'x-touchstone' || forms.some((form) => value.includes(form)),
  );
  const stored = dataOf(seen)?.['filename'];
  return first(
    that(line === undefined, {
      message: 'A filename reaches the header section as it stands.',
      expected: 'no such header line',
      actual: `${line?.[0] ?? ''}: ${JSON.stringify(line?.[1])}`,
    }),
    that(typeof stored !== 'string' || !/[/\\\r\n]/.test(stored), {
      message: 'A filename is stored with its folder or line break.',
      expected: 'a bare name',
      actual: JSON.stringify(stored),
    }),
  );
}

const forbidden = [
  'touchstone.exe',
  'touchstone.bat',
  'touchstone.sh',
  'touchstone.zip',
  'touchstone.tar',
  'touchstone.gz',
  'touchstone.pdf.exe',
  'TOUCHSTONE.EXE',
];

/** All of them say they are plain text, and hold nothing else: their names alone are why they are refused. */
const types = scenario({
  id: 'ATT.types',
  title: 'files of forbidden types and with foreign content are uploaded',
  verifies: ['ATT-13', 'ATT-14'],
  mode: 'safe',
  operations,
  price: { requests: forbidden.length + 3, messages: 0 },
  run: async (t) => {
    for (const filename of forbidden) {
      const seen = await upload(t, note, { filename });
      t.check('ATT-13', seen, invalidBody(seen, t.profile));
    }
    const textAsPdf = await upload(t, { ...note, type: 'application/pdf' }, { filename: 'touchstone.pdf' });
    t.check('ATT-14', textAsPdf, invalidBody(textAsPdf, t.profile));
    const pngAsJpeg = await upload(t, { ...pixel, type: 'image/jpeg' }, { filename: 'touchstone.jpg' });
    // One picture for another does less harm than anything for a picture.
    t.check('ATT-14', pngAsJpeg, tolerated(invalidBody(pngAsJpeg, t.profile)));
    const pngAsText = await upload(t, { ...pixel, type: 'text/plain' }, { filename: 'touchstone.txt' });
    t.check('ATT-14', pngAsText, accepted(pngAsText));
  },
});

/** What a server cannot know the length of before it has read it, and what has no length. */
const lengths = scenario({
  id: 'ATT.lengths',
  title: 'files are uploaded in chunks, and nothing is',
  verifies: ['ATT-10', 'ATT-11'],
  mode: 'safe',
  operations: [...operations, 'POST /emails/attachment-uploads', 'PUT /emails/attachment-uploads/{upload_id}'],
  price: { requests: 4, messages: 0 },
  run: async (t) => {
    const empty = await upload(t, note, { bytes: Buffer.alloc(0) });
    t.check('ATT-11', empty, statusIs(empty, 400, 422));
    const chunked = { bytes: inOneChunk(note.bytes) };
    const framing = ['Transfer-Encoding', 'chunked'] as const;
    const path = uploadPath('touchstone.txt');
    const headers = [['Content-Type', note.type], framing] as const;
    const { observation: direct } = await t.sendRaw({ method: 'POST', path, as: 'sender', headers, ...chunked });
    t.check('ATT-10', direct, statusIs(direct, 400, 411));
    const intent = await agreed(t, note);
    if (intent === null) return;
    const { observation: delegated } = await t.sendRaw({
      method: 'PUT',
      path: intent.path,
      as: 'anonymous',
      headers: [...completionHeaders(intent, {}), framing],
      ...chunked,
    });
    t.check('ATT-10', delegated, statusIs(delegated, 400, 411));
  },
});

/** RFC 9112 section 7.1. */
function inOneChunk(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]);
}

const mebibyte = 1024 ** 2;
let letters: Buffer | null = null;

/** Text of that length; the longest asked for is kept, because making it takes longer than sending it. */
function text(bytes: number): Uint8Array {
  if (letters === null || letters.length < bytes) letters = Buffer.alloc(bytes, 'Touchstone ');
  return letters.subarray(0, bytes);
}

/** Clear of the limit on both sides. */
async function uploadLargeFiles(t: ScenarioContext): Promise<void> {
  const { uploadMaxBytes } = t.profile.values;
  const tooLarge = await upload(t, note, { bytes: text(uploadMaxBytes + 2 * mebibyte) });
  t.check('ATT-12', tooLarge, errorReply(tooLarge, { status: 413, code: 'payload_too_large', retryable: false }));
  const fits = await upload(t, note, { bytes: text(Math.max(1, uploadMaxBytes - mebibyte)) });
  t.check('ATT-12', fits, accepted(fits));
}

const sizes = heavy({
  id: 'ATT.sizes',
  title: 'large files are uploaded',
  verifies: ['ATT-12'],
  operations,
  price: { requests: 2, messages: 0 },
  run: uploadLargeFiles,
});

export const fileScenarios: readonly Scenario[] = [names, types, lengths, ...sizes];
