import { essenceOf, isJsonType } from '../../contract/media-type.js';

/** How values become the bytes of a body. */
export type BodyKind = 'json' | 'form' | 'multipart' | 'text' | 'bytes';

export interface BodyFormat {
  readonly kind: BodyKind;
  /** The type that is sent: the documented one, or one of the documented range. */
  readonly mediaType: string;
}

const ranges: Readonly<Record<string, BodyFormat>> = {
  '*/*': { kind: 'json', mediaType: 'application/json' },
  'application/*': { kind: 'json', mediaType: 'application/json' },
  'application/*+json': { kind: 'json', mediaType: 'application/vnd.api+json' },
  'text/*': { kind: 'text', mediaType: 'text/plain' },
  'multipart/*': { kind: 'multipart', mediaType: 'multipart/form-data' },
};

/** The format for bodies of a documented type or range; null when bodies of that type are beyond this generator. */
export function bodyFormat(range: string): BodyFormat | null {
  const essence = essenceOf(range);
  const known = ranges[essence];
  if (known !== undefined) return known;
  const kind = kindOf(essence);
  return kind === null || essence.includes('*') ? null : { kind, mediaType: range };
}

/** The format in which a body of this type is written and read; null: none. */
export function kindOf(mediaType: string): BodyKind | null {
  const essence = essenceOf(mediaType);
  if (isJsonType(essence)) return 'json';
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence === 'multipart/form-data') return 'multipart';
  if (essence === 'application/octet-stream') return 'bytes';
  const isText = essence.startsWith('text/') && !essence.endsWith('xml') && essence !== 'text/event-stream';
  return isText ? 'text' : null;
}
