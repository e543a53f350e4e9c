// fitPrompt: a prompt whose material is fitted to its model's window, with what that says to the person and to the meter.
import type { Usage } from '@parley/spec';
import type { OpContext } from '../op.ts';
import type { Prompt } from '../prompt.ts';
import { fitMaterial, type FitTask } from './fit-material.ts';
import type { FittedText } from './material-pieces.ts';

export interface FittedPrompt extends Prompt {
  /** To be called with what the provider counted for this prompt: the next estimate of the family is the better for it. */
  learn(usage: Usage | undefined): void;
}

/** Writes the prompt with as much of the material as fits, and tells the step what was left out. AppErrors of `fitMaterial`. */
export async function fitPrompt(
  task: Omit<FitTask, 'render'> & { write(texts: readonly FittedText[], partial: boolean): Prompt },
  context: OpContext,
): Promise<FittedPrompt> {
  const render: FitTask['render'] = (texts, partial) => {
    const { system, user } = task.write(texts, partial);
    return `${system}\n${user}`;
  };
  const { texts, partial, fit, counted } = await fitMaterial({ ...task, render }, context);
  if (fit) context.signalStep({ type: 'context-fit', fit });
  return {
    ...task.write(texts, partial),
    learn: (usage) => {
      if (counted !== undefined && usage) context.meter.learn(task.voice.family, counted, usage.inputTokens);
    },
  };
}
