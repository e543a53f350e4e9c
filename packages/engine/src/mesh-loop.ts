// openLoop: the rounds of a debate as a program's own `for`. When it ends and what is compared is the debate's, as in `runLoop`.
import { createDebate, type DebateRound, type DebateState, type OpInput, type RoundEnd } from '@parley/runtime';
import { AppError, toFault, type Verdict } from '@parley/spec';
import { joinInputs, type StepOutcome } from './gather-inputs.ts';
import { MeshError } from './mesh-error.ts';
import type { Outcome, Round } from './mesh.ts';
import type { OpenLoop } from './open-mesh.ts';
import { failedOutcome } from './run-steps.ts';
import { createStepContext } from './step-context.ts';

/** Opens the loop; its steps are those that are called between the start of a round and its end. */
export const openLoop: OpenLoop = (title, settings, work) => {
  const { sitting, ops, names, toMissing, toOutcome, refuseEnded } = work;
  const { host } = sitting;
  const { step, sources } = work.prepare('loop', title, settings);
  const at = { stepId: step.id, nodeId: step.nodeId };
  let verdict: Outcome<Verdict>;
  let next: DebateRound | undefined;

  const fail = (error: unknown): void => {
    const fault = toFault(error);
    host.emit({ type: 'step-error', ...at, fault });
    if (step.onFailure === 'stop') sitting.halt(fault);
    const outcome = failedOutcome(step, fault);
    if (outcome.status === 'failed') verdict = toMissing(outcome);
    next = undefined;
  };

  const begin = (): DebateState | undefined => {
    refuseEnded();
    const gathered = joinInputs(step, sources);
    if (gathered.status === 'cancelled') return undefined;
    if (gathered.status === 'not-taken') {
      host.emit({ type: 'step-skip', ...at, reason: `Not needed: ${gathered.because}.`, notTaken: true });
      return undefined;
    }
    if (gathered.status === 'lacking') {
      host.emit({ type: 'step-skip', ...at, reason: gathered.lack });
      const missing = { nodeId: step.nodeId, title, reason: gathered.lack };
      verdict = toMissing({ status: 'skipped', missing, ...(gathered.halts && { halts: true }) });
      return undefined;
    }
    host.emit({ type: 'step-start', ...at, attempt: 1 });
    try {
      const debate = createDebate(step.args, gathered.inputs, title);
      next = debate.begin();
      return debate;
    } catch (error) {
      fail(error);
      return undefined;
    }
  };

  /** Compares what the last round came to. */
  const conclude = async ({ args, inputs }: Extract<RoundEnd, { last: unknown }>['last']): Promise<void> => {
    const { context, wasReused } = createStepContext(step, host, sitting.attendance);
    if (!ops.consensus) throw new AppError('internal/bug', 'There is no op "consensus" here.');
    const output = await ops.consensus(args, inputs, context);
    if (output.kind !== 'verdict') throw new AppError('internal/bug', `A debate came to a ${output.kind}.`);
    host.emit({ type: 'step-end', ...at, output, reused: wasReused() });
    verdict = output;
  };

  const endRound = async (debate: DebateState, results: readonly Outcome[]): Promise<void> => {
    refuseEnded();
    try {
      const outcomes = results.map(toOutcome);
      for (const outcome of outcomes) refuseHalting(outcome);
      const end = debate.end(
        outcomes.flatMap((outcome): OpInput[] => {
          if (outcome.status === 'done') return [outcome.value];
          return 'missing' in outcome ? [{ kind: 'missing', missing: outcome.missing }] : [];
        }),
      );
      next = 'again' in end ? end.again : undefined;
      if ('last' in end) await conclude(end.last);
    } catch (error) {
      fail(error);
    }
    refuseEnded();
  };

  return {
    *rounds() {
      const debate = begin();
      if (!debate) return;
      for (let open = next; open; open = next) {
        const { round, brief, before } = open;
        names.enterRound(step.id, round);
        host.emit({ type: 'round-start', ...at, round, steps: [] });
        let ended = false;
        const held: Round = {
          round,
          brief,
          before,
          async end(results) {
            await endRound(debate, results);
            ended = true;
          },
        };
        yield held;
        if (!ended) {
          const message = `Round ${round} of "${title}" was not ended: call \`await round.end([...])\` with what its steps came to.`;
          throw new MeshError({ code: 'user/bad-request', message });
        }
      }
      names.leaveRounds();
    },
    get verdict() {
      return verdict;
    },
  };
};

/** A voice for which the run is to stop stops the debate too. */
function refuseHalting(outcome: StepOutcome): void {
  if (outcome.status === 'failed' && outcome.halts && outcome.fault)
    throw new AppError(outcome.fault.code, outcome.fault.message);
}
