// findVoice: who speaks at a step, as recorded in everything they say.
import { AppError, type Voice } from '@parley/spec';
import type { OpContext } from './op.ts';

/** The voice of this step; AppError `user/unknown-family` when nobody here is of that family. */
export async function findVoice(
  choice: { readonly family: string; readonly model: string; readonly domain: string },
  { models, nodeId, title }: Pick<OpContext, 'models' | 'nodeId' | 'title'>,
): Promise<Voice> {
  const family = (await models.families()).find(({ id }) => id === choice.family);
  if (!family) {
    throw new AppError(
      'user/unknown-family',
      `"${title}" asks for the family "${choice.family}", which does not exist here. Nothing was asked. Choose another family and run again.`,
      { path: ['family'] },
    );
  }
  const { id, lineage, kind, defaultModel } = family;
  return { nodeId, title, family: id, lineage, kind, model: choice.model || defaultModel, domain: choice.domain };
}
