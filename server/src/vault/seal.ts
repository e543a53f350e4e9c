// Sealing of one secret with AES-256-GCM. A sealed text says with which key it was made, never what is in it.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const IV_LENGTH = 12;
const TAG_LENGTH = 16;
const PURPOSE = 'parley/vault/v1';

/** A key that seals and opens, and the id that names it in sealed texts. */
export interface SealKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The key that comes of a master key (any text) by HKDF-SHA-256 (RFC 5869); the id tells nothing about it. */
export function deriveSealKey(masterKey: string): SealKey {
  const key = Buffer.from(hkdfSync('sha256', masterKey, '', PURPOSE, 32));
  const id = createHash('sha256').update(PURPOSE).update(key).digest('hex').slice(0, 8);
  return { id, key };
}

/** `v1.<key id>.<base64url(iv | ciphertext | tag)>`; opens only under the same name. */
export function seal({ id, key }: SealKey, name: string, value: string): string {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_LENGTH });
  cipher.setAAD(Buffer.from(name));
  const sealed = Buffer.concat([iv, cipher.update(value, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${id}.${sealed.toString('base64url')}`;
}

/** The value, or undefined when it was sealed with none of these keys, under another name, or was changed. */
export function open(keys: readonly SealKey[], name: string, sealed: string): string | undefined {
  const [version, id, body = '', ...rest] = sealed.split('.');
  const known = keys.find((key) => key.id === id);
  const bytes = Buffer.from(body, 'base64url');
  if (version !== 'v1' || rest.length > 0 || !known || bytes.length < IV_LENGTH + TAG_LENGTH) return undefined;
  // base64url has spare bits: only the one spelling that `seal` writes is taken.
  if (bytes.toString('base64url') !== body) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', known.key, bytes.subarray(0, IV_LENGTH), {
    authTagLength: TAG_LENGTH,
  });
  decipher.setAAD(Buffer.from(name));
  decipher.setAuthTag(bytes.subarray(-TAG_LENGTH));
  try {
    const value = [decipher.update(bytes.subarray(IV_LENGTH, -TAG_LENGTH)), decipher.final()];
    return Buffer.concat(value).toString('utf8');
  } catch {
    return undefined;
  }
}
