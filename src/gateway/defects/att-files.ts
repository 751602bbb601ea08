import { failure } from '../failure.js';
import { headerOf } from '../headers.js';
import type { GatewayRequest } from '../parts.js';
import type { Defect } from './defect.js';
import { answeringInstead, letting, withUploads } from './uploads.js';

const mebibyte = 1024 ** 2;

/** Takes files whose length is not stated from some requests. */
function unmeasured(isTaken: (request: GatewayRequest) => boolean): Defect['apply'] {
  return (parts) => ({
    ...parts,
    checkLength: (request) =>
      headerOf(request, 'content-length') === null && isTaken(request) ? null : parts.checkLength(request),
  });
}

/** Takes forbidden files by name. */
function lettingNamed(pattern: RegExp): Defect['apply'] {
  return letting(({ code }, { filename }) => code === 'type_not_allowed' && pattern.test(filename));
}

const measured: readonly Defect[] = [
  {
    id: 'ATT-10:chunks-stored',
    requirement: 'ATT-10',
    companions: [],
    profile: withUploads,
    title: 'a file in chunks is stored',
    apply: unmeasured(({ method }) => method === 'POST'),
  },
  {
    id: 'ATT-10:delegated-chunks-stored',
    requirement: 'ATT-10',
    companions: [],
    profile: withUploads,
    title: 'a delegated file in chunks is stored',
    apply: unmeasured(({ method }) => method === 'PUT'),
  },
  {
    id: 'ATT-10:chunks-as-422',
    requirement: 'ATT-10',
    companions: [],
    profile: withUploads,
    title: 'a file in chunks is refused as an invalid one',
    apply: (parts) => ({
      ...parts,
      checkLength: (request) =>
        headerOf(request, 'content-length') === null
          ? failure('validation_error', 'The file has no size.')
          : parts.checkLength(request),
    }),
  },
  {
    id: 'ATT-11:nothing-stored',
    requirement: 'ATT-11',
    companions: ['SPEC-08'],
    profile: withUploads,
    title: 'an empty file is stored',
    apply: (parts) => ({
      ...parts,
      checkLength: (request) => (headerOf(request, 'content-length') === '0' ? null : parts.checkLength(request)),
    }),
  },
  {
    id: 'ATT-12:limit-of-json',
    requirement: 'ATT-12',
    companions: ['ATT-17', 'SPEC-08'],
    profile: withUploads,
    title: 'files may be as large as JSON bodies',
    apply: (parts) => ({ ...parts, uploadLimit: parts.bodyLimit }),
  },
  {
    id: 'ATT-12:limit-of-ten',
    requirement: 'ATT-12',
    companions: [],
    profile: withUploads,
    title: 'files of more than 16 MiB are refused',
    apply: (parts) => ({ ...parts, uploadLimit: 16 * mebibyte }),
  },
  {
    id: 'ATT-12:too-large-as-422',
    requirement: 'ATT-12',
    companions: [],
    profile: withUploads,
    title: 'a file that is too large is refused as an invalid one',
    apply: (parts) =>
      answeringInstead(parts, ({ status }, { operation }) =>
        operation?.kind === 'upload' && status === 413
          ? failure('validation_error', 'The file is too large.', {
              issues: [{ field: 'body', code: 'too_large', message: 'must have at most 18 MiB' }],
            })
          : null,
      ),
  },
];

const typed: readonly Defect[] = [
  {
    id: 'ATT-13:stated-type-only',
    requirement: 'ATT-13',
    companions: [],
    profile: withUploads,
    title: 'whatever says it is plain text is accepted',
    apply: letting(({ code }, { contentType }) => code === 'type_not_allowed' && contentType === 'text/plain'),
  },
  {
    id: 'ATT-13:archives',
    requirement: 'ATT-13',
    companions: [],
    profile: withUploads,
    title: 'archives are accepted',
    apply: lettingNamed(/\.(?:zip|tar|gz)$/),
  },
  {
    id: 'ATT-13:scripts',
    requirement: 'ATT-13',
    companions: [],
    profile: withUploads,
    title: 'scripts are accepted',
    apply: lettingNamed(/\.(?:bat|sh)$/),
  },
  {
    id: 'ATT-13:upper-case',
    requirement: 'ATT-13',
    companions: [],
    profile: withUploads,
    title: 'a forbidden extension in upper case is accepted',
    apply: lettingNamed(/\.[A-Z]+$/),
  },
  {
    id: 'ATT-13:first-extension',
    requirement: 'ATT-13',
    companions: [],
    profile: withUploads,
    title: 'a forbidden extension behind an allowed one is accepted',
    apply: lettingNamed(/\.pdf\.[^.]+$/),
  },
  {
    id: 'ATT-13:inline-programs',
    requirement: 'ATT-13',
    companions: [],
    profile: withUploads,
    title: 'programs are accepted inside a mail',
    apply: (parts) => ({
      ...parts,
      inspectAttachments: (mail) => parts.inspectAttachments(mail).filter(({ code }) => code !== 'type_not_allowed'),
    }),
  },
  {
    id: 'ATT-14:content-unchecked',
    requirement: 'ATT-14',
    companions: [],
    profile: withUploads,
    title: 'nobody looks into uploaded files',
    apply: letting(({ code }) => code === 'type_mismatch'),
  },
  {
    id: 'ATT-14:pictures-mixed-up',
    requirement: 'ATT-14',
    companions: [],
    profile: withUploads,
    title: 'one kind of picture is accepted under the name of another',
    apply: letting(
      ({ code }, { filename }, content) => code === 'type_mismatch' && content[0] === 0x89 && filename.endsWith('.jpg'),
    ),
  },
  {
    id: 'ATT-14:text-sniffed',
    requirement: 'ATT-14',
    companions: [],
    profile: withUploads,
    title: 'a text file with bytes beyond ASCII is refused',
    apply: (parts) => ({
      ...parts,
      inspectFile: (file, content) =>
        file.filename.endsWith('.txt') && content.some((byte) => byte > 0x7f)
          ? [{ field: '', code: 'type_mismatch', message: 'is no text' }]
          : parts.inspectFile(file, content),
    }),
  },
];

export const attFileDefects: readonly Defect[] = [...measured, ...typed];
