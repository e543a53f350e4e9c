// A server of its own for one story file, whose three vendors are one stand-in on this machine.
import type { Fixture, LLMock } from '@copilotkit/aimock';
import { createDataFolder, removeDataFolder } from './data-folder.ts';
import { type ModelMock, type ModelMockOptions, startModelMock } from './model-mock.ts';
import { type ParleyServer, startParley } from './parley-server.ts';

export interface ParleyWithModels extends ModelMock {
  readonly server: ParleyServer;
  readonly url: string;
  readonly dataFolder: string;
  /** From now on the agent whose instructions hold `mark` is answered like this; the newest rule counts. */
  replyTo(mark: string, response: Fixture['response'], how?: Parameters<LLMock['on']>[2]): void;
  /** Calls so far by the agent whose instructions hold `mark`. */
  callsOf(mark: string): number;
}

interface Options extends ModelMockOptions {
  /** False: the server knows the addresses of the stand-in and no key. */
  readonly keys?: boolean;
  /** More of the server's environment, by the address of the stand-in. */
  readonly more?: (address: string) => Readonly<Record<string, string>>;
}

export async function startParleyWithModels({ keys = true, more, ...options }: Options): Promise<ParleyWithModels> {
  const models = await startModelMock(options);
  const dataFolder = createDataFolder();
  const env = Object.fromEntries(Object.entries(models.env).filter(([name]) => keys || !name.endsWith('_API_KEY')));
  const server = await startParley({ dataFolder, env: { ...env, ...more?.(models.mock.url) } });
  return {
    ...models,
    server,
    url: server.url,
    dataFolder,
    replyTo(mark, response, how) {
      models.mock.prependFixture({
        match: { predicate: (request) => JSON.stringify(request).includes(mark) },
        response,
        ...how,
      });
    },
    callsOf: (mark) => models.mock.getRequests().filter(({ body }) => JSON.stringify(body).includes(mark)).length,
    async stop() {
      await server.stop();
      await models.stop();
      await removeDataFolder(dataFolder);
    },
  };
}
