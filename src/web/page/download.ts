/** Saves a file as a browser download. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser may ask for a location before it reads the blob.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
