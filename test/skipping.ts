/**
 * Says on stderr that tests are skipped, and for which program; returns what to add to their name.
 * @throws Error with CI set: there they must run
 */
export function skipping(program: string, of: string): string {
  const install = `Install it: apt-get install ${program}`;
  if (process.env.CI) throw new Error(`no ${program}, which the tests of ${of} need. ${install}`);
  process.stderr.write(`\n!! NO ${program}: THE TESTS OF ${of} ARE SKIPPED. ${install}\n\n`);
  return ` (SKIPPED: no ${program})`;
}
