import {
  first,
  invalidBody,
  namedFields,
  scenario,
  that,
  type Judgement,
  type Observation,
  type Scenario,
  type ScenarioContext,
} from '../src/kit.js';
import { completeMail } from './complete-mail.js';
import { fileName, note } from './files.js';
import { undeliverable } from './undeliverable.js';

const content = note.bytes.toString('base64');
const filename = fileName(note);

/** Attachments that the schema alone refuses, each for one reason. */
const misshapen: readonly object[] = [
  { filename },
  { content },
  { filename, content: '' },
  { filename, content, encoding: 'hex' },
];

/** All of them in one mail that cannot be delivered anyway: the reply must find fault with the attachments, too. */
const shapes = scenario({
  id: 'ATT.inline-shapes',
  title: 'an undeliverable mail has misshapen attachments',
  verifies: ['ATT-29'],
  mode: 'smoke',
  operations: ['POST /emails/send'],
  price: { requests: 1, messages: 0 },
  run: async (t) => {
    const seen = await post(t, { ...undeliverable, attachments: misshapen });
    const fields = namedFields(seen);
    const others = fields.length > 0 && !fields.some(isAttachment);
    // A server that stops at its first complaint says nothing of the rest.
    if (others) t.skip('ATT-29', 'the reply finds fault with other members first; only a complete mail can tell');
    else t.check('ATT-29', seen, invalidBody(seen, t.profile));
  },
});

/** Complete mails, each with one fault: nothing else can be why they are refused. */
const mails = scenario({
  id: 'ATT.inline-mails',
  title: 'complete mails have one faulty attachment each',
  verifies: ['ATT-29', 'ATT-35'],
  mode: 'full',
  fixtures: ['from', 'sinks'],
  operations: ['POST /emails/send'],
  price: { requests: 7, messages: 7 },
  run: async (t) => {
    const undecodable = { filename, content: 'This is no base64 at all!' };
    for (const attachment of [...misshapen, undecodable]) {
      const seen = await sendWith(t, attachment);
      t.check('ATT-29', seen, refusedForAttachment(seen, t));
    }
    for (const extension of ['png', 'pdf']) {
      const seen = await sendWith(t, { filename: `${note.name}.${extension}`, content });
      t.check('ATT-35', seen, refusedForAttachment(seen, t));
    }
  },
});

/** Sends a complete mail with one attachment. */
export function sendWith(t: ScenarioContext, attachment: object): Promise<Observation> {
  return post(t, { ...completeMail(t, 'attachment'), attachments: [attachment] });
}

/** The mail was refused for its body, and where the reply names fields, an attachment is among them. */
export function refusedForAttachment(seen: Observation, { profile }: ScenarioContext): Judgement {
  return first(invalidBody(seen, profile), pointsAtAttachment(seen));
}

function pointsAtAttachment(seen: Observation): Judgement {
  const fields = namedFields(seen);
  return that(fields.length === 0 || fields.some(isAttachment), {
    message: 'The refusal does not point at the attachment.',
    expected: 'a field below attachments',
    actual: fields.slice(0, 5).join(', '),
  });
}

/** `attachments.0.content`, also as an item of a batch. */
function isAttachment(field: string): boolean {
  return /(?:^|\.)attachments\b/.test(field);
}

function post(t: ScenarioContext, json: object): Promise<Observation> {
  return t.send({ method: 'POST', path: '/emails/send', as: 'sender', json });
}

export const inlineScenarios: readonly Scenario[] = [shapes, mails];
