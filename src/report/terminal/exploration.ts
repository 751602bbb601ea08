import type { ExploredOperation, ToDelete } from '../../engine/events.js';
import { shellWord } from '../../engine/explore/words.js';
import { count } from '../amounts.js';
import type { RunResults } from '../results.js';
import { visible, visibleLine } from '../visible.js';
import type { Page } from './paint.js';
import { wrap } from './wrap.js';

/** Operations, or things left behind, that are told one by one. */
const limit = 8;

/** What generated requests could not show, and what they left behind; nothing when all went as planned. What nobody asks for is not missed. */
export function explorationLines(
  { exploration }: RunResults,
  { paint, columns }: Page,
  reports: string | undefined,
): readonly string[] {
  if (exploration === null) return [];
  const { operations, stopped, excused, leftBehind, tidied, toDelete } = exploration;
  const rows = [
    ...(stopped === null ? [] : [['ended early', stopped] as const]),
    ...rowsOf('not implemented', inState(operations, 'not-implemented')),
    ...rowsOf('not explored', inState(operations, 'not-explored')),
    ...excused.map(({ operation, reason, count: times }) => ['excused', `${operation} ×${times}: ${reason}`] as const),
    ...rowsOf(
      'left behind',
      leftBehind.map(({ path, reason }) => [path, reason]),
    ),
    ...(tidied === 0 ? [] : [['tidied', `${count(tidied, 'thing')} that an earlier run had left`] as const]),
  ];
  if (rows.length === 0 && toDelete === null) return [];
  return [
    paint('Exploration', 'bold'),
    ...rows.map(([name, text]) => `  ${paint(name.padEnd(15), 'dim')}  ${visibleLine(text, columns - 19)}`),
    ...(toDelete === null ? [] : deletionLines(toDelete, { paint, columns }, reports)),
  ];
}

/** What is left to do after a run that could not clean up, and how. A command is for pasting and stays whole. */
function deletionLines(
  { things, command }: ToDelete,
  { paint, columns }: Page,
  reports: string | undefined,
): readonly string[] {
  const folder = reports === undefined ? '--reports' : `--reports ${shellWord(reports)}`;
  const file = `${reports === undefined ? '' : `${reports}/`}created.ndjson`;
  const told = `${count(things, 'thing')} of this target in ${file}: the next run with ${folder} that sends generated requests begins with deleting what is left. To do it now:`;
  return [
    ...wrap(told, columns - 19).map(
      (line, at) => `  ${paint((at === 0 ? 'to delete' : '').padEnd(15), 'dim')}  ${line}`,
    ),
    `${' '.repeat(19)}${visible(command)}${reports === undefined ? '' : ` ${folder}`}`,
  ];
}

type Noted = readonly [place: string, note: string];

function inState(operations: readonly ExploredOperation[], state: ExploredOperation['state']): readonly Noted[] {
  return operations.filter((one) => one.state === state).map(({ operation, note }) => [operation, note ?? '']);
}

/** Operations or things by what they have in common: the note. */
function rowsOf(name: string, noted: readonly Noted[]): readonly (readonly [string, string])[] {
  const groups = new Map<string, string[]>();
  for (const [place, note] of noted) groups.set(note, [...(groups.get(note) ?? []), place]);
  return limited([...groups]).map(([note, places]) => {
    const more = places.length - 3;
    const named = `${places.slice(0, 3).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    return [name, note === '' ? named : `${named}: ${note}`];
  });
}

function limited<Row>(rows: readonly Row[]): readonly Row[] {
  return rows.slice(0, limit);
}
