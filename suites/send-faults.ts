import { nobody, type BodyFault, type FaultyBody, type Profile, type RequirementId } from '../src/kit.js';

const fault = (requirement: RequirementId, field: BodyFault['field'], called: string): BodyFault => ({
  requirement,
  field,
  called,
  mustBeNamed: requirement === 'SEND-06' || requirement === 'SEND-22',
});

const text = (length: number): string => 'x'.repeat(length);

/** An address of that length, up to 308, with parts as long as RFC 5321 allows. */
export function addressOf(length: number): string {
  const [local, top] = [text(64), '.invalid'];
  const domain = `${text(60)}.`.repeat(4).slice(0, length - local.length - 1 - top.length);
  return `${local}@${domain}${top}`;
}

/** Texts that are no addresses, each wrong in another way. */
const noAddresses: readonly (readonly [address: string, called: string])[] = [
  ['nobody', 'an address without @'],
  [`a@${nobody}`, 'an address with two @'],
  [`no ${nobody}`, 'an address with a space'],
  [`${nobody}.`, 'an address with a dot at the end'],
  [`Nobody <${nobody}>`, 'an address with a display name'],
  ['', 'an empty address'],
];

const headerNames = ['Bcc', 'Subject', 'DKIM-Signature', 'X_foo', 'X-', 'X-\r\nX-Injected'];

/** Members that mails never had, or have no longer. */
function unknownMembers({ options }: Profile): readonly string[] {
  const members = ['provider', 'provider_id', 'tags', 'template_id'];
  return options.idempotencyKeyInBody ? members : ['idempotency_key', ...members];
}

export const attachment = { filename: 'note.txt', content: 'SGVsbG8=' };

const people = (count: number): readonly object[] => Array.from({ length: count }, () => ({ email: nobody }));

/** Nothing that is required, and addresses, names and members that are wrong. */
function incomplete(profile: Profile): FaultyBody {
  const unknown = unknownMembers(profile);
  const group = !profile.options.deliveryGroup;
  return {
    body: {
      cc: noAddresses.map(([email]) => ({ email })),
      bcc: [
        { email: addressOf(255) },
        { email: nobody, name: text(101) },
        { email: nobody, name: 'A\r\nX-Injected: 1' },
        { email: nobody, name: 'A\nB' },
        { email: nobody, type: 'bcc' },
      ],
      reply_to: { email: 'nobody', name: 1 },
      return_path: 'nobody',
      custom_headers: Object.fromEntries(headerNames.map((name) => [name, 'a value'])),
      attachments: [{ ...attachment, disposition: 'inline' }],
      ...Object.fromEntries(unknown.map((name) => [name, 'a value'])),
      ...(group ? { delivery_group: 'dgrp_unknown' } : {}),
    },
    faults: [
      ...['from', 'to', 'subject', 'html_body'].map((name) => fault('SEND-06', name, 'a missing member')),
      ...noAddresses.map(([, called], at) => fault('SEND-07', `cc.${at}.email`, called)),
      fault('SEND-07', 'reply_to.email', 'an address without @'),
      fault('SEND-07', 'return_path', 'an address without @'),
      fault('SEND-08', 'bcc.0.email', 'an address of 255 characters'),
      fault('SEND-09', 'bcc.1.name', 'a name of 101 characters'),
      fault('SEND-09', 'bcc.2.name', 'a name with CR LF'),
      fault('SEND-09', 'bcc.3.name', 'a name with LF'),
      ...headerNames.map((name) => fault('SEND-17', `custom_headers.${name}`, 'a header of another form')),
      ...unknown.map((name) => fault('SEND-19', name, 'an unknown member')),
      fault('SEND-20', 'bcc.4.type', 'an unknown member'),
      fault('SEND-20', 'attachments.0.disposition', 'an unknown member'),
      fault('SEND-22', 'reply_to.name', 'a number for a text'),
      ...(group ? [fault('SEND-26', 'delivery_group', 'a delivery group')] : []),
    ],
  };
}

