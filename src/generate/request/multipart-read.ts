import { isJsonType } from '../../contract/media-type.js';
import type { Json } from '../../contract/model.js';
import { isScalar, textOf, coerce, type Raw, type Reading } from './raw.js';
import type { Shape } from './shape.js';
import { readJson } from './style-read.js';

/** One part of a multipart body, as a server finds it. */
export interface PartRead {
  readonly name: string;
  readonly filename: string | null;
  readonly contentType: string | null;
  readonly text: string;
}

/**
 * Takes a multipart body apart by the boundary in its Content-Type (RFC 2046, section 5.1.1).
 *
 * @returns null when there is no boundary, no closing delimiter, or a part without a name.
 */
export function splitMultipart(contentType: string, bytes: Uint8Array): readonly PartRead[] | null {
  const boundary = /;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const sections = `\r\n${new TextDecoder().decode(bytes)}`.split(`\r\n--${boundary}`);
  if (sections.at(-1)?.startsWith('--') !== true) return null;
  const parts = sections.slice(1, -1).map(readPart);
  return parts.every((part) => part !== null) ? parts : null;
}

function readPart(section: string): PartRead | null {
  const end = section.indexOf('\r\n\r\n');
  if (!section.startsWith('\r\n') || end < 0) return null;
  const headers = new Map(
    section
      .slice(2, end)
      .split('\r\n')
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
  );
  const disposition = headers.get('content-disposition') ?? '';
  const name = parameterOf(disposition, 'name');
  if (name === null) return null;
  const contentType = headers.get('content-type') ?? null;
  return { name, filename: parameterOf(disposition, 'filename'), contentType, text: section.slice(end + 4) };
}

function parameterOf(disposition: string, name: string): string | null {
  const quoted = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition)?.[1];
  return quoted?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n') ?? null;
}

/** Reads parts as the object that the schema describes. */
export function readMultipart(parts: readonly PartRead[], shape: Shape, reading: Reading): Json {
  const members = new Map<string, Raw>();
  for (const name of new Set(parts.map((part) => part.name))) {
    const own = parts.filter((part) => part.name === name).map(rawOf);
    const member = shape.member(name);
    const [only] = own;
    const isSingle = own.length === 1 && only !== undefined;
    const alone = !member.types.has('array') || (reading.manner === 'textual' && isScalar(member));
    members.set(name, isSingle && (alone || isListText(only)) ? only : { kind: 'list', items: own });
  }
  return coerce({ kind: 'members', members }, shape, reading) ?? {};
}

function rawOf(part: PartRead): Raw {
  return part.contentType !== null && isJsonType(part.contentType) ? readJson(part.text) : textOf(part.text);
}

/** A whole list sent as one JSON part. */
function isListText(raw: Raw): boolean {
  return raw.kind === 'json' && Array.isArray(raw.value);
}
