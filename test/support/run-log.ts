import { logVersion } from '../../src/engine/events.js';
import type {
  DeclaredEvent,
  ExchangeEvent,
  Finding,
  FindingEvent,
  FooterEvent,
  HeaderEvent,
  OutcomeEvent,
  PlanEvent,
  PlannedRequirement,
  RunEvent,
} from '../../src/engine/events.js';
import type { Outcome } from '../../src/engine/outcome.js';
import type { SettledWaiver } from '../../src/engine/waivers.js';
import type { BodyRecord, ExchangeRecord } from '../../src/http/exchange.js';

/** What targets may answer to break a report. */
export const hostile = {
  scriptEnd: '</script><script>globalThis.owned = 1</script><!-- <img src=x onerror="globalThis.owned = 2">',
  cdataEnd: 'a ]]> b <![CDATA[ c &amp; "d" \'e\'',
  controls: 'nul \u0000 bell \u0007 escape \u001b[31mred\u001b[0m c1 \u0085 end \ufffe',
  loneSurrogate: 'high \ud800 low \udc00 end',
  rightToLeft: '\u202eright to left override\u202c שלום עולם',
  emoji: 'family 👩‍👩‍👧‍👦 flag 🇳🇱 wave 👋🏽',
  separators: 'line\u2028paragraph\u2029end',
} as const;

const header: HeaderEvent = {
  kind: 'header',
  logVersion,
  tool: { name: 'touchstone', version: '0.1.0' },
  runId: 'run-1',
  target: 'http://127.0.0.1:4010/api/v1',
  embedded: true,
  profile: 'sending@2026-06',
  mode: 'full',
  seed: 1,
  startedAt: '2026-11-02T09:30:00.000Z',
  config: { principals: { sender: '$SENDER_KEY' }, strict: false },
};

const areas: Readonly<Record<string, number>> = {
  ENV: 12,
  HDR: 9,
  COND: 14,
  SPEC: 10,
  AUTH: 8,
  PERM: 6,
  SEND: 16,
  BATCH: 9,
};
const topics = [
  'every JSON reply is an envelope',
  'a failure names a known code',
  'the request id is in header and body',
  'an unchanged document answers 304',
  'a weak entity tag matches weakly',
  'an unknown member is refused',
  'a missing key answers 401',
];

function requirement(area: string, number: number): PlannedRequirement {
  const topic = topics[(number + area.length) % topics.length] ?? 'a clause';
  return {
    id: `${area}-${String(number).padStart(2, '0')}`,
    area,
    level: number % 4 === 0 ? 'SHOULD' : 'MUST',
    tier: 'seed',
    title: `${topic} (${area.toLowerCase()} ${number})`,
    statement: `In the area ${area}, ${topic}; exempt are the document itself, a 304 and a HEAD.`,
    source: ['Sending API: Response format', 'RFC 9110, section 13.1.2'],
    fix: 'Wrap every reply, whichever layer raised it, in one serializer.',
    decision: 'test',
    reason: null,
  };
}

/** The requirements of the made-up plan; three need what the run lacks, two do not apply. */
export function plannedRequirements(): readonly PlannedRequirement[] {
  return Object.entries(areas)
    .flatMap(([area, size]) => Array.from({ length: size }, (_, index) => requirement(area, index + 1)))
    .map((each) => {
      if (each.area === 'PERM' && each.id >= 'PERM-04') {
        return { ...each, decision: 'not-tested', reason: 'needs the principal otherTeam' };
      }
      if (each.id === 'BATCH-08' || each.id === 'BATCH-09') {
        return { ...each, decision: 'not-applicable', reason: 'the profile declares batchItemSchema: whole' };
      }
      return each;
    });
}

