import type { Json } from '../../contract/model.js';
import type { Edit } from '../../generate/schema-source.js';
import type { RequestCase } from '../../generate/request-case.js';
import type { FindingCase } from '../events.js';
import type { RunOptions } from '../options.js';
import { caseId } from './case-id.js';

/** Characters of a value that are told. */
const mostShown = 60;

/** What was changed in a plain valid request: `/body/age: below minimum, -1 instead of 3`. Null: nothing. */
export function tellEdits({ edits, family }: Pick<RequestCase, 'edits' | 'family'>): string | null {
  if (edits.length === 0) return null;
  return edits.map((edit) => `${edit.at}: ${relation(family, edit)}${change(edit)}`).join('; ');
}

function relation(family: RequestCase['family'], { keyword }: Edit): string {
  return family === 'invalid' ? `breaks ${keyword}` : `on the edge of ${keyword}`;
}

function change({ before, after }: Edit): string {
  if (after === undefined) return before === undefined ? '' : ', left out';
  return before === undefined ? `, added as ${shown(after)}` : `, ${shown(after)} instead of ${shown(before)}`;
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= mostShown ? text : `${text.slice(0, mostShown)}… (${text.length} characters)`;
}

/** The case behind a finding, with the command that sends it again. */
export function tellCase(one: RequestCase, options: RunOptions): FindingCase {
  const id = caseId({ operation: one.operation.key, index: one.index });
  return { id, broken: tellEdits(one), seed: options.seed, command: commandFor(id, options) };
}

/** The command that makes and sends a case. */
export function commandFor(
  id: string,
  { target, profile, seed, mode, embedded, document, exploration }: RunOptions,
): string {
  const runs = exploration?.runs ?? 100;
  return [
    'touchstone run',
    ...(embedded ? [] : [shellWord(target)]),
    ...(document === null ? [] : [`--document ${shellWord(document.source.replace(/^(?!https?:).*[\\/]/s, ''))}`]),
    `--profile ${shellWord(profile.id)} --mode ${mode} --seed ${seed}`,
    ...(runs === 100 ? [] : [`--runs ${runs}`]),
    `--case ${shellWord(id)}`,
  ].join(' ');
}

/** One word of a POSIX shell: a document may name its paths as it likes. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return /^[^"$`\\!]*$/.test(text) ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`;
}
