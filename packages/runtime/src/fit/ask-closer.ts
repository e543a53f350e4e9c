// askCloser: fitting again, closer, when a provider finds a prompt too long that was within its window by estimate.
import { AppError, type FitStrategy } from '@parley/spec';

/** Parts of the window to fill: the less, the surer. */
const shares = [1, 0.7, 0.4] as const;

/**
 * Asks with a share of the window, and with less of it each time the answer is `limit/context`. With the strategy `whole`
 * there is nothing to leave out, so it asks once. Throws the first of these errors when the least share is too much as well.
 */
export async function askCloser<Result>(
  strategy: FitStrategy,
  ask: (share: number) => Promise<Result>,
): Promise<Result> {
  let tooLong: AppError | undefined;
  for (const share of shares) {
    try {
      return await ask(share);
    } catch (error) {
      const canFitCloser = error instanceof AppError && error.code === 'limit/context' && strategy !== 'whole';
      if (!canFitCloser) throw error;
      tooLong ??= error;
    }
  }
  throw tooLong ?? new AppError('internal/bug', 'The list of shares is empty.');
}
