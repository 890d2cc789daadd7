import type { AttendingSetting, RoleSettings } from '../../rules/policy';

interface RoleChoiceProps {
  readonly of: keyof RoleSettings;
  readonly label: string;
  readonly settings: readonly AttendingSetting[];
  readonly roles: RoleSettings;
  readonly choose: (roles: RoleSettings) => void;
}

/** When the code of another provider is needed. */
export function RoleChoice({ of: role, label, settings, roles, choose }: RoleChoiceProps) {
  const pick = (setting: string) => {
    const { [role]: _, ...others } = roles;
    choose(setting === 'off' ? others : { ...others, [role]: setting });
  };
  return (
    <label>
      <span>{label}</span>
      <select value={roles[role] ?? 'off'} onChange={({ currentTarget }) => pick(currentTarget.value)}>
        {settings.map((setting) => (
          <option key={setting} value={setting}>
            {whenNeeded[setting]}
          </option>
        ))}
      </select>
    </label>
  );
}

export const whenNeeded: Readonly<Record<AttendingSetting, string>> = {
  off: 'never (as usual)',
  always: 'always',
  'if-sent': 'when its NPI is sent',
  'if-other': 'when it is not the billing provider',
  inpatient: 'on inpatient claims',
};
