// How the desk is built: one page under /desk/, its parts loaded when used; reaches the doors of src/engines and nothing else of the server.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const engines = fileURLToPath(new URL('../../src/engines/', import.meta.url))
const problem = fileURLToPath(new URL('../../src/base/problem/index.ts', import.meta.url))

export default defineConfig({
  root: here,
  base: '/desk/',
  plugins: [react()],
  resolve: {
    alias: [
      { find: /^#engines\/([a-z-]+)$/, replacement: `${engines}$1/index.ts` },
      // The engines' doors themselves use this one pure door of the base.
      { find: '#base/problem', replacement: problem },
    ],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    // Pictures and fonts stay files: the content security policy of the desk allows no data: scripts or styles.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    // What the first screen needs comes in one file, not in thirty.
    rolldownOptions: {
      // Engines are pure: a door that is used in part brings that part alone, so that no compiler of schemas (Ajv) comes to a browser that forbids it.
      treeshake: { moduleSideEffects: [{ test: /\/src\/engines\//, sideEffects: false }] },
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: { proxy: { '/api': process.env['YIWANG_ORIGIN'] ?? 'http://127.0.0.1:8080' } },
})
