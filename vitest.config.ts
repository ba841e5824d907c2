import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/parity/**', 'test/cluster/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'cluster',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          // Each has the machine to itself: they measure, and watch the clock of a kubelet.
          fileParallelism: false,
          maxConcurrency: 6,
        },
      },
    ],
  },
});

export default config;
