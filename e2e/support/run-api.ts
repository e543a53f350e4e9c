// The runs API as a program would use it: start a run, follow its events, fold them.
import type { Graph, RunEvent, RunState } from '@parley/spec';
import { createParser } from 'eventsource-parser';

async function postJson<Answer>(url: string, body: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} from ${url}: ${await response.text()}`);
  // The stories are about the product's own answers, whose shapes its unit tests prove.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (await response.json()) as Answer;
}

export async function startRun(server: string, graph: Graph): Promise<string> {
  return (await postJson<{ runId: string }>(`${server}/api/runs`, { graph })).runId;
}

/** Chooses an option of a question that the run asks. */
export async function answerRun(server: string, runId: string, requestId: string, option: string): Promise<void> {
  await postJson(`${server}/api/runs/${runId}/answers`, { requestId, option });
}

export async function readState(server: string, runId: string): Promise<RunState> {
  const response = await fetch(`${server}/api/runs/${runId}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
  return (await response.json()) as RunState;
}

/** Events after `seq`; ends when the stream does, when it breaks, or after the event for which `until` is true. */
export async function followRun(
  server: string,
  runId: string,
  seq: number,
  until: (event: RunEvent) => boolean = () => false,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const leave = new AbortController();
  try {
    const response = await fetch(`${server}/api/runs/${runId}/events`, {
      headers: { 'last-event-id': String(seq) },
      signal: leave.signal,
    });
    const parser = createParser({
      onEvent({ id, data }) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
        const event = JSON.parse(data) as RunEvent;
        if (id !== String(event.seq)) throw new Error(`Event ${event.seq} was sent with id ${id}`);
        if (leave.signal.aborted) return;
        events.push(event);
        if (until(event)) leave.abort();
      },
    });
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) parser.feed(chunk);
  } catch (error) {
    // A server that was killed and a client that has seen enough both end the stream this way.
    if (!(error instanceof TypeError) && !leave.signal.aborted) throw error;
  }
  return events;
}
