// zod compiles its parsers with eval where it may; the content policy forbids that, so it is told not to try.
import { z } from 'zod';

z.config({ jitless: true });
