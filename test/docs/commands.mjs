/** The reference of the command line: the help of every command, as the command prints it. */
import { run } from './run.mjs';

export async function commandReference() {
  return (await helpOf([])).join('\n\n');
}

/** The help of a command, then that of the commands below it, each under a heading. */
async function helpOf(words) {
  const help = await run([...words, '--help']);
  const name = ['prvcheck', ...words].join(' ');
  const [, list = ''] = /^Commands:\n((?: {2}.*\n)*)/m.exec(help) ?? [];
  const below = list
    .split('\n')
    .filter((line) => line.startsWith(`  ${name} `))
    .map((line) => line.slice(name.length + 3).split(' ')[0])
    .filter((word) => word !== 'completion'); // prints its script, whatever else is asked for
  const sections = await Promise.all(below.map((word) => helpOf([...words, word])));
  return [`### ${name}\n\n\`\`\`text\n${help.trim()}\n\`\`\``, ...sections.flat()];
}
