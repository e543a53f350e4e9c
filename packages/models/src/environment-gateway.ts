// The gateway of a program: keys and addresses come from a record, such as the variables of its environment.
import { createModelGateway, type RoutedGateway } from './create-model-gateway.ts';
import type { FamilyDefinition } from './family-definition.ts';
import type { ProviderDefinition } from './provider.ts';
import { createSecretRedactor } from './secret-redactor.ts';

export interface EnvironmentGatewayOptions {
  readonly families: readonly FamilyDefinition[];
  readonly providers: readonly ProviderDefinition[];
  /** Keys and addresses by the names of their variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch?: typeof fetch | undefined;
}

/** A gateway that asks nobody for keys. A provider on this machine speaks when its address is in the record. */
export function createEnvironmentGateway({
  families,
  providers,
  env,
  fetch,
}: EnvironmentGatewayOptions): RoutedGateway {
  const read = async (name: string | undefined) =>
    (name !== undefined && Object.hasOwn(env, name) && env[name]) || undefined;
  const secrets = createSecretRedactor(
    providers.flatMap(({ secret }) => {
      const value = secret && Object.hasOwn(env, secret.name) ? env[secret.name] : undefined;
      return secret && value ? [{ name: secret.name, value }] : [];
    }),
  );
  return createModelGateway({
    families,
    providers,
    secrets,
    readSecret: read,
    readBaseUrl: (id) => read(providers.find((provider) => provider.id === id)?.baseUrlVariable),
    ...(fetch && { fetch }),
  });
}
