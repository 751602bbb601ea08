/** A file as small as its format allows. */
export interface SmallFile {
  /** Without extension. */
  readonly name: string;
  readonly extension: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Plain text: the contract knows it by its extension alone. */
export const note: SmallFile = {
  name: 'touchstone-note',
  extension: 'txt',
  type: 'text/plain',
  bytes: Buffer.from('A note of Touchstone. Nobody needs to read this.\n'),
};

/** One transparent pixel: signature, IHDR, IDAT and IEND with their checksums. */
export const pixel: SmallFile = {
  name: 'touchstone-pixel',
  extension: 'png',
  type: 'image/png',
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
};

/** An empty page with a correct cross-reference table. */
export const page: SmallFile = {
  name: 'touchstone-page',
  extension: 'pdf',
  type: 'application/pdf',
  bytes: emptyPage(),
};

export function fileName({ name, extension }: SmallFile): string {
  return `${name}.${extension}`;
}

function emptyPage(): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>',
  ].map((body, at) => `${at + 1} 0 obj${body}endobj\n`);
  const header = '%PDF-1.4\n';
  const offsets = objects.map((_, at) => header.length + objects.slice(0, at).join('').length);
  const entries = ['0000000000 65535 f ', ...offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n `)];
  const start = header.length + objects.join('').length;
  const table = `xref\n0 ${entries.length}\n${entries.join('\n')}\n`;
  const trailer = `trailer<</Size ${entries.length}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(`${header}${objects.join('')}${table}${trailer}`, 'latin1');
}
