import { describe, expect, test } from 'vitest';
import { listDefects } from '../src/gateway/defects/index.js';
import { beyondProperties } from './support/beyond-properties.js';
import { createExplorer, type ExploredGateway } from './support/explored-gateway.js';

const explore = createExplorer();

/** What the defects of an area are looked for with. */
const search: Readonly<Record<string, { readonly runs: number; readonly include: readonly string[] }>> = {
  SEND: { runs: 600, include: ['POST /emails/send'] },
  BATCH: { runs: 400, include: ['POST /emails/send/batch'] },
  ATT: { runs: 250, include: [] },
};

/** Requirements about both ways to send. */
const ofBoth = ['SEND-23', 'SEND-24', 'SEND-28'];

const defects = listDefects().filter(({ requirement }) => areaOf(requirement) in search);
const beyond = new Set(Object.values(beyondProperties).flat());
const visible = defects.filter(({ id }) => !beyond.has(id));

function areaOf(requirement: string): string {
  return requirement.slice(0, requirement.indexOf('-'));
}

function exploreWith(id: string): Promise<ExploredGateway> {
  const { requirement, profile = 'sending@2026-06' } = defects.find((one) => one.id === id) ?? { requirement: '-' };
  const { runs, include } = search[areaOf(requirement)] ?? { runs: 0, include: [] };
  return explore({ profile, defects: [id], runs, include: ofBoth.includes(requirement) ? [] : include });
}

test('every defect that generated requests cannot show exists, and most are shown', () => {
  const ids: readonly string[] = defects.map(({ id }) => id);
  expect([...beyond].filter((id) => !ids.includes(id))).toEqual([]);
  expect(visible.length).toBeGreaterThanOrEqual(109);
});

test.each(['sending@2026-06', 'sending@2026-08', 'sending@2026-10', 'legacy@2026-03'])(
  'generated requests find nothing at the gateway of %s',
  async (profile) => {
    for (const seed of [1, 2026]) {
      const { findings, red } = await explore({ profile, seed, runs: 150 });
      expect(findings.map(({ requirement, message, actual }) => `${requirement}: ${message} ${actual}`)).toEqual([]);
      expect(red).toEqual([]);
    }
  },
);

describe('without any scenario', () => {
  test.each(visible)('generated requests find $id', async ({ id, requirement }) => {
    expect((await exploreWith(id)).red).toContain(requirement);
  });
});

const plain = {
  from: { email: 'sender@gateway.example' },
  to: { email: 'reader@sink.example' },
  subject: '0',
  html_body: 'a',
};

/** The body that is sent to show a defect, as the command of the finding has it. */
function bodyShowing(explored: ExploredGateway, requirement: string): unknown {
  const { curl } = explored.findings.find((one) => one.requirement === requirement) ?? { curl: null };
  const [, body = 'null'] = /--data-binary '(.*)'/s.exec(curl ?? '') ?? [];
  return JSON.parse(body);
}

describe('what shows a defect is as small as if written by hand:', () => {
  test.each<readonly [string, unknown, string | null]>([
    ['SEND-02:provider-told', plain, null],
    ['SEND-06:no-subject', { ...plain, subject: undefined }, '/body/subject: breaks required, left out'],
    [
      'SEND-07:anything-with-at',
      { ...plain, to: { email: 'a@' } },
      '/body/to/email: breaks format, "a@" instead of "reader@sink.example"',
    ],
    ['SEND-10:empty', { ...plain, subject: '' }, '/body/subject: breaks minLength, "" instead of "0"'],
    ['SEND-11:empty', { ...plain, html_body: '' }, '/body/html_body: breaks minLength, "" instead of "a"'],
    ['SEND-12:too-short', { ...plain, text_body: '' }, '/body/text_body: on the edge of type, added as ""'],
    ['SEND-13:array', { ...plain, to: [] }, '/body/to: breaks type, [] instead of {"email":"reader@sink.example"}'],
    ['SEND-21:absent', { ...plain, text_body: null }, '/body/text_body: breaks type, added as null'],
    ['BATCH-06:from-one', { messages: [plain] }, null],
    ['ATT-15:post', { filename: 'note.txt', size_bytes: 1 }, null],
    ['ATT-17:no-name', { size_bytes: 1 }, '/body/filename: breaks required, left out'],
    [
      'ATT-17:size-of-nothing',
      { filename: 'note.txt', size_bytes: 0 },
      '/body/size_bytes: breaks minimum, 0 instead of 1',
    ],
  ])('%s', async (id, body, broken) => {
    const [requirement = ''] = id.split(':');
    const explored = await exploreWith(id);
    expect(bodyShowing(explored, requirement)).toEqual(body);
    const finding = explored.findings.find((one) => one.requirement === requirement);
    expect(finding?.case?.broken).toBe(broken);
  });
});