function planEvent(): PlanEvent {
  const scenarios = Object.keys(areas).flatMap((area) => [
    {
      id: `${area}.basics`,
      area,
      title: `The usual traffic of ${area}`,
      decision: 'run' as const,
      reason: null,
      requests: 6,
      messages: 0,
    },
    {
      id: `${area}.edges`,
      area,
      title: `Odd requests to ${area}`,
      decision: 'run' as const,
      reason: null,
      requests: 4,
      messages: 1,
    },
  ]);
  const skip = {
    id: 'PERM.teams',
    area: 'PERM',
    title: 'Keys of two teams',
    decision: 'skip' as const,
    reason: 'needs the principal otherTeam',
    requests: 3,
    messages: 0,
  };
  return {
    kind: 'plan',
    requirements: plannedRequirements(),
    scenarios: [...scenarios, skip],
    requests: 80,
    messages: 8,
  };
}

export function body(content: string): BodyRecord {
  return { bytes: Buffer.byteLength(content), encoding: 'utf-8', content, cut: false };
}

/** A recorded exchange; `text` is the body of its response. */
export function exchange(id: string, text: string): ExchangeRecord {
  return {
    id,
    intent: {
      by: id.split('/')[0] ?? id,
      operation: 'POST /emails/send',
      principal: 'sender',
      authenticated: true,
      replayOf: null,
      faulted: false,
    },
    request: {
      method: 'POST',
      url: 'http://127.0.0.1:4010/api/v1/emails/send',
      headers: [
        ['Host', '127.0.0.1:4010'],
        ['Authorization', 'Bearer $SENDER_KEY'],
        ['Content-Type', 'application/json'],
      ],
      body: body('{"from":"news@example.com","to":["sink@example.com"],"subject":"ts-1f3a","text":"hello"}'),
    },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [
        ['content-type', 'application/json; charset=utf-8'],
        ['x-request-id', 'req_7f3k2m'],
        ['cache-control', 'no-store'],
      ],
      body: body(text),
      tls: null,
    },
    failure: null,
    timings: { startedAt: Date.parse(header.startedAt) + 1500, firstByteMs: 3.2, totalMs: 4.1 },
    secrets: ['SENDER_KEY'],
  };
}

const exampleCurl = `curl -sS -X POST 'http://127.0.0.1:4010/api/v1/emails/send' \\\n  -H "Authorization: Bearer $SENDER_KEY" \\\n  -H 'Content-Type: application/json' \\\n  --data '{"from":"news@example.com"}'`;

export function finding(id: string, over: Partial<Finding> = {}): Finding {
  const name = id.split('#')[0] ?? id;
  const exchanges = over.exchanges ?? [`${name.split('-')[0] ?? ''}.basics/1`];
  return {
    id,
    fingerprint: Buffer.from(id.padEnd(8, '.')).toString('hex').slice(0, 16).padEnd(16, '0'),
    requirement: name,
    level: 'MUST',
    severity: 'failure',
    message: 'The reply is no envelope.',
    operation: 'POST /emails/send',
    expected: 'one object with a boolean ok and an object meta',
    actual: '{"id":"msg_1","status":"queued"}',
    exchanges,
    curl: exampleCurl,
    waived: null,
    ...over,
  };
}

function outcome(planned: PlannedRequirement, findings: readonly Finding[]): OutcomeEvent {
  const own = findings.filter((each) => each.requirement === planned.id);
  const became = (): Outcome => {
    if (planned.decision !== 'test') return planned.decision;
    if (own.some((each) => each.severity === 'failure' && each.waived === null)) return 'failed';
    if (own.some((each) => each.waived !== null)) return 'waived';
    return own.length > 0 ? 'warned' : 'passed';
  };
  return {
    kind: 'outcome',
    requirement: planned.id,
    outcome: became(),
    reason: planned.reason ?? own.find((each) => each.waived !== null)?.waived ?? null,
    exchanges: planned.decision === 'test' ? 12 : 0,
    occurrences: Object.fromEntries(own.map((each, index) => [each.fingerprint, index === 0 ? 12 : 1])),
  };
}

