// Which variables of the environment hold secrets, so that none is shown when somebody dumps it. Knows names, no provider.
import type { NamedSecret } from '@parley/models';

type Environment = Readonly<Record<string, string | undefined>>;

const secretName = /(^|_)(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)(_|$)/i;
const headersName = /(^|_)HEADERS$/i;

/** Values of variables that are named as secrets are, passwords inside of addresses, and what custom headers carry. */
export function environmentSecrets(environment: Environment): NamedSecret[] {
  return Object.entries(environment).flatMap(([name, value = '']): NamedSecret[] => {
    const told = secretName.test(name) ? value.split(',') : [];
    if (headersName.test(name)) told.push(...value.split('\n').map((line) => line.slice(line.indexOf(':') + 1)));
    if (/^[a-z+]+:\/\//i.test(value) && URL.canParse(value)) told.push(decodeURIComponent(new URL(value).password));
    return told.flatMap((part) => {
      const secret = part.trim().replace(/^(Bearer|Basic) /i, '');
      return secret === '' ? [] : [{ name, value: secret }];
    });
  });
}
