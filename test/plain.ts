import { vi } from 'vitest';

/**
 * The library where WebAssembly is missing: the plain scanner, and every segment looked at; and the machine that it is
 * without. Whoever loads the library later gets the usual one.
 */
export async function loadPlain() {
  vi.stubGlobal('WebAssembly', undefined);
  vi.resetModules();
  const plain = await import('../src/index');
  const missing = (await import('../src/wasm/machine')).machine();
  vi.unstubAllGlobals();
  vi.resetModules();
  return { plain, missing };
}
