/** YYYY-MM-DD, by the clock of this computer. */
export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** YYYY-MM-DD HH:MM, by the clock of this computer. */
export function thisMinute(): string {
  const now = new Date();
  return `${today()} ${two(now.getHours())}:${two(now.getMinutes())}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
