/** Hands a file to the user, as the browser saves any other. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser may ask where to put it before it reads it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
