import { isNode, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { SchemaViolation } from '../contract/model.js';
import { compileSchema } from '../contract/schema-check.js';
import type { Waiver, WaiverList } from '../engine/waivers.js';
import { UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import { requirements } from '../requirements/index.js';
import { waiverMembers, waiversSchema } from './waivers-schema.js';

/** What the reports put where a reason belongs: an entry that still says so explains nothing. */
const placeholder = 'CHANGE ME';

interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** An entry that has passed the schema. */
interface Entry extends Partial<Omit<Waiver, 'lines'>> {
  readonly requirement: string;
  readonly reason: string;
  readonly expires: string;
}

/**
 * Reads a waivers file: a YAML list of entries, as `schemas/waivers.schema.json` describes it. An empty file declares nothing.
 * @param file its name, for messages
 * @throws UsageError that names the line of the first entry that cannot be used.
 */
export function parseWaivers(text: string, file: string): WaiverList {
  const source = parse(text, file);
  const value: unknown = source.document.toJS();
  if (value === null || value === '') return { file, entries: [] };
  const [fault] = compileSchema(waiversSchema())(value);
  if (fault !== undefined) throw complain(source, fault);
  // The schema describes this type, and the value has just passed it.
  const entries = (value as readonly Entry[]).map((entry, at): Waiver => {
    requireKnown(source, entry, at);
    return {
      requirement: entry.requirement,
      operation: entry.operation ?? null,
      fingerprint: entry.fingerprint ?? null,
      reason: entry.reason,
      owner: entry.owner ?? null,
      link: entry.link ?? null,
      expires: entry.expires,
      lines: linesOf(source, [at]),
    };
  });
  return { file, entries };
}

/** In the failsafe schema every scalar is a text: a fingerprint of digits alone is no number, a date no date. */
function parse(text: string, file: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    stringKeys: true,
    prettyErrors: false,
  });
  const [fault] = [...document.errors, ...document.warnings];
  const at = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  if (fault === undefined) {
    visit(document, {
      Alias: (_, { range, source }) => {
        const where = at(range?.[0] ?? 0);
        throw new UsageError(`${where}: the alias *${source} cannot be used here`, {
          where,
          advice: 'Write the entry out.',
        });
      },
    });
    return { file, document, lines };
  }
  const where = at(fault.pos[0]);
  throw new UsageError(`${where} cannot be parsed: ${fault.message}`, { where, cause: fault });
}

function requireKnown(source: Source, { requirement, reason }: Entry, at: number): void {
  const ids: readonly string[] = requirements.map(({ id }) => id);
  if (!ids.includes(requirement)) {
    const where = placeOf(source, [at, 'requirement']);
    throw new UsageError(`${where} names ${requirement}, which is no requirement`, {
      where,
      ...meant(requirement, ids),
    });
  }
  if (reason.trim().toUpperCase() === placeholder) {
    const where = placeOf(source, [at, 'reason']);
    throw new UsageError(`${where} still says ${placeholder}`, { where, advice: 'Say why the violation is accepted.' });
  }
}

function meant(name: string, known: readonly string[]): { readonly advice?: string } {
  const found = nearest(name, known);
  return found === null ? {} : { advice: `Did you mean ${found}?` };
}

function complain(source: Source, { at, keyword, message }: SchemaViolation): UsageError {
  const [entry, member] = at.split('/').slice(1);
  if (entry === undefined) {
    const where = placeOf(source, []);
    return new UsageError(`${where}: a waivers file holds a list of entries`, { where, advice: example });
  }
  if (member === undefined) return complainOfEntry(source, Number(entry), { keyword, message });
  const path = [Number(entry), member];
  const where = placeOf(source, path);
  const given = JSON.stringify(source.document.getIn(path));
  return new UsageError(`${where}: ${member} takes ${waiverMembers[member]?.takes ?? 'something else'}, not ${given}`, {
    where,
  });
}

function complainOfEntry(source: Source, at: number, fault: Pick<SchemaViolation, 'keyword' | 'message'>): UsageError {
  const where = placeOf(source, [at]);
  const known = Object.keys(waiverMembers);
  const value: unknown = source.document.toJS();
  const entry: unknown = Array.isArray(value) ? value[at] : null;
  if (fault.keyword === 'additionalProperties' && typeof entry === 'object' && entry !== null) {
    const odd = Object.keys(entry).find((name) => !known.includes(name)) ?? '';
    const place = placeOf(source, [at, odd]);
    return new UsageError(`${place}: an entry has no ${odd}`, { where: place, ...meant(odd, known) });
  }
  return new UsageError(`${where}: the entry ${fault.message}`, { where, advice: example });
}

const example = 'Write: - { requirement: ENV-01, reason: a proxy strips it, expires: 2027-01-31 }';

function nodeAt({ document }: Source, path: readonly (string | number)[]): Node | null {
  const found = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(found) ? found : null;
}

function linesOf(source: Source, path: readonly (string | number)[]): Waiver['lines'] {
  const [start, end] = nodeAt(source, path)?.range ?? [0, 0];
  const first = source.lines.linePos(start).line;
  return { first, last: Math.max(first, source.lines.linePos(Math.max(start, end - 1)).line) };
}

/** `touchstone.waivers.yaml:4` */
function placeOf(source: Source, path: readonly (string | number)[]): string {
  return `${source.file}:${linesOf(source, path).first}`;
}
