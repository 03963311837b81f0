import { defineConfig } from 'vitest/config'

// A browser takes a while to begin, and to end, where little of the machine is free.
export default defineConfig({
  test: { include: ['test/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
})
