import { createClient } from '../http/client.js';
import type { Client } from '../http/client-types.js';
import { UnreachableError } from '../errors.js';
import type { RunOptions } from './options.js';
import type { PrincipalName } from '../http/exchange.js';
import type { AcceptedMessage, Controls } from './suite.js';

/** What of a run's options reaches the controls. */
export type ControlOptions = Pick<RunOptions, 'controls' | 'profile' | 'signal' | 'tls' | 'toolVersion'>;

/** The controls of one scenario: it knows what it switched on and switches it off again. */
export interface ScenarioControls extends Controls {
  /** Whether a fault is on, or a rate limit that is not the profile's. */
  faulted(): boolean;
  end(): Promise<void>;
}

const unlimited = {
  maxRequests: Number.MAX_SAFE_INTEGER,
  maxMessages: 0,
  maxTimeMs: Number.MAX_SAFE_INTEGER,
  rate: null,
};

/**
 * Reaches the target's test controls. Their requests are not part of the test: they are neither judged, logged nor
 * counted, and they go to the control address alone.
 */
export function createControls(options: ControlOptions): ScenarioControls {
  const { rateLimit, rateWindowSeconds } = options.profile.values;
  let delayed = false;
  let limited = false;
  let client: Client | null = null;
  const call: ControlCall = async (method, path, body) => {
    client ??= createClient({
      budget: unlimited,
      sinks: { addresses: [], domains: [] },
      allowMail: false,
      tls: options.tls,
      userAgent: `touchstone/${options.toolVersion}`,
      signal: options.signal,
    });
    return request(client, options, { method, path, body: body ?? null });
  };
  const troubles = createTroubles(call);
  const delay = async (milliseconds: number) => {
    await call('POST', '/delay', { milliseconds });
    delayed = milliseconds > 0;
  };
  const setRateLimit = async (limit: number, windowSeconds: number) => {
    await call('POST', '/rate-limit', { limit, window_seconds: windowSeconds });
    limited = limit !== rateLimit || windowSeconds !== rateWindowSeconds;
  };
  return {
    offered: options.controls !== null,
    ...troubles.controls,
    advanceClock: async (seconds) => {
      await call('POST', '/clock', { advance_seconds: seconds });
    },
    delay,
    setRateLimit,
    messages: async (subject) => {
      const reply = await call('GET', `/messages?subject=${encodeURIComponent(subject)}`);
      return readMessages(reply);
    },
    faulted: () => troubles.any() || limited,
    end: async () => {
      await troubles.controls.clearFaults();
      if (delayed) await delay(0);
      if (limited) await setRateLimit(rateLimit, rateWindowSeconds);
      await client?.close();
    },
  };
}

type ControlCall = (method: string, path: string, body?: object) => Promise<unknown>;

interface Troubles {
  readonly controls: Pick<Controls, 'fault' | 'clearFaults' | 'setBalance' | 'setDailyCap'>;
  /** Whether any is on. */
  any(): boolean;
}

/** The controls that make requests fail; each remembers how to end what it began. */
function createTroubles(call: ControlCall): Troubles {
  const endings = new Map<string, () => Promise<unknown>>();
  const allow = (path: string) => async (messages: number, principal?: PrincipalName) => {
    const whose = { principal: principal ?? null };
    await call('POST', path, { messages, ...whose });
    endings.set(`${path} ${principal ?? ''}`, () => call('POST', path, { messages: null, ...whose }));
  };
  return {
    controls: {
      fault: async (name, scope = {}) => {
        await call('POST', '/faults', { fault: name, ...scope });
        const path = scope.principal === undefined ? '/faults' : `/faults?principal=${scope.principal}`;
        endings.set(path, () => call('DELETE', path));
      },
      clearFaults: async () => {
        for (const end of endings.values()) await end();
        endings.clear();
      },
      setBalance: allow('/balance'),
      setDailyCap: allow('/daily-cap'),
    },
    any: () => endings.size > 0,
  };
}

async function request(
  client: Client,
  { controls }: ControlOptions,
  { method, path, body }: { method: string; path: string; body: object | null },
): Promise<unknown> {
  if (!controls) throw new UnreachableError('the target has no test controls', { advice: 'Configure `controls`.' });
  const exchange = await client.exchange({
    id: 'control',
    method,
    url: `${controls.url}${path}`,
    headers: [
      ['X-Touchstone-Control', controls.token.value],
      ...(body ? ([['Content-Type', 'application/json']] as const) : []),
    ],
    body: body ? Buffer.from(JSON.stringify(body)) : null,
    intent: { by: 'control', operation: null, principal: null, authenticated: false, replayOf: null, faulted: false },
    spend: { messages: 0, recipients: [] },
  });
  const { response } = exchange;
  if (!response || response.status >= 300) {
    const what = response ? `answered ${response.status}` : (exchange.failure?.message ?? 'did not answer');
    throw new UnreachableError(`the test control ${method} ${path} ${what}`, { where: 'controls' });
  }
  return response.body.length === 0 ? null : JSON.parse(Buffer.from(response.body).toString('utf8'));
}

function readMessages(reply: unknown): readonly AcceptedMessage[] {
  const list: unknown = typeof reply === 'object' && reply !== null && 'messages' in reply ? reply.messages : [];
  if (!Array.isArray(list)) return [];
  return list.map((one: Record<string, unknown>) => ({
    messageId: String(one['message_id']),
    to: String(one['to']),
    subject: String(one['subject']),
    attachments: readAttachments(one['attachments']),
  }));
}

function readAttachments(list: unknown): AcceptedMessage['attachments'] {
  if (!Array.isArray(list)) return [];
  return list.map((one: Record<string, unknown>) => {
    const id = one['attachment_id'];
    return { filename: String(one['filename']), attachmentId: typeof id === 'string' ? id : null };
  });
}
