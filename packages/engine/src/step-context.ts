// The context one step works in: turns its signals into events with offsets and routes durable work to the host.
import type { OpContext, StepSignal } from '@parley/runtime';
import type { Step } from '@parley/spec';
import type { Attendance } from './attend-run.ts';
import type { EngineHost } from './engine-host.ts';

/** The op's context for this step; `wasReused` tells whether all its durable work came from the journal. */
export function createStepContext(
  step: Step,
  host: EngineHost,
  attendance: Attendance,
): { context: OpContext; wasReused: () => boolean } {
  const at = { stepId: step.id, nodeId: step.nodeId };
  let textLength = 0;
  let reasoningLength = 0;
  let durableCalls = 0;
  let reusedCalls = 0;

  const signalStep = (signal: StepSignal) => {
    // What a cancelled step still says is nobody's business: the run has ended for it.
    if (host.signal.aborted) return;
    switch (signal.type) {
      case 'text':
        host.emit({ type: 'text-delta', ...at, offset: textLength, text: signal.text });
        textLength += signal.text.length;
        return;
      case 'text-back':
        textLength = Math.max(0, textLength - signal.length);
        host.emit({ type: 'text-delta', ...at, offset: textLength, text: '' });
        return;
      case 'reasoning':
        host.emit({ type: 'reasoning-delta', ...at, offset: reasoningLength, text: signal.text });
        reasoningLength += signal.text.length;
        return;
      case 'passage':
        host.emit({ type: 'passage', ...at, passage: signal.passage });
        return;
      case 'spend':
        host.emit({ type: 'spend', ...at, spend: signal.spend });
        return;
      case 'context-fit':
        host.emit({ type: 'context-fit', ...at, ...signal.fit });
        return;
      case 'tool-call':
        host.emit({ type: 'tool-call', ...at, call: signal.call, title: signal.title });
        return;
      case 'tool-result':
        host.emit({ type: 'tool-result', ...at, result: signal.result });
        return;
      case 'cell':
        host.emit({ type: 'cell-change', ...at, cell: signal.cell });
        return;
      case 'retry':
        textLength = 0;
        reasoningLength = 0;
        host.emit({ type: 'step-retry', ...at, attempt: signal.attempt, delay: signal.delay, fault: signal.fault });
        return;
    }
  };

  const context: OpContext = {
    ...host.resources,
    nodeId: step.nodeId,
    title: step.title,
    signal: host.signal,
    runInput: Object.hasOwn(host.inputs, step.nodeId) ? host.inputs[step.nodeId] : undefined,
    signalStep,
    durable: async (name, input, body) => {
      durableCalls += 1;
      const { result, reused } = await attendance.work(() => host.durable(`${step.id}/${name}`, input, body));
      if (reused) reusedCalls += 1;
      return result;
    },
    ask: (name, question) =>
      attendance.ask(step, { requestId: `${step.id}/ask/${name}`, kind: 'question', ...question }),
  };
  return { context, wasReused: () => durableCalls > 0 && reusedCalls === durableCalls };
}
