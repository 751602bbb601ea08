import { expect, test } from 'vitest';
import { requirements } from '../requirements/index.js';
import { renderCoveragePage } from './coverage-page.js';
import { renderRequirementsPage } from './requirements-page.js';

test('the page of requirements is up to date (renew it with `vitest run --project unit src/cli/requirements-page -u`)', async () => {
  await expect(renderRequirementsPage()).toMatchFileSnapshot('../../docs/requirements.md');
});

test('the coverage page is up to date (renew it with `vitest run --project unit src/cli/requirements-page -u`)', async () => {
  await expect(renderCoveragePage()).toMatchFileSnapshot('../../docs/coverage.md');
});

test('every link of the coverage page leads to a heading of the page of requirements', () => {
  const page = renderRequirementsPage();
  const targets = [...renderCoveragePage().matchAll(/requirements\.md#([a-z0-9-]+)/g)].map(([, id = '']) => id);
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.filter((id) => !page.includes(`\n### ${id.toUpperCase()}\n`))).toEqual([]);
});

test('every requirement tells its level, test, and fix, and its price unless nothing checks it', () => {
  const sections = renderRequirementsPage().split(/^### /m).slice(1);
  expect(sections).toHaveLength(requirements.length);
  for (const [at, section] of sections.entries()) {
    const { id, level, unchecked } = requirements[at] ?? {};
    expect(section.split('\n')[0]).toBe(id);
    expect(section).toContain(` · ${level ?? ''}`);
    for (const fact of ['Source', 'Test', 'Fix', ...(unchecked === undefined ? ['Price'] : [])]) {
      expect(section, `${id ?? ''} tells its ${fact}`).toMatch(new RegExp(`^- \\*\\*${fact}\\*\\*: \\S`, 'm'));
    }
  }
});
