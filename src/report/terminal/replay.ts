import { count } from '../amounts.js';
import type { Replayed, ReplayState } from '../replay.js';
import type { RunResults } from '../results.js';
import { visible, visibleLine } from '../visible.js';
import { noticeLines } from './notices.js';
import { createPaint } from './paint.js';
import type { Paint, Style } from './paint.js';

const words: Readonly<Record<ReplayState, readonly [word: string, style: Style]>> = {
  fixed: ['fixed', 'green'],
  'still-failing': ['still failing', 'red'],
  different: ['different', 'yellow'],
  'not-exercised': ['not exercised', 'magenta'],
};

export interface ReplayPage {
  readonly color: boolean;
  readonly columns: number;
}

/** Tells what became of each finding, before and now side by side, and what the replay cost. Ends in a line feed. */
export function renderReplay(replayed: readonly Replayed[], again: RunResults, page: ReplayPage): string {
  const paint = createPaint(page.color);
  const { requests, messages } = again.traffic;
  const spent = `${count(requests, 'request')}${messages === null ? '' : ` and ${count(messages, 'message')}`}`;
  const sections = [
    noticeLines(again, { paint, columns: page.columns }),
    ...replayed.map((each) => findingLines(each, { paint, columns: page.columns })),
    [paint(`Sent ${spent} to ${visible(again.target)}`, 'dim')],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface Frame {
  readonly paint: Paint;
  readonly columns: number;
}

function findingLines(each: Replayed, frame: Frame): readonly string[] {
  const { paint, columns } = frame;
  const { requirement, finding, state, now, reason } = each;
  const [word, style] = words[state];
  const head = `${paint(` ${word.toUpperCase()} `, style, 'bold', 'inverse')}  ${paint(finding.id, 'bold')}  ${visibleLine(requirement.title, columns - 30)}`;
  const table = [
    row(frame, { name: '', before: 'before', now: now === null ? '' : 'now' }),
    row(frame, { name: 'found', before: finding.message, now: now?.message ?? '' }),
    row(frame, { name: 'at', before: finding.operation, now: now?.operation ?? '' }),
    row(frame, { name: 'expected', before: finding.expected, now: now?.expected ?? '' }),
    row(frame, { name: 'actual', before: finding.actual, now: now?.actual ?? '' }),
  ];
  const curl = now?.curl ?? null;
  return [
    head,
    ...(reason === null ? [] : [`    ${visibleLine(reason, columns - 4)}`]),
    ...table,
    ...(curl === null ? [] : [`    ${paint('try     ', 'dim')}  ${visible(curl.replace(/\s*\\\n\s*/g, ' '))}`]),
  ];
}

function row({ paint, columns }: Frame, cells: { name: string; before: string; now: string }): string {
  const label = `    ${paint(cells.name.padEnd(8), 'dim')}  `;
  if (cells.now === '') return `${label}${visibleLine(cells.before, columns - 14)}`;
  const width = Math.max(10, Math.floor((columns - 16) / 2));
  return `${label}${visibleLine(cells.before, width).padEnd(width)}  ${visibleLine(cells.now, width)}`;
}
