import { failure } from '../failure.js';
import { headerOf } from '../headers.js';
import type { Failure } from '../failure.js';
import type { GatewayParts } from '../parts.js';
import type { Defect } from './defect.js';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** Lets all bodies in, and answers those beyond the limit in another way. */
function answering(refuse: (limit: number) => Failure): Defect['apply'] {
  return (parts) => ({
    ...parts,
    bodyLimit: Infinity,
    parseBody: (body) => (body.length > parts.bodyLimit ? refuse(parts.bodyLimit) : parts.parseBody(body)),
  });
}

function crash(): never {
  throw new Error('The process is out of memory.');
}

/** Bodies of declared length keep their limit; what happens to the others is `onChunked`'s. */
function limitingDeclared(onChunked: () => void): Defect['apply'] {
  return (parts) => ({
    ...parts,
    bodyLimit: Infinity,
    authorize: (key, visit) => {
      const isTooLarge = visit.request.bodyBytes > parts.bodyLimit;
      if (isTooLarge && headerOf(visit.request, 'content-length') !== null) {
        return failure('payload_too_large', 'The declared length is too large.');
      }
      if (isTooLarge) onChunked();
      return parts.authorize(key, visit);
    },
  });
}

/** The first request after a 413 meets a server that is not there yet. */
function shaken(parts: GatewayParts): GatewayParts {
  let down = false;
  return {
    ...parts,
    finish: (reply, visit) => {
      const isDeclared = headerOf(visit.request, 'content-length') !== null;
      down = reply.status === 413 && isDeclared && visit.operation?.kind === 'send';
      return parts.finish(reply, visit);
    },
    checkHealth: (key) =>
      down ? failure('service_unavailable', 'The worker is starting again.') : parts.checkHealth(key),
  };
}

export const sizeDefects: readonly Defect[] = [
  {
    id: 'SIZE-01:no-limit',
    requirement: 'SIZE-01',
    companions: ['BATCH-24'],
    title: 'bodies of any size are read',
    apply: (parts) => ({ ...parts, bodyLimit: Infinity }),
  },
  {
    id: 'SIZE-01:internal-error',
    requirement: 'SIZE-01',
    companions: ['BATCH-24', 'RATE-01', 'ERR-32'],
    title: 'a body that is too large ends in an internal error',
    apply: answering(crash),
  },
  {
    id: 'SIZE-01:bad-request',
    requirement: 'SIZE-01',
    companions: ['BATCH-24'],
    title: 'a body that is too large is a bad request',
    apply: answering((limit) => failure('invalid_parameter', `The body is larger than ${limit} bytes.`)),
  },
  {
    id: 'SIZE-02:framework-default',
    requirement: 'SIZE-02',
    companions: [],
    title: 'bodies are limited to 100 KiB, as the framework does',
    apply: (parts) => ({ ...parts, bodyLimit: 100 * kibibyte }),
  },
  {
    id: 'SIZE-02:proxy-default',
    requirement: 'SIZE-02',
    companions: [],
    title: 'bodies are limited to 1 MiB, as the proxy does',
    apply: (parts) => ({ ...parts, bodyLimit: mebibyte }),
  },
  {
    id: 'SIZE-02:ten-mebibytes',
    requirement: 'SIZE-02',
    companions: [],
    title: 'bodies are limited to 10 MiB',
    apply: (parts) => ({ ...parts, bodyLimit: 10 * mebibyte }),
  },
  {
    id: 'SIZE-03:declared-only',
    requirement: 'SIZE-03',
    companions: [],
    title: 'only the declared length is limited',
    apply: limitingDeclared(() => undefined),
  },
  {
    id: 'SIZE-03:out-of-memory',
    requirement: 'SIZE-03',
    companions: ['RATE-01', 'ERR-32'],
    title: 'chunks beyond the limit end in an internal error',
    apply: limitingDeclared(crash),
  },
  {
    id: 'SIZE-05:queued',
    requirement: 'SIZE-05',
    companions: [],
    profile: 'sending@2026-08',
    title: 'a mail is queued however large its uploaded files make it',
    apply: (parts) => ({ ...parts, checkEncodedSize: () => null }),
  },
  {
    id: 'SIZE-05:before-encoding',
    requirement: 'SIZE-05',
    companions: [],
    profile: 'sending@2026-08',
    title: 'the size of uploaded files is added up before they are encoded',
    apply: (parts) => ({
      ...parts,
      checkEncodedSize: (mail, files) =>
        parts.checkEncodedSize(
          mail,
          files.map((file) => ({ ...file, size: Math.floor((file.size * 3) / 4) })),
        ),
    }),
  },
  {
    id: 'SIZE-06:worker-restarts',
    requirement: 'SIZE-06',
    companions: [],
    title: 'the request after a 413 finds the service unavailable',
    apply: shaken,
  },
];
