/** Minor units as the reader's language writes money. */

const { lang } = document.documentElement;

export function money(minor, currency, decimals) {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(lang, { style: "currency", currency, ...digits }).format(minor / 10 ** decimals);
}