/** Every member has another type than it should; without a body it cannot be delivered. */
const misshapen: FaultyBody = {
  body: {
    from: nobody,
    to: [{ email: nobody }],
    subject: 123,
    text_body: {},
    cc: 'x',
    bcc: { email: nobody },
    reply_to: nobody,
    return_path: { email: nobody },
    custom_headers: [],
    attachments: {},
  },
  faults: [
    fault('SEND-22', 'from', 'a text for an object'),
    fault('SEND-13', 'to', 'an array of one recipient'),
    fault('SEND-22', 'subject', 'a number for a text'),
    fault('SEND-22', 'text_body', 'an object for a text'),
    fault('SEND-22', 'cc', 'a text for an array'),
    fault('SEND-14', 'bcc', 'an object for an array'),
    fault('SEND-16', 'reply_to', 'a text for an object'),
    fault('SEND-16', 'return_path', 'an object for a text'),
    fault('SEND-22', 'custom_headers', 'an array for an object'),
    fault('SEND-22', 'attachments', 'an object for an array'),
  ],
};

/** What is empty, null or too much; without a sender it cannot be delivered. */
const emptied: FaultyBody = {
  body: {
    to: nobody,
    subject: '',
    html_body: '',
    text_body: null,
    cc: null,
    bcc: [nobody],
    reply_to: null,
    custom_headers: { 'X-Ts-Long': text(501), 'X-Ts-Break': 'a\r\nX-Injected: 1', 'X-Ts-Number': 1, 'X-Ts-Object': {} },
    attachments: Array.from({ length: 11 }, () => attachment),
  },
  faults: [
    fault('SEND-13', 'to', 'a text for an object'),
    fault('SEND-10', 'subject', 'an empty subject'),
    fault('SEND-11', 'html_body', 'an empty html_body'),
    fault('SEND-21', 'text_body', 'null'),
    fault('SEND-21', 'cc', 'null'),
    fault('SEND-14', 'bcc.0', 'a text for an address object'),
    fault('SEND-21', 'reply_to', 'null'),
    fault('SEND-18', 'custom_headers.X-Ts-Long', 'a value of 501 characters'),
    fault('SEND-18', 'custom_headers.X-Ts-Break', 'a value with CR LF'),
    fault('SEND-18', 'custom_headers.X-Ts-Number', 'a number for a text'),
    fault('SEND-18', 'custom_headers.X-Ts-Object', 'an object for a text'),
    fault('SEND-25', 'attachments', '11 attachments'),
  ],
};

/** What is too long, and addresses with members of their own; without a body it cannot be delivered. */
function overlong({ values }: Profile): FaultyBody {
  return {
    body: {
      from: { email: 'nobody', display: 'x' },
      to: { email: 'nobody', type: 'to' },
      subject: text(999),
      cc: people(values.ccMax + 1),
      bcc: people(values.bccMax + 1),
      reply_to: [{ email: nobody }],
      return_path: addressOf(255),
      attachments: null,
    },
    faults: [
      fault('SEND-07', 'from.email', 'an address without @'),
      fault('SEND-20', 'from.display', 'an unknown member'),
      fault('SEND-07', 'to.email', 'an address without @'),
      fault('SEND-20', 'to.type', 'an unknown member'),
      fault('SEND-10', 'subject', 'a subject of 999 characters'),
      fault('SEND-14', 'cc', `${values.ccMax + 1} recipients`),
      fault('SEND-14', 'bcc', `${values.bccMax + 1} recipients`),
      fault('SEND-16', 'reply_to', 'an array for an object'),
      fault('SEND-08', 'return_path', 'an address of 255 characters'),
      fault('SEND-21', 'attachments', 'null'),
    ],
  };
}

