/** Kentucky's provider types with their names, as labels only: an unlisted code is not an error. */
export const providerTypes: readonly (readonly [code: string, name: string])[] = [
  ['01', 'hospital'],
  ['03', 'behavioral health service organization'],
  ['04', 'psychiatric residential treatment I'],
  ['05', 'psychiatric residential treatment II'],
  ['06', 'chemical dependency treatment'],
  ['11', 'ICF-IID'],
  ['12', 'nursing facility'],
  ['13', "specialized children's services"],
  ['21', 'school-based'],
  ['26', 'residential crisis stabilization'],
  ['30', 'community mental health center'],
  ['31', 'primary care center/FQHC'],
  ['32', 'family planning'],
  ['33', 'Supports for Community Living'],
  ['34', 'home health'],
  ['35', 'rural health clinic'],
  ['36', 'ambulatory surgical center'],
  ['37', 'independent laboratory'],
  ['39', 'ESRD'],
  ['44', 'hospice'],
  ['55', 'ambulance'],
  ['56', 'non-emergency transportation'],
  ['60', 'dental, individual'],
  ['61', 'dental, group'],
  ['62', 'art therapist'],
  ['629', 'art therapist, group'],
  ['63', 'behavior analyst'],
  ['639', 'behavior analyst, group'],
  ['64', 'physician, individual'],
  ['65', 'physician, group'],
  ['66', 'behavioral health multi-specialty group'],
  ['67', 'alcohol and drug counselor'],
  ['679', 'alcohol and drug counselor, group'],
  ['74', 'CRNA'],
  ['76', 'multi-therapy agency'],
  ['78', 'APRN'],
  ['789', 'APRN, group'],
  ['81', 'professional counselor'],
  ['819', 'professional counselor, group'],
  ['82', 'clinical social worker'],
  ['829', 'clinical social worker, group'],
  ['83', 'marriage and family therapist'],
  ['839', 'marriage and family therapist, group'],
  ['84', 'psychological practitioner'],
  ['849', 'psychological practitioner, group'],
  ['86', 'portable X-ray'],
  ['89', 'psychologist'],
  ['899', 'psychologist, group'],
  ['90', 'DME'],
  ['95', 'physician assistant'],
  ['959', 'physician assistant, group'],
];

const names: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(providerTypes);

/**
 * The name of a provider type, by its code in an enrollment; null if unknown.
 * @example
 * ```js
 * providerTypeName('31'); // 'primary care center/FQHC'
 * ```
 */
export function providerTypeName(code: string): string | null {
  return names.get(code) ?? null;
}
