import { InputError } from '../node/input-error';
import { completePolicy, type Payer, plainId, type Require } from '../rules/policy';
import { didYouMean } from './usage-error';

/** What each key of a payer in the config file holds; `comment` is for people. */
const kinds = {
  id: 'text',
  name: 'text',
  require: 'text',
  match: 'switch',
  from: 'text',
  to: 'text',
  successor: 'text',
  comment: 'text',
} as const;

const keys = Object.keys(kinds) as (keyof typeof kinds)[];

/**
 * The `payers` of a config file.
 * @throws InputError naming the file, the payer and what is wrong with it
 */
export function readPayers(path: string, json: unknown): readonly Payer[] {
  if (!Array.isArray(json)) {
    throw new InputError(`${path}: "payers" must be a list, for example [{ "id": "KYMEDICAID" }].`);
  }
  const payers = json.map((entry, index) => payerOf(path, entry, index + 1));
  try {
    completePolicy({ payers });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InputError(`${path}: ${error.message.replace(/^policy: /, '')}.`);
  }
  return payers;
}

function payerOf(path: string, entry: unknown, number: number): Payer {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw new InputError(`${path}: payer ${number} must be an object, for example { "id": "KYMEDICAID" }.`);
  }
  const payer: Partial<Record<keyof typeof kinds, string | boolean>> = {};
  for (const [key, value] of Object.entries(entry)) {
    const known = keys.find((name) => name === key);
    if (known === undefined) {
      throw new InputError(
        `${path}: payer ${number} has an unknown setting "${key}".${didYouMean(key, keys)} Settings: ${keys.join(', ')}.`,
      );
    }
    const isText = kinds[known] === 'text';
    if (isText ? typeof value !== 'string' || value === '' : typeof value !== 'boolean') {
      const shape = isText ? 'a text in quotes' : 'true or false';
      throw new InputError(`${path}: "${key}" of payer ${number} must be ${shape}.`);
    }
    if (known !== 'comment') payer[known] = value;
  }
  if (payer.id === undefined) throw new InputError(`${path}: payer ${number} has no "id".`);
  return payer as Payer & { readonly require?: Require };
}

/** The payers in scope: those that are asked for, with what the config says of them, else all that it lists. */
export function payersInScope(ids: readonly string[], listed: readonly Payer[]): readonly Payer[] {
  if (ids.length === 0) return listed;
  const byId = new Map(listed.map((payer) => [plainId(payer.id), payer]));
  return [...new Map(ids.map((id) => [plainId(id), byId.get(plainId(id)) ?? { id }])).values()];
}
