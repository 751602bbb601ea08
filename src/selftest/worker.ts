import { parentPort } from 'node:worker_threads';
import { createDetector, type Case } from './detect.js';

const detect = createDetector();
/** The thread is ended from outside. */
const never = new AbortController().signal;

parentPort?.on('message', (one: Case) => {
  void detect(one, never).then((detection) => parentPort?.postMessage(detection));
});
