import { InputError } from '../../node/input-error';
import { RegistryError } from '../../registry/registry';

/** Adds the flags that help to an error about a registry or a list of NPIs; returns any other error unchanged. */
export function registryFault(path: string, error: unknown): unknown {
  if (!(error instanceof RegistryError)) return error;
  const [first, ...more] = error.message.split('\n');
  return new InputError([`cannot use ${path}: ${first}`, ...more, ...advice(error)], { cause: error });
}

function advice({ code, suggestedColumns, hasBlankNpi, sheets }: RegistryError): string[] {
  const columns = Object.entries(suggestedColumns).map(
    ([field, header]) => `--columns ${field}="${header ?? 'Your Column Name'}"`,
  );
  const named = columns.length === 0 ? [] : [`To name a column: ${columns.join(' ')}`];
  switch (code) {
    case 'PRVCHECK_REGISTRY_ROWS':
      return [
        ...named,
        ...(hasBlankNpi ? ['To take the NPI of the row above where it is blank: --fill-down'] : []),
        'To skip bad rows: --skip-bad-rows',
      ];
    case 'PRVCHECK_REGISTRY_SHEET':
      return sheets.map((name) => `--sheet "${name}"`);
    case 'PRVCHECK_REGISTRY_NPIS':
      return [...named, 'To use the NPIs as they are: --accept-invalid-npis'];
    case 'PRVCHECK_REGISTRY_COMPILED':
      return ['For example: prvcheck registry compile providers.csv -o providers.prvx'];
    case 'PRVCHECK_REGISTRY_SETTLED':
      return ['Those settings are --columns, --sheet, --fill-down and --skip-bad-rows.'];
    default:
      return named;
  }
}
