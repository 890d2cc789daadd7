/** What like-windows.mjs does at once elsewhere: Vitest's own modules take their paths from the true platform. */
Object.defineProperty(process, 'platform', { value: 'win32' });
