import { expect, it } from 'vitest';
import { watchGesture } from './watch-gesture.ts';

it('waits for the release of a pressed pointer and does only the last thing wished', () => {
  const page = new EventTarget();
  const gesture = watchGesture(page);
  const done: string[] = [];
  gesture.after(() => done.push('at once'));
  page.dispatchEvent(new Event('pointerdown'));
  gesture.after(() => done.push('first wish'));
  gesture.after(() => done.push('last wish'));
  expect(done).toEqual(['at once']);
  page.dispatchEvent(new Event('pointerup'));
  page.dispatchEvent(new Event('pointerup'));
  expect(done).toEqual(['at once', 'last wish']);
});
