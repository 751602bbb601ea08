import { UsageError } from '../errors.js';

const example = 'Write it like https://api.example.com/v1 or http://127.0.0.1:3000.';

function readUrl(text: string, where: string): URL {
  const url = /\s/.test(text) || !URL.canParse(text) ? null : new URL(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new UsageError(`${where} is not an absolute http or https URL`, { where, advice: example });
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(`${where} holds a user name or password, which would end up in logs`, {
      where,
      advice: 'Leave them out and name the credential under principals.',
    });
  }
  return url;
}

/**
 * Reads a base URL and returns it without a trailing slash.
 * @throws UsageError when it is not http(s), or carries credentials, a query or a fragment.
 */
export function parseTarget(text: string, where: string): string {
  const url = readUrl(text, where);
  if (/[?#]/.test(text)) {
    throw new UsageError(`${where} has a query or a fragment, so paths cannot be added to it`, {
      where,
      advice: example,
    });
  }
  return url.href.replace(/\/+$/, '');
}

/** Reads the URL of a document, which may have a query. @throws UsageError as `parseTarget` does. */
export function parseDocumentUrl(text: string, where: string): string {
  return readUrl(text, where).href;
}

/** Whether a URL can only mean this machine: names that resolvers may send elsewhere do not count. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return /^127(\.\d+){3}$/.test(hostname) || hostname === '[::1]' || /^(.+\.)?localhost$/.test(hostname);
}
