/** The flags of `prvcheck web`. */
export const webFlags = {
  open: {
    kind: 'switch',
    group: 'Page:',
    describe: 'Open the page in the browser (the default; --no-open only says where it is)',
  },
} as const;

export const webUsage = `$0 web

Serves the page for billing staff on this computer, and to nobody else: http://127.0.0.1 at a free port. Files that are dropped on it are read by the browser; nothing is uploaded, to this program neither. Ctrl-C ends it. The page is one file, dist/web/prvcheck.html in this package: it works as well when it is opened from disk.`;
