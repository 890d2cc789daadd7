import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installed } from './installed';

const root = resolve(import.meta.dirname, '..');
const shipped = join(installed(), 'node_modules/prvcheck');
const manifest = JSON.parse(read(join(root, 'package.json')));

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
}

/** What the lock file says of every package. */
interface Locked {
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}
const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  read(join(root, 'package-lock.json')),
);
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

describe('the packed package', () => {
  it('depends on the packages that it imports at run time, and on no others', () => {
    const files = filesIn(join(shipped, 'dist')).filter((path) => /^(?!web\/).*\.c?js$/.test(path));
    const imported = files.flatMap((path) => {
      const text = read(join(shipped, 'dist', path));
      const found = text.matchAll(
        /(?:^import .*|\bfrom |^} from |\bimport\(|\brequire\()["']([@\w][^"'\n]*)["']/gm,
      );
      return [...found].map((match) => match[1]!.replace(/^(@[^/]+\/[^/]+|[^/]+).*/, '$1'));
    });
    const packages = new Set(
      imported.filter((name) => !/^node:/.test(name) && !builtinModules.includes(name)),
    );
    expect([...packages].sort()).toEqual(
      [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)].sort(),
    );
  });

  it('holds every file and picture that its documents link to', () => {
    const dead = documentsIn(shipped).flatMap((path) => deadLinks(shipped, path));
    expect(documentsIn(shipped)).toContain('README.md');
    expect(dead).toEqual([]);
  });

  it('runs nothing when it is installed, and the checks before it is published', () => {
    const { scripts } = manifest;
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
    expect(scripts.prepublishOnly).toMatch(/lint.*types.*test/);
    const running = packages.filter(([, { dev, hasInstallScript }]) => dev !== true && hasInstallScript);
    expect(running).toEqual([]);
  });

  it('and its build depend on packages that may be passed on under their licence', () => {
    const shippable = /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|ISC|MIT|Zlib)$/;
    const others = packages.filter(([, { license = 'none' }]) => {
      const choices = license.replaceAll(/[()]/g, '').split(' OR ');
      return !choices.some((choice) => choice.split(' AND ').every((name) => shippable.test(name)));
    });
    // Tools for tests, under MPL-2.0: no part of them is in what is built.
    const tools = /^node_modules\/(axe-core|lightningcss(-[\w-]+)?)$/;
    expect(others.filter(([path]) => !tools.test(path))).toEqual([]);
    expect(packages.length).toBeGreaterThan(100);
  });
});

function documentsIn(folder: string): string[] {
  return filesIn(folder).filter((path) => path.endsWith('.md') && !path.includes('node_modules/'));
}

/** Links of a document that lead to no file of the folder, or to no heading. */
function deadLinks(folder: string, path: string): string[] {
  const links = [...withoutCode(read(join(folder, path))).matchAll(/\]\(([^)\s]+)\)/g)].map(
    (match) => match[1]!,
  );
  return links
    .filter((link) => !/^https?:/.test(link))
    .filter((link) => {
      const [file = '', heading] = link.split('#');
      const target = file === '' ? join(folder, path) : join(folder, dirname(path), decodeURI(file));
      if (relative(folder, target).startsWith('..') || !existsSync(target)) return true;
      return heading !== undefined && !headingsOf(read(target)).includes(heading);
    })
    .map((link) => `${path}: ${link}`);
}

/** As GitHub makes anchors of headings. */
function headingsOf(text: string): string[] {
  return [...withoutCode(text, '```').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(text: string, fences = '```|`'): string {
  return text.replaceAll(new RegExp(`(${fences})[^]*?\\1`, 'g'), '');
}
