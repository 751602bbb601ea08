import type { Defect } from '../gateway/defects/defect.js';
import { defaultProfile } from '../gateway/options.js';

/**
 * The table of defects and what each must turn red, as the page `docs/selftest.md`. The self-test proves every row: a
 * detection counts only when exactly these requirements are red.
 */
export function renderSelftestPage(defects: readonly Defect[]): string {
  const requirements = new Set(defects.map(({ requirement }) => requirement));
  return [
    '# Self-test',
    '',
    'Generated from the table of defects; do not edit. `touchstone selftest` switches each defect of the reference gateway on in turn and',
    'runs the whole suite against it. A detection is exact when the requirements in the last column are red and nothing else is;',
    'without a defect nothing is. `test/selftest.test.ts` demands that all are exact.',
    '',
    `${defects.length} defects of ${requirements.size} requirements.`,
    '',
    '| defect | contract | what the gateway does | turns red |',
    '| --- | --- | --- | --- |',
    ...defects.map(({ id, profile, title, requirement, companions }) => {
      const red = [requirement, ...companions].sort().join(' ');
      return `| ${id} | ${profile ?? defaultProfile} | ${title.replaceAll('|', '\\|')} | ${red} |`;
    }),
    '',
  ].join('\n');
}
