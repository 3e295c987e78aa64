/**
 * Domains where anybody can open a mailbox, so that the domain says nothing about a company.
 * The large providers of the Americas, Spain and Portugal, by their own sign-up pages.
 */
export const consumerMailDomains: ReadonlySet<string> = new Set([
  ...["gmail.com", "googlemail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.net", "mail.com"],
  ...["outlook.com", "outlook.es", "outlook.com.br", "outlook.pt", "live.com", "live.com.mx", "live.com.ar", "msn.com"],
  ...["hotmail.com", "hotmail.es", "hotmail.com.br", "hotmail.com.ar", "hotmail.com.mx", "hotmail.cl", "hotmail.pt"],
  ...["yahoo.com", "yahoo.es", "yahoo.com.br", "yahoo.com.mx", "yahoo.com.ar", "yahoo.com.co", "ymail.com"],
  ...["proton.me", "protonmail.com", "tutanota.com", "zoho.com", "yandex.com", "mail.ru", "qq.com", "163.com"],
  ...["uol.com.br", "bol.com.br", "terra.com.br", "ig.com.br", "globo.com", "terra.es", "telefonica.net", "sapo.pt"],
  ...["fibertel.com.ar", "arnet.com.ar", "prodigy.net.mx", "vtr.net", "une.net.co", "mailinator.com", "yopmail.com"],
]);
