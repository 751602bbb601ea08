import { expect, test } from 'vitest';
import { oracles } from '../../src/checks/oracles.js';
import { requirements } from '../../src/requirements/index.js';
import { generalContext } from '../support/tried.js';
import { genericDefects } from './defects.js';
import { libraryDocument } from './library-document.js';
import { libraryToken, openLibrary, type Library } from './library.js';
import { tryEverything } from './tries.js';

const context = await generalContext(libraryDocument, [libraryToken]);
const general = requirements.filter(({ tier }) => tier === 'gen').map(({ id }) => id);

/** Requirements that some try showed kept or violated, and those that are red. */
function judge(library: Library): { readonly shown: ReadonlySet<string>; readonly red: readonly string[] } {
  const [shown, red] = [new Set<string>(), new Set<string>()];
  for (const tried of tryEverything(library, context)) {
    for (const oracle of oracles) {
      const violations = oracle.judge(tried, context);
      if (violations === null) continue;
      shown.add(oracle.requirement);
      if (violations.length > 0) red.add(oracle.requirement);
    }
  }
  return { shown, red: [...red].toSorted() };
}

test('what is tried on a server without a fault shows every requirement, and none violated', () => {
  const { shown, red } = judge(openLibrary());
  expect(red).toEqual([]);
  expect(general.filter((id) => !shown.has(id))).toEqual([]);
});

test.each(genericDefects)('$title: $id', (defect) => {
  const { red } = judge(defect.apply(openLibrary()));
  expect(red).toEqual([defect.requirement, ...defect.companions].toSorted());
});