function footer(all: readonly OutcomeEvent[]): FooterEvent {
  const of = (outcome: Outcome) => all.filter((each) => each.outcome === outcome).length;
  const violated = of('failed') + of('warned') + of('waived');
  const applicable = all.length - of('not-applicable');
  return {
    kind: 'footer',
    verdict: of('failed') > 0 ? 'non-conformant' : 'conformant',
    exitCode: of('failed') > 0 ? 1 : 0,
    incomplete: null,
    divergence: violated / applicable,
    coverage: (of('passed') + violated) / applicable,
    summary: {
      passed: of('passed'),
      failed: of('failed'),
      warned: of('warned'),
      waived: of('waived'),
      'not-applicable': of('not-applicable'),
      'not-tested': of('not-tested'),
      blocked: of('blocked'),
      error: of('error'),
    },
    traffic: { requests: 214, messages: 6, bytesSent: 48_120, bytesReceived: 196_004 },
    durationMs: 2340,
  };
}

export function waiver(over: Partial<SettledWaiver> = {}): SettledWaiver {
  return {
    requirement: 'ENV-01',
    operation: 'POST /emails/send',
    fingerprint: null,
    reason: 'a proxy in front strips it',
    owner: 'mail team',
    link: 'https://issues.example.com/7',
    expires: '2027-01-31',
    lines: { first: 2, last: 7 },
    state: 'used',
    detail: null,
    ...over,
  };
}

export interface LogParts {
  /** What is declared, as the end of the run tells it. */
  readonly declared?: Partial<DeclaredEvent>;
  readonly findings?: readonly Finding[];
  /** Body of every response. */
  readonly text?: string;
  /** Further exchanges, before the findings. */
  readonly exchanges?: readonly ExchangeRecord[];
  /** Outcomes that are not what findings and plan make of them. */
  readonly outcomes?: Readonly<Record<string, { readonly outcome: Outcome; readonly reason: string }>>;
}

/** A whole log: every area runs two scenarios of two exchanges each. */
export function runLog({
  findings = [],
  text = '{"ok":true,"meta":{}}',
  exchanges = [],
  outcomes = {},
  declared = {},
}: LogParts = {}): readonly RunEvent[] {
  const plan = planEvent();
  const record = (each: ExchangeRecord): ExchangeEvent => ({ kind: 'exchange', exchange: each });
  const traffic = plan.scenarios
    .filter((each) => each.decision === 'run')
    .flatMap(({ id, area }): readonly RunEvent[] => [
      { kind: 'scenario', id, area, state: 'started', reason: null, durationMs: null },
      record(exchange(`${id}/1`, text)),
      record(exchange(`${id}/2`, text)),
      { kind: 'scenario', id, area, state: 'finished', reason: null, durationMs: 12 },
    ]);
  const decided = plan.requirements.map((each): OutcomeEvent => ({ ...outcome(each, findings), ...outcomes[each.id] }));
  return [
    header,
    { kind: 'preflight', step: 'reachable', ok: true, detail: '127.0.0.1:4010 answers in 2 ms' },
    { kind: 'preflight', step: 'document', ok: true, detail: 'OpenAPI 3.1.0, 3 operations' },
    { kind: 'preflight', step: 'credential', ok: true, detail: 'sender is accepted' },
    {
      kind: 'document',
      source: `${header.target}/openapi.json`,
      sha256: 'cd'.repeat(32),
      version: '3.1.0',
      title: 'Sending API',
      operations: 3,
      problems: [
        {
          rule: 'dangling-ref',
          severity: 'error',
          message: 'The reference leads nowhere.',
          pointer: '/paths/~1emails~1send/post',
          line: 41,
        },
        {
          rule: 'unused-component',
          severity: 'warning',
          message: 'Nothing refers to this schema.',
          pointer: '/components/schemas/Old',
          line: null,
        },
      ],
    },
    plan,
    ...traffic,
    ...exchanges.map(record),
    ...findings.map((each): FindingEvent => ({ kind: 'finding', finding: each })),
    ...decided,
    { kind: 'declared', choices: [], waivers: null, ...declared },
    footer(decided),
  ];
}

