// `parley models`: families, the ways to them, their prices, and whether they can speak now.
import { defaultProviders } from '@parley/models';
import type { FamilyStatus, RouteStatus } from '@parley/spec';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openLocal } from '../local/open-local.ts';
import { cleanJson, cleanLine } from '../terminal/clean-text.ts';
import { writeColumns } from '../terminal/columns.ts';
import { styled, type Terminal } from '../terminal/terminal.ts';
import { connectServer } from './command-context.ts';

export interface ModelsOptions {
  readonly ready?: true;
  readonly json?: true;
}

/** Lists them as the server has them when one runs, else with the keys of this environment and of the product's store. */
export async function models(
  only: string | undefined,
  { ready, json }: ModelsOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { out } = terminal;
  const all = await readFamilies(terminal);
  const wanted = only?.toLowerCase();
  const shown = all
    .filter(
      ({ id, title, lineage }) =>
        wanted === undefined || [id, title, lineage].some((name) => name.toLowerCase().includes(wanted)),
    )
    .filter(({ available }) => !ready || available);
  if (json) {
    out.line(cleanJson(shown, 2));
    return exitCodes.done;
  }
  if (shown.length === 0) {
    out.line(
      wanted === undefined
        ? 'No family can speak now. See what is missing with: parley doctor'
        : `There is no family "${cleanLine(wanted)}" here.`,
    );
    return wanted === undefined ? exitCodes.failed : exitCodes.usage;
  }
  if (wanted !== undefined && shown.length <= 3) for (const family of shown) describe(family, terminal);
  else {
    writeColumns(
      out,
      ['FAMILY', 'NOW', 'DEFAULT MODEL', 'READ / WRITTEN, $ PER MILLION TOKENS', 'ROUTES'],
      shown.map((family) => [
        family.id,
        family.available ? 'speaks' : '–',
        family.defaultModel,
        priceOf(family),
        routesOf(family),
      ]),
    );
    const speaking = all.filter(({ available }) => available).length;
    out.line(
      '\n',
      `${speaking} of ${all.length} families can speak now. `,
      styled('dim', 'parley models <family> says more; * is the route that would speak.'),
    );
  }
  return exitCodes.done;
}

async function readFamilies(terminal: Terminal): Promise<FamilyStatus[]> {
  const client = await connectServer(terminal);
  if (client) return client.families();
  await using local = openLocal(terminal);
  await Promise.all([local.modelLists.probeLocal(), local.openStore()]);
  return await local.gateway().families();
}

function describe(family: FamilyStatus, { out }: Terminal): void {
  out.line(styled('bold', family.title), ` (${family.id}, lineage ${family.lineage})`);
  out.line(`  ${cleanLine(family.description, 400)}`);
  out.line(
    family.available
      ? styled('green', '  It can speak now.')
      : styled('yellow', `  ${cleanLine(family.reason ?? 'It cannot speak now.', 400)}`),
  );
  for (const { id, price } of family.models) {
    const mark = id === family.defaultModel ? ' (default)' : '';
    out.line(
      `  ${id}${mark}`,
      styled('dim', price ? `   $${round(price.read)} read, $${round(price.written)} written, a million tokens` : ''),
    );
  }
  for (const route of family.routes ?? [])
    out.line(`  ${route.ready ? 'ready  ' : 'needs  '} ${cleanLine(route.title)}`, needs(route));
  out.line();
}

function needs({ needs: lack, provider }: RouteStatus): string {
  const { secret, baseUrlVariable } = defaultProviders.find(({ id }) => id === provider) ?? {};
  const words = {
    key: `: a key in ${secret?.name ?? 'the environment'}${secret ? ` (from ${secret.page})` : ''}`,
    address: `: an address in ${baseUrlVariable ?? 'the environment'}`,
    server: ': a server that answers',
    model: ': this model',
  };
  return lack === undefined ? '' : words[lack];
}

function priceOf({ models: known, defaultModel, kind }: FamilyStatus): string {
  if (kind === 'reader') return 'free, on this machine';
  const price = known.find(({ id }) => id === defaultModel)?.price;
  return price ? `${round(price.read)} / ${round(price.written)}` : 'not known';
}

function routesOf({ routes = [], provider, available }: FamilyStatus): string {
  const names = routes.map((route) =>
    available && route.provider === provider ? `${route.provider}*` : route.provider,
  );
  return names.length > 4 ? `${names.slice(0, 4).join(' ')} +${names.length - 4}` : names.join(' ') || provider;
}

/** Without the dust of floating point. */
function round(usd: number): number {
  return Number(usd.toPrecision(6));
}
