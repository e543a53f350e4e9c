// Bytes of a page as text, in the charset that it says it has.
import htmlEncodingSniffer from 'html-encoding-sniffer';

/**
 * By byte order mark, then what the transport said, then the page's own `meta`, then UTF-8 (HTML Standard, "determining
 * the character encoding"). Undefined when it is no text: NUL bytes in something that is not UTF-16.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string | undefined {
  const encoding = htmlEncodingSniffer(bytes, {
    ...(charset !== undefined && { transportLayerEncodingLabel: charset }),
    defaultEncoding: 'UTF-8',
  });
  const text = new TextDecoder(encoding === 'x-user-defined' ? 'windows-1252' : encoding).decode(bytes);
  return text.slice(0, 2000).includes('\0') ? undefined : text;
}
