import { InputError } from '../../node/input-error';
import { withoutComment } from '../../rules/payers-in-scope';
import type { Payer } from '../../rules/policy';
import { validatePolicy } from '../../rules/validate-policy';

/**
 * Reads the `payers` of a config file; a `comment` in one is ignored.
 * @throws InputError naming the file, the payer and what is wrong with it
 */
export function readPayers(path: string, json: unknown): readonly Payer[] {
  if (!Array.isArray(json)) {
    throw new InputError(`${path}: "payers" must be a list, for example [{ "id": "KYMEDICAID" }].`);
  }
  const payers = json.map(withoutComment);
  const problems = validatePolicy({ payers });
  if (problems.length > 0) throw new InputError(`${path}: ${problems.join('; ')}.`);
  return payers as readonly Payer[];
}