/** Line breaks, and wrong types further in; without a sender it cannot be delivered. */
const broken: FaultyBody = {
  body: {
    to: { email: 'nobody', name: 'A\r\nX-Injected: 1' },
    subject: 'A\r\nX-Injected: 1',
    html_body: {},
    text_body: 1,
    cc: [{ email: nobody, name: {} }],
    bcc: [{ email: 'nobody' }],
    reply_to: { email: nobody, type: 'x' },
    attachments: 'x',
  },
  faults: [
    fault('SEND-09', 'to.name', 'a name with CR LF'),
    fault('SEND-10', 'subject', 'a subject with CR LF'),
    fault('SEND-22', 'html_body', 'an object for a text'),
    fault('SEND-22', 'text_body', 'a number for a text'),
    fault('SEND-22', 'cc.0.name', 'an object for a text'),
    fault('SEND-07', 'bcc.0.email', 'an address without @'),
    fault('SEND-20', 'reply_to.type', 'an unknown member'),
    fault('SEND-22', 'attachments', 'a text for an array'),
  ],
};

/** One recipient too many over three members, none of which has too many; no sender, no body. */
function crowded(recipientsMax: number): FaultyBody {
  const cc = Math.floor(recipientsMax / 2);
  return {
    body: { to: { email: nobody }, subject: 'A crowd', cc: people(cc), bcc: people(recipientsMax - cc) },
    faults: [fault('SEND-15', ['cc', 'bcc', 'to', 'recipients'], `${recipientsMax + 1} recipients`)],
  };
}

/** Delivery groups of wrong forms; without a sender nothing can be delivered. */
const wrongGroups: readonly FaultyBody[] = [
  ['another form', 'group'],
  ['an empty list', []],
  ['51 groups', Array.from({ length: 51 }, (_, at) => `dgrp_${at}`)],
].map(([called, group]) => ({
  body: { delivery_group: group },
  faults: [fault('SEND-26', 'delivery_group', String(called))],
}));

/** What may be sent to anybody's production: the bodies that tell most. */
export function coreBodies(profile: Profile): readonly FaultyBody[] {
  return [incomplete(profile), misshapen, emptied];
}

export function furtherBodies(profile: Profile): readonly FaultyBody[] {
  const { recipientsMax } = profile.values;
  return [
    overlong(profile),
    broken,
    ...(recipientsMax === null ? [] : [crowded(recipientsMax)]),
    ...(profile.options.deliveryGroup ? wrongGroups : []),
  ];
}

/** A place that just keeps its rule. */
export interface Boundary {
  readonly requirement: RequirementId;
  readonly field: string;
}

/** Everything at its limit; without sender and html_body it cannot be delivered. */
export function bodyAtTheLimits({ values, options }: Profile) {
  const { recipientsMax } = values;
  const lists = recipientsMax === null ? [values.ccMax, values.bccMax] : [Math.floor(recipientsMax / 2)];
  const [cc = 0, bcc = (recipientsMax ?? 0) - cc - 1] = lists;
  const ofLists = recipientsMax === null ? 'SEND-14' : 'SEND-15';
  const body = {
    to: { email: addressOf(254), name: text(100) },
    subject: text(998),
    text_body: '',
    cc: people(cc),
    bcc: people(bcc),
    return_path: addressOf(254),
    custom_headers: { 'X-Ts': text(500) },
    attachments: Array.from({ length: 10 }, () => attachment),
    ...(options.deliveryGroup ? { delivery_group: 'dgrp_valid-form' } : {}),
  };
  const boundaries: readonly Boundary[] = [
    { requirement: 'SEND-08', field: 'to.email' },
    { requirement: 'SEND-08', field: 'return_path' },
    { requirement: 'SEND-09', field: 'to.name' },
    { requirement: 'SEND-10', field: 'subject' },
    { requirement: 'SEND-12', field: 'text_body' },
    { requirement: ofLists, field: 'cc' },
    { requirement: ofLists, field: 'bcc' },
    { requirement: 'SEND-18', field: 'custom_headers' },
    { requirement: 'SEND-25', field: 'attachments' },
  ];
  return { body, boundaries };
}
