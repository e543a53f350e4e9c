// Knows whether a pointer is pressed, so that nothing on the page moves under a gesture that is going on.

export interface Gesture {
  /** Calls `then` when the pressed pointer is released, or at once when none is pressed; only the last wish counts. */
  after(then: () => void): void;
  stop(): void;
}

/** Watches the pointers of this page from now on. */
export function watchGesture(page: EventTarget = window): Gesture {
  let isPressed = false;
  let wish: (() => void) | undefined;
  const press = () => {
    isPressed = true;
  };
  const release = () => {
    isPressed = false;
    const then = wish;
    wish = undefined;
    then?.();
  };
  page.addEventListener('pointerdown', press, true);
  page.addEventListener('pointerup', release, true);
  page.addEventListener('pointercancel', release, true);
  return {
    after(then) {
      if (isPressed) wish = then;
      else then();
    },
    stop() {
      page.removeEventListener('pointerdown', press, true);
      page.removeEventListener('pointerup', release, true);
      page.removeEventListener('pointercancel', release, true);
    },
  };
}
