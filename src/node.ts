export { InputError } from './node/input-error';
export { type LoadRegistryOptions, loadRegistry, type RegistrySource } from './node/load-registry';
export { openFile } from './node/open-file';
export { openUnpacked } from './node/open-unpacked';
export { loadTaxonomyCodes } from './node/taxonomy-codes';
export { type PackedRegistry, registryFromBytes } from './registry/packed/packed';
export type { Enrollment, Registry, RowProblem } from './registry/registry';
export { RegistryError } from './registry/registry';
