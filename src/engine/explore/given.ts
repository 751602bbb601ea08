import type { GivenValues } from '../../generate/schema-source.js';
import { sinkTest } from '../../http/sinks.js';
import { batch, send, upload, uploadIntent } from '../../requirements/operations.js';
import { sinksOf } from '../sinks-of.js';
import type { Fixtures } from '../suite.js';

/** The contract allows some extensions, which no schema tells. */
const file: GivenValues = {
  values: ['note.txt'],
  admits: (name) => typeof name === 'string' && /^\w+\.txt$/.test(name),
};

/** Where the requests that upload files name them. */
const namesOfUploads: Readonly<Record<string, string>> = {
  [upload]: '/query/filename',
  [uploadIntent]: '/body/filename',
};

/**
 * Says what generated mails and uploads hold at some places instead of what is made up: a sender that is known, recipients that
 * may get mail, files of an allowed kind.
 */
export function givenInMails(fixtures: Fixtures): (operation: string, at: string) => GivenValues | null {
  const { from, sinks } = fixtures;
  const isSink = sinkTest(sinksOf(fixtures));
  const recipients: GivenValues = { values: sinks, admits: (value) => typeof value === 'string' && isSink(value) };
  return (operation, at) => {
    if (at === namesOfUploads[operation]) return file;
    if (operation !== send && operation !== batch) return null;
    const place = at.replace(/^\/body(?:\/messages\/\*)?/, '');
    if (place === '/attachments/*/filename') return file;
    if (place === '/from/email') return from === undefined ? null : { values: [from] };
    return sinks.length > 0 && /^\/(?:to|cc|bcc)(?:\/\*)?\/email$/.test(place) ? recipients : null;
  };
}
