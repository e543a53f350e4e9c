// Headers that an SDK takes from a variable of the environment and sends to whomever it calls, with no switch for it: a way
// out for what somebody meant for one server. Knows the format of these variables and no SDK.

/** The headers to build a client with: those of the variable are taken back, and the key is ours or there is none. */
export function ownHeaders(variable: string | undefined, apiKey: string): Record<string, string | null> {
  const names = (variable ?? '').split('\n').flatMap((line) => /^([^:]+):/.exec(line)?.[1]?.trim().toLowerCase() ?? []);
  return {
    ...Object.fromEntries(names.filter((name) => name !== 'authorization').map((name) => [name, null])),
    Authorization: apiKey === '' ? null : `Bearer ${apiKey}`,
  };
}
