// What a person does on the screen of a mesh, by mouse and keyboard and by the words they read. It knows roles and labels
// only; what is expected of the product is in the stories.
import { expect, type Locator, type Page } from '@playwright/test';

/** A place in pixels: on the canvas where a story names it. */
interface Spot {
  readonly x: number;
  readonly y: number;
}

/** One end of a wire: a port by its label and the title of its card. */
interface End {
  readonly port: string;
  readonly of: string;
}

export class MeshPage {
  readonly page: Page;
  readonly canvas: Locator;
  readonly header: Locator;
  readonly palette: Locator;
  /** The panel with settings, output and result. */
  readonly panel: Locator;
  /** The panel with problems, timeline and outline. */
  readonly drawer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole('main', { name: 'Mesh' });
    this.header = page.getByRole('banner');
    this.palette = page.getByRole('navigation', { name: 'Palette' });
    this.panel = page.getByRole('region', { name: 'Selection and result' });
    this.drawer = page.getByRole('region', { name: 'Drawer' });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.header).toBeVisible();
  }

  /** Runs a command from the list of all commands. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    await this.page.getByPlaceholder('Do something, or go to a node…').fill(name);
    await this.page.getByRole('option', { name }).first().click();
  }

  card(title: string): Locator {
    return this.page.getByRole('group', { name: new RegExp(`^${title}, `) });
  }

  cards(): Locator {
    return this.canvas.locator('.react-flow__node');
  }

  wire(from: string, to: string): Locator {
    return this.page.getByRole('group', { name: `From ${from} to ${to}`, exact: true });
  }

  output({ port, of }: End): Locator {
    return this.page.getByLabel(new RegExp(`^${port} of ${of}: gives`));
  }

  input({ port, of }: End): Locator {
    return this.page.getByLabel(new RegExp(`^${port} of ${of}: takes`));
  }

  async dragFromPalette(kind: string, targetPosition: Spot): Promise<void> {
    await this.palette.getByRole('button', { name: new RegExp(`^${kind}`) }).dragTo(this.canvas, { targetPosition });
  }

  /** Double-clicks a free spot and chooses a kind from the list that opens there. */
  async quickAdd(kind: string, position: Spot): Promise<void> {
    await this.canvas.dblclick({ position });
    await this.page.getByPlaceholder('Add a node…').fill(kind);
    await this.page.getByRole('option', { name: new RegExp(`^${kind}`) }).click();
  }

  /** Drags a wire by mouse and stops over its end, so that what is said before the drop can be read. */
  async dragWire(from: End, to: End): Promise<void> {
    await this.output(from).hover();
    await this.page.mouse.down();
    const end = await middleOf(this.input(to));
    await this.page.mouse.move(end.x, end.y, { steps: 12 });
  }

  async drawWire(from: End, to: End): Promise<void> {
    await this.dragWire(from, to);
    await this.page.mouse.up();
    await expect(this.wire(from.of, to.of)).toBeAttached();
  }

  /** Drags a card by its head. */
  async dragCard(title: string, by: Spot): Promise<void> {
    const heading = this.card(title).getByRole('heading', { name: title, exact: true });
    await heading.hover();
    const start = await middleOf(heading);
    await this.page.mouse.down();
    await this.page.mouse.move(start.x + by.x, start.y + by.y, { steps: 8 });
    await this.page.mouse.up();
  }

  /** Clicks a wire half-way between its ends. */
  async clickWire(from: End, to: End): Promise<void> {
    const [start, end] = [await middleOf(this.output(from)), await middleOf(this.input(to))];
    await this.page.mouse.click((start.x + end.x) / 2, (start.y + end.y) / 2);
  }

  /** Selects a card by its head and opens its settings. */
  async select(title: string): Promise<void> {
    await this.card(title).getByRole('heading', { name: title, exact: true }).click();
    await this.showTab('Settings');
  }

  async showTab(name: 'Settings' | 'Output' | 'Result'): Promise<void> {
    await this.panel.getByRole('tab', { name }).click();
  }

  /** Selects a card by its head and shows what it said. */
  async showOutput(title: string): Promise<void> {
    await this.card(title).getByRole('heading', { name: title, exact: true }).click();
    await this.showTab('Output');
  }

  field(label: string): Locator {
    return this.panel.getByLabel(label, { exact: true });
  }

  async chooseFamily(name: string, label = 'Family'): Promise<void> {
    await this.panel.getByRole('combobox', { name: label }).click();
    await this.page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  }

  /** Gives the selected input files, as through the window of the browser. */
  async addDocuments(files: string | string[] | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.panel.getByText('Add documents').click();
    await (await chooser).setFiles(files);
  }

  button(name: string): Locator {
    return this.header.getByRole('button', { name, exact: true });
  }

  async run(): Promise<void> {
    await this.button('Run').click();
  }

  /** Presses Run while problems forbid it: it says how many there are, and leads to them. */
  async pressBlockedRun(): Promise<void> {
    await this.button('Run').hover();
    await expect(this.page.getByRole('tooltip')).toContainText(/^Fix \d+ problems? first/);
    await this.page.mouse.down();
    await this.page.mouse.up();
    await expect(this.drawer.getByRole('tab', { name: /^Problems/, selected: true })).toBeVisible();
  }

  async expectRun(words: string): Promise<void> {
    await expect(this.header.getByText(words, { exact: true })).toBeVisible({ timeout: 45_000 });
  }

  async expectSaved(): Promise<void> {
    await expect(this.header.getByText('Saved', { exact: true })).toBeVisible();
  }

  /** The button that says how many problems there are; absent while there are none. */
  problemCount(): Locator {
    return this.header.getByRole('button', { name: /^\d+ problems?$/ });
  }

  async openProblems(): Promise<void> {
    await this.problemCount().click();
  }

  /** The row of a problem in the drawer, by a part of its sentence. */
  problem(words: string): Locator {
    return this.drawer.getByRole('listitem').filter({ hasText: words });
  }
}

/** The middle of what is drawn, in pixels of the window. */
async function middleOf(locator: Locator): Promise<Spot> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator.toString()} is not on the screen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
