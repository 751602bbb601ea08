import { UsageError } from '../../errors.js';
import { listDefects } from '../../gateway/defects/index.js';
import { nearest } from '../../nearest.js';
import { requirements } from '../../requirements/index.js';
import type { CostClass, Requirement } from '../../requirements/requirement.js';
import { wrapText } from '../columns.js';
import type { Invocation } from '../command.js';

const costs: Readonly<Record<CostClass, string>> = {
  C0: 'nothing beyond requests',
  C1: 'queued mail',
  C2: 'a whole rate window',
  C3: 'extra principals',
  C4: 'state or faults of the server',
  C5: 'waiting, or a clock',
  C6: 'management resources',
  C7: 'large bodies',
  C8: 'timing',
};

/** `touchstone explain ID`: all there is to know of a requirement. */
export function execute({ args, flags, io }: Invocation): Promise<number> {
  const requirement = find(args[0] ?? '');
  const defects = listDefects().filter((defect) => defect.requirement === requirement.id);
  const facts = { ...requirement, defects: defects.map(({ id, title, companions }) => ({ id, title, companions })) };
  if (flags['json'] === true) io.out.write(`${JSON.stringify(facts, null, 2)}\n`);
  else io.out.write(explain(requirement, facts.defects, Math.min(io.out.columns, 100)));
  return Promise.resolve(0);
}

function find(id: string): Requirement {
  const found = requirements.find((requirement) => requirement.id === id.toUpperCase());
  if (found) return found;
  const ids = requirements.map((requirement) => requirement.id);
  throw new UsageError(`there is no requirement ${id}`, {
    advice: `Did you mean ${nearest(id, ids) ?? ''}? touchstone list shows them all.`,
  });
}

type DefectLine = Readonly<Record<'id' | 'title', string>>;

function explain(requirement: Requirement, defects: readonly DefectLine[], width: number): string {
  const {
    id,
    title,
    level,
    tier,
    area,
    inferred,
    operations,
    contradictions = [],
    unchecked,
    undefectable,
  } = requirement;
  const sections: readonly (readonly [string, string | readonly string[]])[] = [
    ['Statement', requirement.statement],
    ['Level', `${level}${inferred ? ', inferred' : ''} (tier ${tier}, area ${area})`],
    ['Operations', operations.length === 0 ? 'all' : operations],
    ['Source', requirement.source],
    ['Test', unchecked === undefined ? requirement.test : `Not checked: ${unchecked}`],
    ['Cost', requirement.cost.map((cost) => `${cost}: ${costs[cost]}`)],
    ['Violation', requirement.defect],
    ['Fix', requirement.fix],
    [
      'Defects',
      undefectable === undefined ? defects.map((each) => `${each.id} · ${each.title}`) : `None: ${undefectable}`,
    ],
    ['Open points', contradictions],
  ];
  const head = `${id}  ${title}\n`;
  return `${head}${sections.map(([name, body]) => section(name, body, width)).join('')}`;
}

const indent = 14;

function section(name: string, body: string | readonly string[], width: number): string {
  const lines = (typeof body === 'string' ? [body] : body).flatMap((text) => wrapText(text, width - indent));
  if (lines.length === 0) return '';
  return lines.map((line, at) => `${(at === 0 ? `  ${name}` : '').padEnd(indent)}${line}\n`).join('');
}
