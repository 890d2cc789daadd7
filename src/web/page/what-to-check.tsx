import { useState } from 'preact/hooks';
import { rules, usualSeverity } from '../../rules/catalogue';
import {
  asksForDays,
  attendingSettings,
  defaultPolicy,
  idsOf,
  type Require,
  renderingSettings,
  type SeveritySetting,
  severitySettings,
} from '../../rules/policy';
import { isDayCount } from '../../rules/validate-policy';
import { countOf } from '../../values/numbers';
import type { PayerFound } from '../protocol';
import { inDates, nameOf } from '../view/words';
import { type CheckSettings, configName, configOf, readConfig, usualSettings } from './check-settings';
import { download } from './download';
import { FileButton } from './file-button';
import { isKnownPayer } from './known-payers';
import { isRowInScope, OwnSettings, Payers, payerRows } from './payers';
import { RoleChoice, whenNeeded } from './role-choice';

interface WhatToCheckProps {
  readonly settings: CheckSettings;
  /** The payers of the checked claims; null before a check. */
  readonly found: readonly PayerFound[] | null;
  readonly apply: (settings: CheckSettings) => void;
}

/** Which claims are checked, and for what. Changes count when they are applied. */
export function WhatToCheck({ settings, found, apply }: WhatToCheckProps) {
  const [draft, setDraft] = useState(settings);
  const [fault, setFault] = useState('');
  const isChanged = configOf(draft) !== configOf(settings) || draft.nucc !== settings.nucc;
  const change = (policy: Partial<CheckSettings['policy']>) =>
    setDraft({ ...draft, policy: { ...draft.policy, ...policy } });
  const load = async (file: File) => {
    try {
      setDraft({ ...readConfig(await file.text()), nucc: draft.nucc });
      setFault('');
    } catch (error) {
      setFault(`${file.name} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const { policy, nucc, others } = draft;
  const hasOtherPayers = found !== null && mixed(found) && settings.policy.payers.length === 0;
  return (
    <details class="card what" open={hasOtherPayers}>
      <summary>
        <h2>What to check</h2> <span class="quiet">{inWords(settings, found)}</span>
      </summary>
      {hasOtherPayers && (
        <p class="note-now">
          These claims go to {countOf(found.length, 'payer')}. The rule is Kentucky Medicaid’s: leave out the
          payers that it does not hold for.
        </p>
      )}
      {found !== null && found.length > 0 && (
        <Payers rows={payerRows(found, draft)} policy={policy} choose={(payers) => change({ payers })} />
      )}
      <OwnSettings payers={policy.payers} />
      <div class="pairs">
        <label>
          <span>A taxonomy code is needed</span>
          <select
            value={policy.require}
            onChange={({ currentTarget }) => change({ require: currentTarget.value as Require })}
          >
            {Object.entries(requirements).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>A code that the NPI is not enrolled with</span>
          <select
            value={String(policy.match)}
            onChange={({ currentTarget }) => change({ match: currentTarget.value === 'true' })}
          >
            <option value="false">is to be looked at (as usual)</option>
            <option value="true">bounces</option>
          </select>
        </label>
        <RoleChoice
          of="rendering"
          label="The rendering provider’s code is needed"
          settings={renderingSettings}
          roles={policy.roles}
          choose={(roles) => change({ roles })}
        />
        <RoleChoice
          of="attending"
          label="The attending provider’s code is needed (institutional claims)"
          settings={attendingSettings}
          roles={policy.roles}
          choose={(roles) => change({ roles })}
        />
        <label>
          <span>Days to file from the service, if known</span>
          <input
            type="number"
            min={1}
            step={1}
            value={policy.filingDays ?? ''}
            onInput={({ currentTarget: { value } }) => {
              const days = value === '' ? null : Number(value);
              if (days === null || isDayCount(days)) change({ filingDays: days });
            }}
          />
        </label>
        {asksForDays(policy) && (
          <label>
            <span>Point out claims whose last day to file is over on</span>
            <input
              type="date"
              value={policy.asOf ?? ''}
              onInput={({ currentTarget: { value } }) => change({ asOf: value === '' ? null : value })}
            />
          </label>
        )}
        <div>
          <span>NUCC code list, to find codes that do not exist</span>
          <p class="choosers">
            <FileButton
              label={nucc === null ? 'Choose the CSV of nucc.org' : 'Choose another'}
              accept=".csv"
              take={(nucc) => setDraft({ ...draft, nucc })}
            />
            {nucc !== null && (
              <>
                <span class="file">{nucc.name}</span>
                <button type="button" class="link" onClick={() => setDraft({ ...draft, nucc: null })}>
                  Do without
                </button>
              </>
            )}
          </p>
        </div>
      </div>
      <details class="severities">
        <summary>How grave each finding is</summary>
        <div class="pairs">
          {rules.map((rule) => (
            <label key={rule.id}>
              <span>{'label' in rule ? rule.label : rule.title}</span>
              <select
                value={policy.severity[rule.id] ?? ''}
                onChange={({ currentTarget }) => {
                  const { [rule.id]: _, ...rest } = policy.severity;
                  const chosen = currentTarget.value as SeveritySetting | '';
                  change({ severity: chosen === '' ? rest : { ...rest, [rule.id]: chosen } });
                }}
              >
                <option value="">as usual: {gravities[usualSeverity(rule)]}</option>
                {severitySettings.map((setting) => (
                  <option key={setting} value={setting}>
                    {gravities[setting]}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
      </details>
      {Object.keys(others).length > 0 && (
        <p class="quiet">
          The settings file says more, for the command only: {Object.keys(others).join(', ')}. It is saved
          with the rest.
        </p>
      )}
      {fault !== '' && (
        <p class="error-text" role="alert">
          {fault}
        </p>
      )}
      <p class="choosers">
        {isChanged && (
          <button type="button" class="primary" onClick={() => apply(draft)}>
            {found === null ? 'Use these settings' : 'Check again with these settings'}
          </button>
        )}
        {isChanged && (
          <button type="button" onClick={() => setDraft(settings)}>
            Undo
          </button>
        )}
        <button
          type="button"
          onClick={() => download(new Blob([configOf(draft)], { type: 'application/json' }), configName)}
        >
          Save the settings
        </button>
        <FileButton label="Load settings" accept=".json" take={load} />
        {configOf(draft) !== configOf(usualSettings) && (
          <button type="button" class="link" onClick={() => setDraft(usualSettings)}>
            Back to the usual ones
          </button>
        )}
      </p>
      <p class="quiet small">
        The settings are saved as {configName}, which the command reads too. They are forgotten when this page
        is closed.
      </p>
    </details>
  );
}

const requirements: Readonly<Record<Require, string>> = {
  either: 'if the NPI has several Medicaid IDs or provider types (as usual)',
  both: 'if the NPI has several Medicaid IDs and several provider types',
  ids: 'if the NPI has several Medicaid IDs',
  types: 'if the NPI has several provider types',
  always: 'on every claim',
};

const roleNames = ['rendering', 'attending'] as const;

const gravities: Readonly<Record<SeveritySetting, string>> = {
  off: 'not reported',
  info: 'a note',
  warning: 'to look at',
  error: 'will bounce',
};

/** Whether some payers are known and others are not, or none is known of several. */
function mixed(found: readonly PayerFound[]): boolean {
  return found.length > 1 && found.some(({ id }) => id !== null && !isKnownPayer(id));
}

/** `Claims to all 3 payers.` */
function inWords(settings: CheckSettings, found: readonly PayerFound[] | null): string {
  const { policy, nucc } = settings;
  const { payers, receivers, roles } = policy;
  const chosen =
    found === null
      ? payers.map((payer) => ({ ids: idsOf(payer), name: payer.name ?? null }))
      : payerRows(found, settings).filter((row) => isRowInScope(policy, row));
  const names = chosen.slice(0, 3).map(({ ids, name }) => nameOf([ids[0] ?? null, name]));
  const others = chosen.length > 3 ? ` and ${chosen.length - 3} more` : '';
  const whose = payers.length === 0 ? 'Claims to all payers' : `Claims to ${names.join(', ')}${others}`;
  const more = [
    ...(receivers.length > 0 ? [`received by ${receivers.join(', ')}`] : []),
    ...(policy.require !== defaultPolicy.require ? [`a code is needed ${requirements[policy.require]}`] : []),
    ...(policy.match ? ['codes that are not enrolled bounce'] : []),
    ...roleNames.flatMap((role) => {
      const setting = roles[role] ?? 'off';
      return setting === 'off' ? [] : [`the ${role} provider’s code is needed ${whenNeeded[setting]}`];
    }),
    ...(policy.key.includes('zip4') ? ['nine digits of the ZIP code are compared'] : []),
    ...(policy.filingDays !== null ? [`to be filed in ${countOf(policy.filingDays, 'day')}`] : []),
    ...(policy.asOf !== null && asksForDays(policy) ? [`late as of ${inDates(policy.asOf)}`] : []),
    ...(nucc !== null ? ['codes compared with the NUCC list'] : []),
    ...(Object.keys(policy.severity).length > 0
      ? [`${countOf(Object.keys(policy.severity).length, 'finding')} graded otherwise`]
      : []),
  ];
  return `${[whose, ...more].join('; ')}.`;
}
