// The article of an HTML page as Markdown. Pure and synchronous: it runs in a worker, because a page may take it long.
import { Readability } from '@mozilla/readability';
import type { Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { defaultHandlers, toMdast } from 'hast-util-to-mdast';
import { parseHTML } from 'linkedom';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';

export interface ReadPage {
  /** Empty when the page has none. */
  readonly title: string;
  /** Links are whole addresses; of a picture its description is kept. */
  readonly markdown: string;
}

/** An article shorter than this, beside a page of twice its length, is a misreading. */
const leastArticle = 200;
/** Readability takes time by the square of the depth. */
const deepestArticle = 150;
const dropped = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'iframe',
  'nav',
  'form',
  'button',
  'object',
]);

/** What Readability takes for the article; the whole page when it finds none. `address` makes links whole. */
export function readHtml(html: string, address: string): ReadPage {
  const { document } = parseHTML(/<html[\s>]/iu.test(html) ? html : `<html><body>${html}</body></html>`);
  const base = document.querySelector('base')?.getAttribute('href');
  const root = URL.parse(base ?? '', address)?.href ?? address;
  const title = (document.querySelector('title')?.textContent ?? '').replaceAll(/\s+/gu, ' ').trim();
  const tree = fromHtml(html);
  const whole = toText(tree, root);
  // Where only a comment called itself html there is no document.
  const isArticle = document.documentElement !== null && depthOf(tree) <= deepestArticle;
  const article = isArticle ? new Readability(document, { charThreshold: leastArticle }).parse() : null;
  const read = article?.content ? toText(fromHtml(article.content), root) : '';
  const isWhole = read.length < leastArticle && whole.length > 2 * read.length;
  return { title: article?.title?.trim() || title, markdown: isWhole ? whole : read };
}

function depthOf(tree: Nodes): number {
  let level: Nodes[] = [tree];
  let depth = 0;
  for (; level.length > 0; depth += 1) level = level.flatMap((node) => ('children' in node ? node.children : []));
  return depth;
}

function toText(tree: Nodes, root: string): string {
  const nodes = toMdast(tree, {
    handlers: {
      img: (_state, node) => {
        const { alt } = node.properties;
        return typeof alt === 'string' && alt.trim() !== '' ? { type: 'text', value: alt.trim() } : undefined;
      },
      a: (state, node) => {
        const { href } = node.properties;
        const target = typeof href === 'string' ? URL.parse(href, root) : null;
        const isPage = target?.protocol === 'http:' || target?.protocol === 'https:';
        return isPage ? defaultHandlers.a(state, { ...node, properties: { href: target.href } }) : state.all(node);
      },
      ...Object.fromEntries([...dropped].map((name) => [name, () => undefined])),
    },
  });
  return toMarkdown(nodes, { extensions: [gfmToMarkdown()], bullet: '-' }).trim();
}
