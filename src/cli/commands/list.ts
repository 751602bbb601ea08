import { UsageError } from '../../errors.js';
import { nearest } from '../../nearest.js';
import { requirements } from '../../requirements/index.js';
import { applicability, findProfile } from '../../requirements/profiles/index.js';
import type { Requirement } from '../../requirements/requirement.js';
import { alignColumns } from '../columns.js';
import { listFlag, textFlag, type Invocation } from '../command.js';

/** `touchstone list`: the requirements, filtered, as a table or as JSON. */
export function execute({ flags, io }: Invocation): Promise<number> {
  const areas = chosen(listFlag(flags, 'area'), 'area');
  const levels = chosen(listFlag(flags, 'level'), 'level');
  const tiers = chosen(listFlag(flags, 'tier'), 'tier');
  const profile = textFlag(flags, 'profile');
  const held = profile === null ? () => true : heldBy(profile);
  const found = requirements.filter(
    (requirement) =>
      areas(requirement.area) && levels(requirement.level) && tiers(requirement.tier) && held(requirement),
  );
  if (flags['json'] === true) io.out.write(`${JSON.stringify(found, null, 2)}\n`);
  else {
    io.out.write(alignColumns(found.map(({ id, level, tier, title }) => [id, level, tier, title])));
    if (flags['quiet'] !== true) io.err.write(`${found.length} of ${requirements.length} requirements\n`);
  }
  return Promise.resolve(0);
}

/** Whether a value is among those given; without any, every value is. */
function chosen(given: readonly string[], facet: 'area' | 'level' | 'tier'): (value: string) => boolean {
  const known = [...new Set(requirements.map((requirement) => requirement[facet]))];
  const wanted = given.map((name) => {
    const found = known.find((value) => value.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
    throw new UsageError(`no requirement has the ${facet} ${name}`, {
      where: `--${facet}`,
      advice: `Did you mean ${nearest(name, known) ?? ''}? There are ${known.join(', ')}.`,
    });
  });
  return (value) => wanted.length === 0 || wanted.includes(value);
}

function heldBy(id: string): (requirement: Requirement) => boolean {
  const profile = findProfile(id);
  const promised = new Set(profile.operations);
  return (requirement) => applicability(requirement, profile, promised).applicable;
}
