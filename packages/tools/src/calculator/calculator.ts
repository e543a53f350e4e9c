// The calculator tool: one expression in, its value out. Knows no evaluation of its own.
import { z } from 'zod';
import { defineTool } from '../define-tool.ts';

export const calculator = defineTool({
  id: 'calculator',
  name: 'calculator',
  title: 'Calculator',
  description:
    'Works out one arithmetic expression and gives its value; decimals are exact (0.1 + 0.2 = 0.3). ' +
    'Has + - * / ^ % mod, factorials, comparisons, brackets, lists such as [1, 2, 3], pi and e, and functions such as ' +
    'sqrt, round, sum, mean, median, std, min, max, combinations, log, exp and sin (radians). ' +
    'It has no variables, no units and no thousands separators.',
  input: z.strictObject({
    expression: z.string().meta({ description: 'For example: round(1250 * (1 + 3.5%)^10, 2)' }),
  }),
  async run({ expression }) {
    // A megabyte of code that most runs never need.
    const { calculate } = await import('./calculate.ts');
    return { text: calculate(expression) };
  },
});
