import { expect, test } from 'vitest';
import { bodyOf, documentOf, exploring, reply, serving } from '../../../test/support/exploration.js';

const edit = { at: '/body/name', keyword: 'maxLength', schema: '/s', before: 'a', after: 'aa' };
const cases = {
  'GET /up': () => ({ value: {} }),
  'POST /things': () => ({ value: { body: { name: 'aa' } }, family: 'invalid' as const, edits: [edit] }),
};

/** Fails on some bodies. */
function failingOn(fails: (body: string) => boolean): Promise<string> {
  return serving(documentOf({ 'GET /up': {}, 'POST /things': {} }), (request, response) => {
    void bodyOf(request).then((body) => reply(response, request.url !== '/up' && fails(body) ? 500 : 200, {}));
  });
}

test('a fault that needs nothing of what was broken is shown by the request unbroken', async () => {
  const target = await failingOn(() => true);
  const { findings } = await exploring(target, { cases, exploration: { runs: 1 }, only: ['GEN-01'] });
  expect(findings).toMatchObject([{ case: { broken: null } }]);
  expect(findings[0]?.curl).toContain('{"name":"a"}');
});

test('a fault that needs what was broken is shown with it', async () => {
  const target = await failingOn((body) => body.includes('aa'));
  const { findings } = await exploring(target, { cases, exploration: { runs: 1 }, only: ['GEN-01'] });
  expect(findings).toMatchObject([{ case: { broken: expect.stringContaining('/body/name') as string } }]);
  expect(findings[0]?.curl).toContain('{"name":"aa"}');
});

test('the name of a media type never takes the place of a body', async () => {
  const content = { ...edit, at: '/body', keyword: 'content', before: 'application/json', after: 'text/plain' };
  const recoded = { ...cases, 'POST /things': () => ({ ...cases['POST /things'](), edits: [content] }) };
  const target = await failingOn(() => true);
  const { findings } = await exploring(target, { cases: recoded, exploration: { runs: 1 }, only: ['GEN-01'] });
  expect(findings).toHaveLength(1);
  expect(findings[0]?.curl).toContain('{"name":"aa"}');
});