/** Everything kept. */
export function greenLog(): readonly RunEvent[] {
  return runLog();
}

/** Three violated requirements with everything a hostile target can put into texts and bodies, and a 1 MB body. */
export function hostileLog(): readonly RunEvent[] {
  const all = Object.values(hostile).join('\n');
  const large = exchange('SEND.large/1', `{"blob":"${'x'.repeat(1024 * 1024)}"}`);
  return runLog({
    text: JSON.stringify({ ok: true, note: all }),
    exchanges: [large, exchange('HDR.raw/1', all)],
    findings: [
      ...Object.entries(hostile).map(([name, value], index) =>
        finding(`ENV-01#${index + 1}`, { message: `Hostile ${name}: ${value}`, actual: value, expected: value }),
      ),
      finding('HDR-02#1', { exchanges: ['HDR.raw/1'], operation: `GET /${hostile.scriptEnd}` }),
      finding('HDR-04#1', {
        severity: 'warning',
        level: 'SHOULD',
        message: 'The request id has another form than documented.',
      }),
      finding('SEND-03#1', { exchanges: ['SEND.large/1'], actual: 'x'.repeat(100_000) }),
    ],
    outcomes: { 'COND-02': { outcome: 'blocked', reason: 'COND.basics could not send its first mail' } },
  });
}

/** A known violation, an unexpected one, waivers in every state and a declared choice. */
export function waivedLog(): readonly RunEvent[] {
  return runLog({
    findings: [finding('ENV-01#1', { waived: 'a proxy in front strips it' }), finding('HDR-02#1')],
    declared: {
      choices: [{ name: 'options.rootKeyCanSend', profile: false, declared: true }],
      waivers: {
        file: 'touchstone.waivers.yaml',
        entries: [
          waiver(),
          waiver({
            requirement: 'ENV-02',
            operation: null,
            state: 'stale',
            detail: 'nothing it covers was found',
            lines: { first: 8, last: 8 },
          }),
          waiver({
            requirement: 'ENV-03',
            state: 'expired',
            detail: 'ended on 2027-01-31',
            lines: { first: 9, last: 12 },
          }),
          waiver({
            requirement: 'ENV-01',
            state: 'duplicate',
            detail: 'repeats line 2',
            lines: { first: 13, last: 13 },
          }),
          waiver({
            requirement: 'PERM-04',
            fingerprint: '0123456789abcdef',
            state: 'unmatched',
            detail: 'PERM-04 is not-tested',
            lines: { first: 14, last: 14 },
          }),
        ],
      },
    },
  });
}

/** As many findings as asked for, each with an exchange of its own, over all areas. */
export function manyFindingsLog(amount: number): readonly RunEvent[] {
  const ids = plannedRequirements().filter((each) => each.decision === 'test');
  const of = (index: number) => ids[index % ids.length]?.id ?? 'ENV-01';
  const findings = Array.from({ length: amount }, (_, index) =>
    finding(`${of(index)}#${index + 1}`, {
      fingerprint: index.toString(16).padStart(16, '0'),
      message: `Cause ${index} of many.`,
      exchanges: [`MANY.case/${index}`],
    }),
  );
  const reply = JSON.stringify({ ok: true, data: Array.from({ length: 40 }, (_, index) => ({ id: `msg_${index}` })) });
  return runLog({ findings, exchanges: findings.map((_, index) => exchange(`MANY.case/${index}`, reply)) });
}

/** A log as an interrupted run leaves it: one finding and no outcome, no footer. */
export function incompleteLog(): readonly RunEvent[] {
  const whole = runLog({ findings: [finding('ENV-01#1')] });
  return whole.filter((each) => each.kind !== 'outcome' && each.kind !== 'footer');
}
