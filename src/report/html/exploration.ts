import type { ExploredOperation, ToDelete } from '../../engine/events.js';
import { count } from '../amounts.js';
import type { RunResults } from '../results.js';
import { tag } from './markup.js';
import type { Child, Markup } from './markup.js';
import { section, table } from './section.js';

const words: Readonly<Record<ExploredOperation['state'], readonly [mark: string, hue: string, word: string]>> = {
  explored: ['✓', 'passed', 'explored'],
  'not-implemented': ['?', 'not-tested', 'not implemented: it answers that there is nothing'],
  'not-explored': ['?', 'not-tested', 'not explored'],
  unasked: ['–', 'not-applicable', 'not asked for'],
};

/** What generated requests were sent to which operation, and what they left behind. */
export function renderExploration({ exploration }: RunResults): Markup | null {
  if (exploration === null) return null;
  const { operations, stopped, canary, excused, leftBehind, tidied, toDelete } = exploration;
  const cases = operations.reduce((sum, each) => sum + each.cases, 0);
  const told = [
    `${count(cases, 'generated request')} to ${count(operations.filter((each) => each.cases > 0).length, 'operation')}.`,
    stopped === null ? null : `Ended early: ${stopped}.`,
    canary === null ? 'No request told whether the target stayed sound.' : `Asked in between: ${canary}.`,
    tidied === 0 ? null : `${count(tidied, 'thing')} that an earlier run had left was deleted.`,
  ];
  return section(
    'Generated requests',
    tag('p', {}, told.filter((each) => each !== null).join(' ')),
    table(['', 'Operation', 'State', 'Cases', 'With made-up ids', 'Note'], operations.map(operationRow)),
    excused.length === 0
      ? null
      : table(
          ['Excused at', 'Reason', 'Seen'],
          excused.map((each) => [tag('code', {}, each.operation), each.reason, String(each.count)]),
        ),
    leftBehind.length === 0
      ? null
      : table(
          ['Left behind', 'Why'],
          leftBehind.map((each) => [tag('code', {}, each.path), each.reason]),
        ),
    toDelete === null ? null : renderDeletion(toDelete),
  );
}

/** The page may be anywhere by the time it is read: the folder of the run is the reader's to name. */
function renderDeletion({ things, command }: ToDelete): Markup {
  return tag(
    'p',
    {},
    `To delete: ${count(things, 'thing')} of this target in `,
    tag('code', {}, 'created.ndjson'),
    ' of the folder that the run left its reports in. The next run with that folder as ',
    tag('code', {}, '--reports'),
    ' that sends generated requests begins with deleting what is left; this one does little else: ',
    tag('code', {}, command),
  );
}

function operationRow({ operation, state, note, cases, withoutIds }: ExploredOperation): readonly Child[] {
  const [mark, hue, word] = words[state];
  return [
    tag('i', { class: `cell ${hue}`, title: state }, mark),
    tag('code', {}, operation),
    word,
    String(cases),
    withoutIds === 0 ? '' : String(withoutIds),
    note ?? '',
  ];
}
