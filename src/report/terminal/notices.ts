import type { RunResults } from '../results.js';
import { visible } from '../visible.js';
import type { Page } from './paint.js';
import { wrap } from './wrap.js';

/** What to know before anything below is believed. */
export function noticeLines({ notices }: RunResults, { paint, columns }: Page): readonly string[] {
  return notices.flatMap((notice) =>
    wrap(visible(notice), columns - 4).map((line, at) => `  ${at === 0 ? paint('!', 'yellow') : ' '} ${line}`),
  );
}
