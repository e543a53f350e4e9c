// What a fault means for the other routes of a family, and the words for it. Knows no provider by name and makes no call.
import { AppError, type Fault, toFault } from '@parley/spec';
import type { FamilyDefinition } from './family-definition.ts';
import { noKey, noServer, type ProviderState } from './plan-routes.ts';

/**
 * Whether another route of the family may do better: the provider is away, slow, refuses the key or has had enough, or
 * does not have the model. A request that is refused for what it says would be refused elsewhere too, and is not shopped around.
 */
export function isOfTheRoute(fault: AppError): boolean {
  if (fault.code === 'provider/refused-request') return fault.path?.[0] === 'model';
  return fault.category === 'provider' || fault.code === 'limit/rate' || fault.code === 'limit/quota';
}

/** The fault as it is told when another route of the family steps in. */
export function tellOtherRoute(fault: AppError, family: FamilyDefinition, title: string): Fault {
  const what = fault.message.replace(/ What was finished is kept\..*$/, '');
  return { ...toFault(fault), message: `${what} ${family.title} is asked over ${title} instead: the same family.` };
}

/** Why nobody can be asked for this model now. */
export function explainNoRoute(family: FamilyDefinition, model: string, states: readonly ProviderState[]): AppError {
  if (states.some(({ needs }) => needs === undefined) && model !== '')
    return new AppError(
      'user/bad-request',
      `None of your servers has the model "${model}" of ${family.title}. Nothing was asked. Load it there, or choose another model.`,
      { path: ['model'] },
    );
  if (states.some(({ needs }) => needs === 'key'))
    return new AppError('user/missing-key', noKey(family), { path: ['family'] });
  return new AppError('provider/unreachable', `${noServer} Nothing was asked.`, { path: ['family'] });
}
