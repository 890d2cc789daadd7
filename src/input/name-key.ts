/** The same for names that Windows and macOS take for one: in capitals or not, with accents as one character or two. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC');
}
