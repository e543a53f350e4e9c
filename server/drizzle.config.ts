// For `pnpm --filter @parley/server generate`: writes migrations from the schema. Needs no database.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './src/database/schema.ts', out: './drizzle' });
