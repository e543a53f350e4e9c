// Proves that what the documents at the root and in docs/ point to is there: links, anchors, pictures and paths in backticks.
// It opens files only; addresses on the web are not looked up.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const rooted = /^(\.ci|docs|e2e|examples|nodes|packages|scripts|server|web)\/[\w./-]*$/;
const made = /(^|\/)(dist|node_modules|coverage|test-results)(\/|$)/;

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );
}

/** What one document points to and is not there, one sentence each. */
function checkDocument(root: string, path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  const faults: string[] = [];
  for (const [, target = ''] of prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)) {
    if (/^[a-z]+:/i.test(target)) continue;
    const [file = '', anchor] = target.split('#');
    const found = file === '' ? path : join(dirname(path), file);
    if (!existsSync(join(root, found))) faults.push(`${path}: the link ${target} leads nowhere`);
    else if (anchor && found.endsWith('.md') && !anchorsOf(readFileSync(join(root, found), 'utf8')).includes(anchor)) {
      faults.push(`${path}: ${found} has no heading #${anchor}`);
    }
  }
  for (const [, span = ''] of prose.matchAll(/`([^`\n]+)`/g)) {
    if (rooted.test(span) && !made.test(span) && !existsSync(join(root, span))) {
      faults.push(`${path}: ${span} does not exist`);
    }
  }
  return faults;
}

/** Everything the documents of the repository at `root` point to in vain. */
export function checkLinks(root: string): string[] {
  const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).toSorted();
  return documents.flatMap((path) => checkDocument(root, path));
}

if (import.meta.main) {
  const faults = checkLinks(dirname(import.meta.dirname));
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
