// What is known of the models a plan asks before it runs: the route each call would take now, its price, its pace so far.
import type { PriceOf, RoutedGateway } from '@parley/models';
import { choicesOf, type EstimateFacts, type ModelChoice } from '@parley/runtime';
import type { Plan } from '@parley/spec';
import type { SpendLedger } from './spend-ledger.ts';

interface CallFactParts {
  readonly gateway: Pick<RoutedGateway, 'routes'>;
  readonly ledger: Pick<SpendLedger, 'secondsOf'>;
  readonly priceOf: PriceOf;
}

/** Prices and paces by the first route of each model; a model that no route leads to has neither. */
export async function readCallFacts(
  plan: Plan,
  { gateway, ledger, priceOf }: CallFactParts,
): Promise<Pick<EstimateFacts, 'costOf' | 'secondsOf'>> {
  const keyOf = ({ family, model }: ModelChoice) => JSON.stringify([family, model]);
  const facts = new Map(
    await Promise.all(
      choicesOf(plan).map(async (choice) => {
        const [route] = await gateway.routes(choice.family, choice.model);
        const seconds = route && (await ledger.secondsOf(choice.family, route.model));
        return [keyOf(choice), { route, seconds }] as const;
      }),
    ),
  );
  return {
    costOf(choice, usage) {
      const route = facts.get(keyOf(choice))?.route;
      return route && priceOf(route.provider, route.model, usage);
    },
    secondsOf: (choice) => facts.get(keyOf(choice))?.seconds,
  };
}
