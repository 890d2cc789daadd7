/** Writes the providers of a claim or a line, and every PRV. */

import type { ClaimModel, Guide, ProviderModel, Taxonomy } from './model';

type Segment = readonly string[];

export function writeTaxonomy(taxonomy: Taxonomy, guide: Guide): Segment {
  const [own, other] = guide.edition === '4010' ? ['ZZ', 'PXC'] : ['PXC', 'ZZ'];
  return ['PRV', ...taxonomy.map((element) => element.replace('{own}', own!).replace('{other}', other!))];
}

/** One loop; `{billing}` stands for the NPI of the billing provider, `{role}` for PRV01 as the provider has it. */
export function writeProvider(provider: ProviderModel, guide: Guide, billingNpi: string): Segment[] {
  const { entity, name, taxonomies, between, more } = provider;
  const filled = name.map((element) => element.replace('{billing}', billingNpi));
  const role = entity === '71' ? 'AT' : 'PE';
  const prvs = taxonomies.map((taxonomy) =>
    writeTaxonomy(
      taxonomy.map((element) => element.replace('{role}', role)),
      guide,
    ),
  );
  return [['NM1', entity, ...filled], ...between, ...prvs, ...more];
}

/** Providers of a claim (2310x) or of a line (2420x), each with a taxonomy of its own. */
export function otherProviders(claim: ClaimModel, guide: Guide, line: boolean): Segment[] {
  const { kind, edition } = guide;
  const claimRoles = {
    P: [['82', 'PE']],
    I: [['71', 'AT']],
    D: [
      ['DN', 'RF'],
      ['82', 'PE'],
      ['DD', 'AS'],
    ],
  };
  const lineRoles = {
    P: [['82', 'PE']],
    I: [],
    D: [
      ['82', 'PE'],
      ['DD', 'AS'],
    ],
  };
  const old = ['AT', 'SU', 'OP', 'OT', 'PE', 'RP', 'RF'].map((role) => ['82', role]);
  const roles: string[][] = edition === '4010' ? old : (line ? lineRoles : claimRoles)[kind];
  return roles.flatMap(([entity, role]) => [
    ['NM1', entity!, '1', 'DOE', 'DR', '', '', '', 'XX', claim.otherNpi],
    writeTaxonomy([role!, '{own}', claim.code], guide),
  ]);
}
