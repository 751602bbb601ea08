import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { standingChecks } from '../src/checks/index.js';
import { oracles } from '../src/checks/oracles.js';
import { listDefects } from '../src/gateway/defects/index.js';
import { areas, requirements } from '../src/requirements/index.js';
import { suites } from '../suites/index.js';
import { genericDefects } from './generic/defects.js';

/** The catalogue that the requirements restate; it lies beside the project only where the project is developed. */
const catalogue = fileURLToPath(new URL('../../shared/contract/requirements.md', import.meta.url));

const checked = new Set<string>([
  ...standingChecks.map(({ requirement }) => requirement),
  ...oracles.map(({ requirement }) => requirement),
  ...suites.flatMap(({ verifies }) => verifies),
]);
/** Those of the reference gateway, and of the example server of any API. */
const defects = [...listDefects(), ...genericDefects];
const defective = new Set<string>(defects.map(({ requirement }) => requirement));
const ids = (wanted: (typeof requirements)[number][]) => wanted.map(({ id }) => id);

test('requirements are numbered without gaps within their area', () => {
  for (const area of areas) {
    const numbers = Object.keys(area.requirements).map((id) => id.replace(`${area.code}-`, ''));
    expect(numbers).toEqual(numbers.map((_, at) => String(at + 1).padStart(2, '0')));
  }
});

test('exactly the requirements without a check say why there is none', () => {
  expect(ids(requirements.filter(({ id, unchecked }) => !checked.has(id) && unchecked === undefined))).toEqual([]);
  expect(ids(requirements.filter(({ id, unchecked }) => checked.has(id) && unchecked !== undefined))).toEqual([]);
});

test('exactly the checked requirements without a defect say why there is none', () => {
  const isChecked = requirements.filter(({ id }) => checked.has(id));
  expect(ids(isChecked.filter(({ id, undefectable }) => !defective.has(id) && undefectable === undefined))).toEqual([]);
  expect(ids(requirements.filter(({ id, undefectable }) => defective.has(id) && undefectable !== undefined))).toEqual(
    [],
  );
  expect(ids(requirements.filter(({ id, undefectable }) => !checked.has(id) && undefectable !== undefined))).toEqual(
    [],
  );
});

test('what is asked of any API is broken by the example server, all else by the reference gateway', () => {
  const isGeneral = (requirement: string) => requirement.startsWith('GEN-');
  expect(listDefects().filter(({ requirement }) => isGeneral(requirement))).toEqual([]);
  expect(genericDefects.filter(({ requirement }) => !isGeneral(requirement))).toEqual([]);
});

test('titles tell requirements apart', () => {
  const titles = requirements.map(({ area, title }) => `${area} ${title}`);
  expect(new Set(titles).size).toBe(titles.length);
});

test('defects are named after what they break, each once', () => {
  const names = defects.map(({ id }) => id);
  expect(new Set(names).size).toBe(names.length);
  for (const { id, requirement, companions } of defects) {
    expect(id.split(':')[0]).toBe(requirement);
    expect(companions).not.toContain(requirement);
  }
});

test('scenarios are named after an area, each once', () => {
  const names = suites.map(({ id }) => id);
  const codes = areas.map(({ code }): string => code);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(codes).toContain(name.split('.')[0]);
});

test('bodies of many megabytes go to targets with test controls only, unless they are asked for', () => {
  const large = new Set<string>(ids(requirements.filter(({ cost }) => cost[0] === 'C7')));
  const sending = suites.filter(({ verifies }) => verifies.every((id) => large.has(id)));
  const unasked = sending.filter(({ mode, controls }) => mode !== 'disruptive' && controls.length === 0);
  expect(sending.length).toBeGreaterThan(0);
  expect(unasked.map(({ id }) => id)).toEqual([]);
});

test.skipIf(!existsSync(catalogue))('level, tier and inference are those of the catalogue (needs ../shared)', () => {
  const rows = readFileSync(catalogue, 'utf8').matchAll(
    /^\*\*([A-Z]+-\d+)\*\* \((MUST|SHOULD|MAY)( \(inferred\))?, (\w+)\)/gm,
  );
  const wanted = new Map(
    [...rows].map(([, id = '', level, inferred, tier]) => [id, `${level ?? ''} ${tier ?? ''} ${inferred ?? ''}`]),
  );
  for (const { id, level, tier, inferred } of requirements.filter((one) => one.tier !== 'gen')) {
    expect(`${id} ${level} ${tier} ${inferred ? ' (inferred)' : ''}`).toBe(`${id} ${wanted.get(id) ?? 'missing'}`);
  }
  const codes = areas.map(({ code }): string => code);
  const whole = codes.filter((code) => code !== 'SEND' && code !== 'BATCH');
  for (const id of wanted.keys()) {
    if (whole.some((code) => id.startsWith(`${code}-`))) expect(requirements.map((one) => one.id)).toContain(id);
  }
});
