import { UnreachableError } from '../errors.js';
import { createClient } from './client.js';

export interface FetchOptions {
  readonly tls: { readonly ca: string | null; readonly insecure: boolean };
  readonly userAgent: string;
  readonly signal: AbortSignal;
}

/**
 * Fetches one URL outside a run: a document given by hand, or a file that a document refers to.
 * No redirect is followed and nothing is retried.
 * @throws UnreachableError when there is no answer or it is not a 200.
 */
export async function fetchOnce(
  url: string,
  options: FetchOptions,
): Promise<{ bytes: Uint8Array; mediaType: string | null }> {
  const client = createClient({
    ...options,
    budget: { maxRequests: 1, maxMessages: 0, maxTimeMs: 60_000, rate: null },
    sinks: { addresses: [], domains: [] },
    allowMail: false,
  });
  try {
    const { response, failure } = await client.exchange({
      id: 'fetch',
      method: 'GET',
      url,
      headers: [['Accept', 'application/json, application/yaml;q=0.9']],
      body: null,
      intent: {
        by: 'document',
        operation: null,
        principal: null,
        authenticated: false,
        replayOf: null,
        faulted: false,
      },
      spend: { messages: 0, recipients: [] },
    });
    if (response?.status !== 200) {
      const what = response ? `answered ${response.status}` : `got no answer: ${failure?.message ?? 'no response'}`;
      throw new UnreachableError(`GET ${url} ${what}`, { where: 'document', advice: 'Check the URL of the document.' });
    }
    const mediaType = response.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
    return { bytes: response.body, mediaType };
  } finally {
    await client.close();
  }
}
