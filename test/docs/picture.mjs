/** The picture of a report: what a real run prints to a terminal, as SVG. */
import { run } from './run.mjs';

const args = ['check', 'fixtures/demo/institutional.837', '--registry', 'fixtures/demo/registry.csv'];

export async function picture() {
  return svg(await run([...args, '--exit-zero', '--quiet'], { FORCE_COLOR: '1' }));
}

/** A terminal's text as a picture: one line of text each, coloured by the escape codes of a real run. */
function svg(text) {
  const lines = [`$ prvcheck ${args.join(' ')}`, '', ...text.trimEnd().split('\n')];
  const height = 18;
  // Renderers differ in what they do with leading blanks: the indent is a place, not text.
  const rows = lines.map((line, index) => {
    const indent = line.length - line.trimStart().length;
    const x = Math.round(20 + indent * 8.43);
    return `<text x="${x}" y="${52 + index * height}">${spans(line.trimStart())}</text>`;
  });
  const [width, total] = [800, 70 + lines.length * height];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${total}" width="${width}" height="${total}" role="img" aria-label="The report of prvcheck on a demo file">`,
    '<style>text{font:14px ui-monospace,Menlo,Consolas,monospace;fill:#d7dae0;white-space:pre}.b{font-weight:700}.d{fill:#8b93a1}.r{fill:#ff7b72}.y{fill:#e3b341}.g{fill:#7ee787}.c{fill:#79c0ff}</style>',
    `<rect width="${width}" height="${total}" rx="10" fill="#161b22"/>`,
    '<circle cx="22" cy="20" r="6" fill="#ff5f57"/><circle cx="42" cy="20" r="6" fill="#febc2e"/><circle cx="62" cy="20" r="6" fill="#28c840"/>',
    ...rows,
    '</svg>',
  ].join('\n')}\n`;
}

function spans(line) {
  const classes = { 1: 'b', 2: 'd', 31: 'r', 32: 'g', 33: 'y', 36: 'c' };
  const off = { 22: ['b', 'd'], 39: ['r', 'g', 'y', 'c'], 0: Object.values(classes) };
  const on = new Set();
  let out = '';
  for (const part of line.split(/(\u001b\[\d+m)/)) {
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
    if (code === undefined) {
      if (part !== '')
        out += on.size > 0 ? `<tspan class="${[...on].join(' ')}">${escaped(part)}</tspan>` : escaped(part);
    } else if (code in classes) on.add(classes[code]);
    else for (const name of off[code] ?? []) on.delete(name);
  }
  return out;
}

function escaped(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(' ', '\u00a0');
}
