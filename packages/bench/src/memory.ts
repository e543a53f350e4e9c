export const memoryBench = { title: 'x', run: async () => [] };
