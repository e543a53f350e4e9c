// Takes a secret's value out of words that are about to be shown, logged or stored.

export interface NamedSecret {
  readonly name: string;
  readonly value: string;
}

/** `text` with every appearance of the secret's value, plain or URL-encoded, replaced by `{{NAME}}`. */
export function redactSecret(text: string, secret: NamedSecret | undefined): string {
  if (!secret || secret.value === '') return text;
  const placeholder = `{{${secret.name}}}`;
  return text.replaceAll(secret.value, placeholder).replaceAll(encodeURIComponent(secret.value), placeholder);
}
