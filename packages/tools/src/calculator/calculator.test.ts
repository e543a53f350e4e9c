import { expect, test } from 'vitest';
import { toolContext } from '../testing/tool-context.ts';
import { calculator } from './calculator.ts';

async function tell(expression: unknown): Promise<string> {
  try {
    return (await calculator.run({ expression }, toolContext())).text;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
const refusal = (what: string) =>
  `AppError: The calculator could not do this. ${what} Write it differently, or in parts, and call it again.`;

test('shows a model its one field', () => {
  expect(calculator.inputSchema).toEqual({
    type: 'object',
    properties: {
      expression: { type: 'string', description: 'For example: round(1250 * (1 + 3.5%)^10, 2)' },
    },
    required: ['expression'],
    additionalProperties: false,
  });
});

test.each([
  ['0.1 + 0.2', '0.1 + 0.2 = 0.3'],
  ['(0.1 + 0.2) == 0.3', '(0.1 + 0.2) == 0.3 = true'],
  ['1/3', '1/3 ≈ 0.33333333333333333333333333333333'],
  ['2^100', '2^100 = 1267650600228229401496703205376'],
  ['2 ** 10 × 3 ÷ 4 − 1', '2 ^ 10 * 3 / 4 - 1 = 767'],
  ['round(1250 * (1 + 3.5%)^10, 2)', 'round(1250 * (1 + 3.5%)^10, 2) = 1763.25'],
  ['round(2.567, 2)', 'round(2.567, 2) = 2.57'],
  ['mod(7^200, 8)', 'mod(7^200, 8) = 1'],
  ['combinations(50, 6)', 'combinations(50, 6) = 15890700'],
  ['mean([1, 2, 6]) + median(3, 1, 2)', 'mean([1, 2, 6]) + median(3, 1, 2) = 5'],
  ['[1, 2, 3] * 0.1', '[1, 2, 3] * 0.1 = [0.1, 0.2, 0.3]'],
  ['sin(pi / 2)', 'sin(pi / 2) ≈ 1'],
  ['2^0.5', '2^0.5 ≈ 1.4142135623731'],
  ['e^2', 'e^2 ≈ 7.38905609893065'],
  ['1 < 2 ? 10 : 20', '1 < 2 ? 10 : 20 = 10'],
])('works out %s', async (expression, told) => {
  expect(await tell(expression)).toBe(told);
});

test('what a fault left behind does not change the next value', async () => {
  await tell('sin(1e300)');
  await tell('log(1e1000000)');
  expect(await tell('round(2.567, 2)')).toBe('round(2.567, 2) = 2.57');
});

test.each([
  ['', 'There is no expression.'],
  ['1,234 + 1', 'It cannot be read: Unexpected operator , (char 2).'],
  ['x + 1', 'It does not know "x". It has no variables and no units.'],
  ['5 km', 'It does not know "km". It has no variables and no units.'],
  ['1/0', 'It has no real value, such as a division by zero, or one that is too large.'],
  ['sqrt(-1)', 'It has no real value, such as a division by zero, or one that is too large.'],
])('says what is wrong with %j', async (expression, what) => {
  expect(await tell(expression)).toBe(refusal(what));
});

test('says which field is wrong', async () => {
  expect(await tell(12)).toBe(
    'AppError: The input of calculator is wrong, and nothing was done. expression: Invalid input: expected string, received number. Correct this and call it again.',
  );
  await expect(calculator.run('1 + 1', toolContext())).rejects.toThrow(
    'The input: Invalid input: expected object, received string.',
  );
});

// Each of these runs code, fills the memory or takes minutes in a calculator without the allow-list.
test.each([
  'import("fs")',
  'cos.constructor("return process")()',
  '"".constructor',
  'parse("1 + 1")',
  'evaluate("1")',
  'createUnit("x")',
  'f(x) = f(x)',
  'a = 1',
  '{a: 1}.a',
  '[1, 2][1]',
  '1; 2',
  '1:1e9',
  'zeros(100000, 100000)',
  'ones(1e9)',
  'random()',
  'map([1], sin)',
  '1e9!',
  '(3!)!',
  'factorial(1e9)',
  'combinations(1e15, 5e14)',
  'mod(1e400000000, 7)',
  'mod(7^10000, 7)',
  '9^9^9',
  `${'2^'.repeat(300)}2`,
  '[[1, 2], [3, 4]]^1e9',
  '('.repeat(500),
  `${'1+'.repeat(600)}1`,
])('refuses %j at once', async (expression) => {
  expect(await tell(expression)).toMatch(/^AppError: The calculator could not do this\. /u);
});

test.each([
  ['atan(1e30)', 'atan(1e30) ≈ 1.5707963267949'],
  ['sinh(100)', 'sinh(100) ≈ 1.34405857090807e+43'],
  ['1.0000000001^1e9', '1.0000000001^1e9 ≈ 1.1051709180701217702217117933087'],
])('does not take minutes over %s', async (expression, told) => {
  expect(await tell(expression)).toBe(told);
});
