import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../errors.js';
import { waiversSchema } from './waivers-schema.js';
import { parseWaivers } from './waivers.js';

const file = 'touchstone.waivers.yaml';

function refusal(text: string): UsageError {
  try {
    parseWaivers(text, file);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

test('an entry keeps what it says and knows its lines', () => {
  const text = `# Known since the move
- requirement: ENV-01
  operation: POST /emails/send
  fingerprint: 0123456789012345
  reason: the proxy in front strips it
  owner: mail team
  link: https://issues.example.com/7
  expires: 2027-01-31

- { requirement: ENV-02, reason: old, expires: 2027-01-31 } # soon
`;
  expect(parseWaivers(text, file)).toEqual({
    file,
    entries: [
      {
        requirement: 'ENV-01',
        operation: 'POST /emails/send',
        fingerprint: '0123456789012345',
        reason: 'the proxy in front strips it',
        owner: 'mail team',
        link: 'https://issues.example.com/7',
        expires: '2027-01-31',
        lines: { first: 2, last: 8 },
      },
      {
        requirement: 'ENV-02',
        operation: null,
        fingerprint: null,
        reason: 'old',
        owner: null,
        link: null,
        expires: '2027-01-31',
        lines: { first: 10, last: 10 },
      },
    ],
  });
});

test.each(['', '# nothing yet\n', '[]'])('the file %j declares nothing', (text) => {
  expect(parseWaivers(text, file)).toEqual({ file, entries: [] });
});

describe('refused with its line is', () => {
  const good = '- { requirement: ENV-01, reason: known, expires: 2027-01-31 }\n';
  test.each([
    [
      'an unknown requirement',
      '- { requirement: EVN-01, reason: x, expires: 2027-01-31 }',
      /:2 names EVN-01/,
      /ENV-01/,
    ],
    [
      'a mistyped member',
      '- requirement: ENV-01\n  reasn: x\n  reason: x\n  expires: 2027-01-31',
      /:3: .*reasn/,
      /reason\?/,
    ],
    ['a missing reason', '- { requirement: ENV-01, expires: 2027-01-31 }', /:2: .*reason/, /Write:/],
    ['a missing end', '- { requirement: ENV-01, reason: x }', /:2: .*expires/, /Write:/],
    [
      'a day that there is not',
      '- requirement: ENV-01\n  reason: x\n  expires: 2027-02-30',
      /:4: expires .*"2027-02-30"/,
      null,
    ],
    [
      'a fingerprint of another form',
      '- { requirement: ENV-01, reason: x, expires: 2027-01-31, fingerprint: 12 }',
      /:2: fingerprint/,
      null,
    ],
    [
      'a link of a script',
      '- { requirement: ENV-01, reason: x, expires: 2027-01-31, link: "javascript:x" }',
      /:2: link/,
      null,
    ],
    [
      'a reason nobody wrote',
      '- { requirement: ENV-01, reason: CHANGE ME, expires: 2027-01-31 }',
      /:2 still says CHANGE ME/,
      /Say why/,
    ],
    ['an entry that is none', '- ENV-01', /:2: the entry must be object/, /Write:/],
    [
      'a key given twice',
      '- { requirement: ENV-01, requirement: ENV-02, reason: x, expires: 2027-01-31 }',
      /:2 cannot be parsed/,
      null,
    ],
    ['what is no YAML', '- [', /:\d cannot be parsed/, null],
    [
      'an alias',
      '- &a { requirement: ENV-01, reason: x, expires: 2027-01-31 }\n- *a',
      /:3: the alias \*a/,
      /Write the entry out/,
    ],
  ])('%s', (...[, text, said, advised]) => {
    const error = refusal(good + text);
    expect(error.message).toMatch(said);
    expect(error.message).toContain(file);
    if (advised !== null) expect(error.advice).toMatch(advised);
  });

  test('a file that holds no list', () => {
    expect(refusal('requirement: ENV-01').message).toBe(`${file}:1: a waivers file holds a list of entries`);
  });
});

test('the published schema is the one that is enforced (renew it with `vitest run --project unit src/config -u`)', async () => {
  const text = await format(JSON.stringify(waiversSchema()), { parser: 'json', printWidth: 120 });
  await expect(text).toMatchFileSnapshot('../../schemas/waivers.schema.json');
});
