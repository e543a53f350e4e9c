// saveFile: hands the person a file the page made.

/** `name` without its ending may hold anything; what a file system may dislike becomes `-`. */
export function saveFile(content: Blob, name: string, ending: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'result'}.${ending}`;
  link.click();
  URL.revokeObjectURL(address);
}
