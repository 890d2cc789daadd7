/**
 * The part of the changelog that says what is new: of a tag its own section, else what is not released yet.
 * @param {string} changelog
 * @param {string | undefined} tag
 */
export function notesOf(changelog, tag) {
  const name = tag === undefined ? 'Unreleased' : tag.slice(1);
  const section = changelog.split(/^## /m).find((text) => text.split(/\s/)[0] === name);
  if (section === undefined) throw new Error(`the changelog has no section ${name}`);
  return `${section.slice(section.indexOf('\n')).trim()}\n`;
}
