// How the web app is built and served while developing. The production server serves `dist` and owns /api.
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The Host must stay the page's own: the server refuses changes that seem to come from another site.
const proxy = { '/api': { target: process.env['PARLEY_SERVER'] ?? 'http://127.0.0.1:4600', changeOrigin: false } };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss()],
  build: {
    target: ['chrome125', 'firefox125', 'safari17.5'],
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy },
  preview: { proxy },
});
