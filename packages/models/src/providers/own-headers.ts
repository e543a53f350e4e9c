// Headers that an SDK takes from a variable of the environment and sends to whomever it calls, with no switch for it: a way
// out for what somebody meant for one server. Knows the format of these variables and no SDK.

/** The headers to build a client with: those of this variable are taken back, and the key is ours or there is none. */
export function ownHeaders(variable: string, apiKey: string): Record<string, string | null> {
  const lines = (readVariable(variable) ?? '').split('\n');
  const names = lines.flatMap((line) => /^([^:]+):/.exec(line)?.[1]?.trim().toLowerCase() ?? []);
  return {
    ...Object.fromEntries(names.filter((name) => name !== 'authorization').map((name) => [name, null])),
    Authorization: apiKey === '' ? null : `Bearer ${apiKey}`,
  };
}

/** As an SDK itself looks for it: on a platform without an environment it finds nothing. */
function readVariable(name: string): string | undefined {
  // Where there is no such thing it is absent, which the type says.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { process } = globalThis as { readonly process?: { readonly env?: Readonly<Record<string, string>> } };
  return process?.env?.[name];
}
