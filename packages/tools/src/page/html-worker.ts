// The worker thread that reads one HTML page and ends. Started by read-in-worker.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { readHtml } from './read-html.ts';

const { html, address } = z.object({ html: z.string(), address: z.string() }).parse(workerData);
parentPort?.postMessage(readHtml(html, address), []);
