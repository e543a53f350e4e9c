// What others may use of the server: its typed routes, and starting it whole.
export { type AppParts, type AppType, createApp } from './app.ts';
export { readSettings, type Settings } from './read-settings.ts';
export { type RunningServer, startServer, type StartOptions } from './start-server.ts';
