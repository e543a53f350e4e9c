// A picture on the page as a file of its own: an SVG that needs no style sheet, or a PNG of it. Knows no chart.

interface Frame {
  readonly title: string;
  /** What it shows and what it does not: a picture that is passed on keeps its words. */
  readonly note: string;
}

const written = [
  'color',
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'visibility',
];
/** Those among them that a child does not inherit, as they are unless told. */
const initial: Readonly<Record<string, string>> = { opacity: '1', 'dominant-baseline': 'auto' };
const namespace = 'http://www.w3.org/2000/svg';
const padding = 16;
const titleHeight = 26;
const lineHeight = 17;
/** A wide letter at 12 px; lines are broken before they can run out. */
const letterWidth = 6.6;

/** The SVG as text, with its title above, its note below and the ground of the page behind. */
export function writeSvg(source: SVGSVGElement, { title, note }: Frame): string {
  const { width, height } = source.getBoundingClientRect();
  const inner = source.cloneNode(true);
  if (!(inner instanceof SVGSVGElement)) throw new TypeError('A copy of an SVG is an SVG.');
  copyStyles(source, inner);
  inner.setAttribute('x', String(padding));
  inner.setAttribute('y', String(padding + titleHeight));
  inner.setAttribute('width', String(width));
  inner.setAttribute('height', String(height));

  const wide = Math.max(width, 320);
  const lines = breakLines(note, Math.floor(wide / letterWidth));
  const whole = {
    width: wide + 2 * padding,
    height: height + titleHeight + lines.length * lineHeight + 2.5 * padding,
  };
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('xmlns', namespace);
  svg.setAttribute('width', String(whole.width));
  svg.setAttribute('height', String(whole.height));
  svg.setAttribute('viewBox', `0 0 ${whole.width} ${whole.height}`);
  const { color, fontFamily } = getComputedStyle(source);
  const ground = document.createElementNS(namespace, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', groundOf(source));
  const write = (text: string, y: number, size: number, weight: string): SVGTextElement => {
    const element = document.createElementNS(namespace, 'text');
    for (const [name, value] of [
      ['x', padding],
      ['y', y],
      ['fill', color],
      ['font-family', fontFamily],
      ['font-size', size],
      ['font-weight', weight],
    ] as const) {
      element.setAttribute(name, String(value));
    }
    element.textContent = text;
    return element;
  };
  svg.append(ground, write(title, padding + 13, 14, '600'), inner);
  const below = padding + titleHeight + height + padding / 2;
  svg.append(...lines.map((line, index) => write(line, below + (index + 1) * lineHeight - 4, 12, '400')));
  return new XMLSerializer().serializeToString(svg);
}

/** The SVG drawn on a canvas of twice its size. Rejects when the browser cannot draw it. */
export async function drawPng(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('The browser could not draw this picture as PNG. Save it as SVG instead.'));
    }, 'image/png');
  });
}

/** Lines of at most so many letters, broken at spaces. */
export function breakLines(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What classes and custom properties made of the original, written into the copy where it is not inherited anyway. */
function copyStyles(from: Element, to: Element, parent?: CSSStyleDeclaration): void {
  const styles = getComputedStyle(from);
  const own = written.filter((name) => {
    const value = styles.getPropertyValue(name);
    const given = Object.hasOwn(initial, name) ? initial[name] : parent?.getPropertyValue(name);
    return value !== given || (from.hasAttribute('class') && from.hasAttribute(name));
  });
  to.removeAttribute('class');
  to.removeAttribute('style');
  if (own.length > 0) to.setAttribute('style', own.map((name) => `${name}:${styles.getPropertyValue(name)}`).join(';'));
  for (const [index, child] of [...from.children].entries()) {
    const copy = to.children[index];
    if (copy) copyStyles(child, copy, styles);
  }
}

function groundOf(element: Element): string {
  for (let place: Element | null = element; place; place = place.parentElement) {
    const { backgroundColor } = getComputedStyle(place);
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor;
  }
  return 'white';
}
