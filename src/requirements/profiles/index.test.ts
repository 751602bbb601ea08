import { expect, test } from 'vitest';
import { UsageError } from '../../errors.js';
import { requirements } from '../index.js';
import type { RequirementFacts } from '../requirement.js';
import { applicability, findProfile, profiles } from './index.js';

const facts: RequirementFacts = {
  level: 'MUST',
  tier: 'core',
  title: 't',
  statement: 's',
  source: [],
  operations: [],
  test: 't',
  cost: ['C0'],
  defect: 'd',
  fix: 'f',
};
const given = (id: string, more: Partial<RequirementFacts> = {}) => ({
  ...facts,
  ...more,
  id,
  area: id.slice(0, id.indexOf('-')),
});
const sending = findProfile('sending@2026-06');
const nothing = new Set<string>();

test('the default profile is the first', () => {
  expect(profiles[0]?.id).toBe('sending@2026-06');
});

test('a mistyped profile is refused and the nearest one suggested', () => {
  expect(() => findProfile('sending@2026-6')).toThrow(UsageError);
  try {
    findProfile('sending@2026-6');
  } catch (error) {
    expect(error).toMatchObject({ advice: expect.stringContaining('Did you mean sending@2026-06?') as string });
  }
});

test('a requirement about every operation applies', () => {
  expect(applicability(given('ENV-01'), sending, nothing)).toEqual({ applicable: true });
});

test('a requirement about a promised operation applies even when the document lacks it', () => {
  const requirement = given('SEND-01', { operations: ['POST /emails/send'] });
  expect(applicability(requirement, sending, nothing).applicable).toBe(true);
});

test('a later requirement applies only when the document lists an operation it speaks of', () => {
  const requirement = given('CONN-01', { tier: 'ext', operations: ['GET /me'] });
  expect(applicability(requirement, sending, nothing)).toMatchObject({ applicable: false });
  expect(applicability(requirement, sending, new Set(['GET /me'])).applicable).toBe(true);
});

test('that the document lists what was there from the start makes no later requirement apply', () => {
  const requirement = given('ATT-27', { tier: 'att', operations: ['POST /emails/send', 'POST /emails/attachments'] });
  expect(applicability(requirement, sending, new Set(['POST /emails/send'])).applicable).toBe(false);
  const extended = new Set(['POST /emails/send', 'POST /emails/attachments']);
  expect(applicability(requirement, sending, extended).applicable).toBe(true);
});

test('a requirement of a still later document applies to an operation that the profile has already', () => {
  const attachment = 'GET /emails/attachments/{attachment_id}';
  const requirement = given('COND-14', { tier: 'ext', operations: ['GET /me', attachment] });
  const august = findProfile('sending@2026-08');
  expect(applicability(requirement, august, new Set([attachment])).applicable).toBe(true);
});

test('an area outside the profile does not apply', () => {
  const narrow = { ...sending, areas: ['SPEC'] };
  expect(applicability(given('ENV-01'), narrow, nothing)).toMatchObject({
    reason: expect.stringContaining('ENV') as string,
  });
});

test('what is asked of any API counts only where nothing more exact is known', () => {
  for (const { id } of profiles) {
    const applicable = requirements.filter(
      (requirement) => applicability(requirement, findProfile(id), nothing).applicable,
    );
    expect(applicable.some(({ tier }) => tier === 'gen')).toBe(id === 'openapi');
    // Both say what replies must be like; a cause is to be reported once.
    expect(applicable.some((requirement) => requirement.id === 'SPEC-08')).toBe(id !== 'openapi');
  }
});

test('the profile for any API keeps only what standards demand', () => {
  const openapi = findProfile('openapi');
  const kept = requirements
    .filter((requirement) => applicability(requirement, openapi, nothing).applicable)
    .map(({ id }) => id);
  expect(kept).toContain('ENV-10');
  expect(kept).toContain('GEN-01');
  expect(kept).not.toContain('ENV-01');
  expect(kept).not.toContain('SEND-01');
});
