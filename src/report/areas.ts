import { areas } from '../requirements/index.js';
import type { RequirementResult } from './results.js';

/** Requirements of one area, in the order of the plan. */
export interface AreaResult {
  readonly code: string;
  readonly title: string;
  readonly requirements: readonly RequirementResult[];
}

const titles: ReadonlyMap<string, string> = new Map(areas.map(({ code, title }) => [code, title]));

/** Groups requirements by area; an area that the catalogue does not know is titled by its code. */
export function groupByArea(requirements: readonly RequirementResult[]): readonly AreaResult[] {
  const groups = new Map<string, RequirementResult[]>();
  for (const each of requirements) {
    const group = groups.get(each.area);
    if (group === undefined) groups.set(each.area, [each]);
    else group.push(each);
  }
  return [...groups].map(([code, own]) => ({ code, title: titles.get(code) ?? code, requirements: own }));
}
