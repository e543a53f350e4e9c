// Markdown seen as blocks that can be quoted from, with exact offsets. Knows nothing of sentences or relevance.
import type { BlockContent, DefinitionContent, List, ListItem, Nodes, Paragraph, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Pace } from './pace.ts';
import { plainText } from './plain-text.ts';
import type { Span } from './sentences.ts';

/** A stretch of a document that can be quoted from. Blocks do not overlap and are in document order. */
export interface Block {
  readonly span: Span;
  /** `prose` is cut into sentences; the others are quoted whole. */
  readonly form: 'prose' | 'list' | 'table' | 'row';
  /** The nearest heading above. */
  readonly section?: string;
  /** Ranges a sentence boundary must not fall into. */
  readonly glue: readonly Span[];
  /** For a row: the table's header and delimiter lines, so that the row can be shown as a table. */
  readonly header?: string;
}

const wholeListLimit = 600;
const wholeItemLimit = 420;
const wholeTableLimit = 900;
const chunkLimit = 40_000;
/** Lists and quotations inside one another; what is deeper is quoted with what holds it. */
const depthLimit = 40;

/** More than 40 list and quote marks in a row, which no person writes. */
const deepMarks = /^(?:[ \t]{0,8}(?:[-*+>]|\d{1,9}[.)])){41}/mu;
const underline = /^ {0,3}(?:-+|=+)[ \t]*$/gmu;
const underlineLimit = 300;

/** Whether the Markdown parser would take minutes for this text: it needs quadratic time for marks inside marks and for underlined headings. */
export function defeatsMarkdown(text: string): boolean {
  if (deepMarks.test(text)) return true;
  for (let from = 0; from < text.length; from += chunkLimit) {
    if ([...text.slice(from, from + chunkLimit).matchAll(underline)].length > underlineLimit) return true;
  }
  return false;
}

/** Headings give blocks their section and are not blocks themselves; code, raw HTML and front matter are left out. */
export async function markdownBlocks(text: string, pace: Pace): Promise<Block[]> {
  const frontMatter = /^\uFEFF?---\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/u.exec(text)?.[0].length ?? 0;
  const blocks: Block[] = [];
  let section: string | undefined;
  let from = frontMatter;
  while (from < text.length) {
    await pace();
    const end = chunkEnd(text, from);
    const walker = new BlockWalker(text, from, section);
    const tree = fromMarkdown(text.slice(from, end), {
      extensions: [gfmTable()],
      mdastExtensions: [gfmTableFromMarkdown()],
    });
    walker.walk(tree.children);
    blocks.push(...walker.blocks);
    section = walker.section;
    from = end;
  }
  return blocks;
}

/** Long documents are parsed a piece at a time, cut before a heading or at a blank line, so that no parse blocks for long. */
function chunkEnd(text: string, from: number): number {
  if (text.length - from <= chunkLimit) return text.length;
  const window = text.slice(from, from + chunkLimit);
  const heading = window.lastIndexOf('\n#');
  if (heading > chunkLimit / 4) return from + heading + 1;
  const blank = window.lastIndexOf('\n\n');
  if (blank > chunkLimit / 4) return from + blank + 2;
  const line = window.lastIndexOf('\n');
  return from + (line > 0 ? line + 1 : chunkLimit);
}

class BlockWalker {
  readonly blocks: Block[] = [];
  readonly text: string;
  readonly offset: number;
  section: string | undefined;

  constructor(text: string, offset: number, section: string | undefined) {
    this.text = text;
    this.offset = offset;
    this.section = section;
  }

  walk(nodes: readonly (RootContent | BlockContent | DefinitionContent)[], depth = 0): void {
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index];
      const next = nodes[index + 1];
      if (node?.type === 'heading') this.section = plainText(this.slice(node).replace(/^#+\s*|\s+#+\s*$/gu, ''));
      else if (node?.type === 'paragraph' && next?.type === 'list' && this.introduces(node, next)) {
        this.add([this.spanOf(node)[0], this.spanOf(next)[1]], 'list');
        index += 1;
      } else if (node?.type === 'paragraph') this.add(this.spanOf(node), 'prose', this.glueOf(node));
      else if ((node?.type === 'blockquote' || node?.type === 'list') && depth >= depthLimit)
        this.add(this.spanOf(node), 'prose');
      else if (node?.type === 'blockquote') this.walk(node.children, depth + 1);
      else if (node?.type === 'list') for (const item of node.children) this.walkItem(item, depth + 1);
      else if (node?.type === 'table') this.walkTable(node);
    }
  }

  /** "The permit needs three things:" and its short list only make sense together. */
  private introduces(paragraph: Paragraph, list: List): boolean {
    const [start] = this.spanOf(paragraph);
    const [, end] = this.spanOf(list);
    return /:\s*[*_]*\s*$/u.test(this.slice(paragraph)) && end - start <= wholeListLimit;
  }

  private walkItem(item: ListItem, depth: number): void {
    const first = item.children[0];
    if (!first) return;
    const [start] = this.spanOf(first);
    const [, end] = this.spanOf(item);
    if (item.children.length === 1 && first.type === 'paragraph' && end - start <= wholeItemLimit) {
      this.add([start, end], 'list');
    } else this.walk(item.children, depth);
  }

  private walkTable(table: Table): void {
    const span = this.spanOf(table);
    if (span[1] - span[0] <= wholeTableLimit) {
      this.add(span, 'table');
      return;
    }
    const [head, ...rows] = table.children;
    if (!head) return;
    const header = `${this.slice(head)}\n|${' --- |'.repeat(head.children.length)}`;
    for (const row of rows)
      this.blocks.push({ span: this.spanOf(row), form: 'row', glue: [], header, ...this.where() });
  }

  private add(span: Span, form: Block['form'], glue: readonly Span[] = []): void {
    if (span[0] < span[1]) this.blocks.push({ span, form, glue, ...this.where() });
  }

  private where(): Pick<Block, 'section'> {
    return this.section ? { section: this.section } : {};
  }

  private glueOf(paragraph: Paragraph): Span[] {
    return paragraph.children.filter((child) => child.type !== 'text').map((child) => this.spanOf(child));
  }

  private slice(node: Nodes): string {
    return this.text.slice(...this.spanOf(node));
  }

  private spanOf(node: Nodes): Span {
    const start = node.position?.start.offset ?? 0;
    return [this.offset + start, this.offset + (node.position?.end.offset ?? start)];
  }
}
