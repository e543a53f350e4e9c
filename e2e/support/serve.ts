// The program Playwright starts for the stories: a server on PORT with data of its own, both gone when it stops.
import { createDataFolder, removeDataFolder } from './data-folder.ts';
import { startParley } from './parley-server.ts';

const dataFolder = createDataFolder();
let stopped = false;

async function stop(server: { stop(): Promise<number | null> }): Promise<void> {
  if (stopped) return;
  stopped = true;
  await server.stop();
  await removeDataFolder(dataFolder);
}

try {
  const server = await startParley({ port: Number(process.env['PORT']), dataFolder });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      void stop(server);
    });
  }
  // Keeps this program alive: the child's pipes alone would do so only while it prints.
  setInterval(() => {}, 60_000);
} catch (error) {
  await removeDataFolder(dataFolder);
  throw error;
}
