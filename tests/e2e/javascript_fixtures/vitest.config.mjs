import stator from 'stator/vitest';
import {defineConfig, mergeConfig} from 'vitest/config';

export default mergeConfig(stator, defineConfig({test: {include: ['**/*.vitest.mjs']}}));
