import { Worker } from 'node:worker_threads';
import { InternalError } from '../errors.js';
import { listDefects } from '../gateway/defects/index.js';
import { defaultProfile } from '../gateway/options.js';
import { createDetector, type Case, type Detect, type Detection } from './detect.js';

export interface SelftestOptions {
  /** Defect ids, requirement ids or areas; empty: all. */
  readonly only: readonly string[];
  /** The contract to serve; null: to each defect the one it is made for. */
  readonly profile: string | null;
  /** Cases tried at the same time, each in a thread of its own. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Called with each detection as it comes; the result has them in the order of the table. */
  readonly onDetection: (detection: Detection) => void;
}

/**
 * Runs the built-in suites against the clean gateway, once for each contract, and with each defect in turn.
 * A defect is detected exactly when its requirement and its declared companions are red and nothing else is.
 */
export async function runSelftest(options: SelftestOptions): Promise<readonly Detection[]> {
  const cases = casesOf(options);
  const detections = new Map<Case, Detection>();
  const queue = cases.values();
  const lanes = Math.max(1, Math.min(options.jobs, cases.length));
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      const hand = lanes === 1 ? { detect: createDetector(), close: () => Promise.resolve() } : hire();
      try {
        for (const one of queue) {
          if (options.signal.aborted) break;
          const detection = await hand.detect(one, options.signal);
          options.onDetection(detection);
          detections.set(one, detection);
        }
      } finally {
        await hand.close();
      }
    }),
  );
  return cases.flatMap((one) => detections.get(one) ?? []);
}

function casesOf({ only, profile }: SelftestOptions): readonly Case[] {
  const wanted = listDefects().filter(({ id, requirement }) => selected(only, id, requirement));
  const faulty = wanted.map((defect) => ({ profile: profile ?? defect.profile ?? defaultProfile, defect: defect.id }));
  const profiles = new Set(faulty.map((one) => one.profile));
  return [...[...profiles].map((clean) => ({ profile: clean, defect: null })), ...faulty];
}

function selected(only: readonly string[], id: string, requirement: string): boolean {
  const area = requirement.slice(0, requirement.indexOf('-'));
  return only.length === 0 || [id, requirement, area].some((name) => only.includes(name));
}

/** Requests and replies live shortly and are many: with less room for the young, a sixth of the time goes to collecting them. */
const resourceLimits = { maxYoungGenerationSizeMb: 192 };

/** A detector in a thread of its own. */
function hire(): { detect: Detect; close: () => Promise<void> } {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { resourceLimits });
  const detect: Detect = (one, signal) =>
    new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        // Not removeAllListeners: the worker's own ones start and stop the flow of messages.
        worker.off('message', receive);
        worker.off('error', fail);
        signal.removeEventListener('abort', abandon);
        act();
      };
      const abandon = () => settle(() => reject(new InternalError('interrupted')));
      signal.addEventListener('abort', abandon, { once: true });
      const receive = (detection: Detection) => settle(() => resolve(detection));
      const fail = (error: Error) => settle(() => reject(error));
      worker.once('message', receive);
      worker.once('error', fail);
      worker.postMessage(one);
    });
  return {
    detect,
    close: async () => {
      await worker.terminate();
    },
  };
}
