// A run on a Parley server, followed from here: it is durable there, in the history, and goes on when this program ends.
import { AppError, type Graph, type RunInputs } from '@parley/spec';
import type { ServerClient } from '../remote/server-client.ts';
import type { LiveRun } from './live-run.ts';

interface RunOnServer {
  readonly client: ServerClient;
  readonly graph: Graph;
  /** Of the saved mesh that this is, so that the run is listed under it. */
  readonly graphId: string | undefined;
  readonly inputs: RunInputs;
  readonly signal: AbortSignal;
}

/** Starts the run there. When the signal aborts, the run is cancelled there too, and its events come to their end. */
export async function runOnServer({ client, graph, graphId, inputs, signal }: RunOnServer): Promise<LiveRun> {
  const runId = await client.start({ graph, inputs, ...(graphId !== undefined && { graphId }) });
  const cancel = () => void client.cancel(runId).catch(() => undefined);
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel, { once: true });
  const never = new AbortController().signal;
  return {
    runId,
    events: client.events(runId, never),
    keptAt: client.address,
    leave: () => {},
    async answer(requestId, answer) {
      try {
        await client.answer(runId, requestId, answer);
      } catch (error) {
        // Somebody was faster on the canvas; the run goes on with that answer.
        if (!(error instanceof AppError && error.code === 'user/conflict')) throw error;
      }
    },
  };
}
