/**
 * Domains of public mail services, which identify no company: the large providers of the Americas, Spain and Portugal,
 * from their sign-up pages.
 */
export const consumerMailDomains: ReadonlySet<string> = new Set([
  ...["gmail.com", "googlemail.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.net", "mail.com"],
  ...["outlook.com", "outlook.es", "outlook.com.br", "outlook.com.ar", "outlook.cl", "outlook.pt", "outlook.fr"],
  ...["live.com", "live.com.mx", "live.com.ar", "live.com.pt", "live.cl", "msn.com", "windowslive.com", "passport.com"],
  ...["hotmail.com", "hotmail.es", "hotmail.com.br", "hotmail.com.ar", "hotmail.com.mx", "hotmail.cl", "hotmail.pt"],
  ...[
    "hotmail.co.uk",
    "hotmail.fr",
    "hotmail.it",
    "hotmail.de",
    "gmx.es",
    "gmx.de",
    "web.de",
    "email.com",
    "fastmail.com",
  ],
  ...["yahoo.com", "yahoo.es", "yahoo.com.br", "yahoo.com.mx", "yahoo.com.ar", "yahoo.com.co", "yahoo.com.pe"],
  ...["yahoo.cl", "yahoo.com.ve", "yahoo.co.uk", "yahoo.fr", "yahoo.it", "ymail.com", "rocketmail.com", "myyahoo.com"],
  ...["proton.me", "protonmail.com", "pm.me", "tutanota.com", "tuta.io", "hey.com", "hushmail.com", "inbox.com"],
  ...["zoho.com", "zohomail.com", "yandex.com", "yandex.ru", "mail.ru", "qq.com", "163.com", "126.com", "naver.com"],
  ...[
    "uol.com.br",
    "bol.com.br",
    "terra.com.br",
    "ig.com.br",
    "globo.com",
    "globomail.com",
    "r7.com",
    "zipmail.com.br",
  ],
  ...["oi.com.br", "superig.com.br", "click21.com.br", "pop.com.br", "itelefonica.com.br", "veloxmail.com.br"],
  ...["terra.es", "telefonica.net", "movistar.es", "orange.es", "ono.com", "ya.com", "jazztel.es", "euskaltel.net"],
  ...["latinmail.com", "sapo.pt", "clix.pt", "iol.pt", "netcabo.pt", "mail.pt", "portugalmail.pt", "aeiou.pt"],
  ...["fibertel.com.ar", "arnet.com.ar", "speedy.com.ar", "ciudad.com.ar", "adinet.com.uy", "montevideo.com.uy"],
  ...["prodigy.net.mx", "prodigy.net", "terra.com.mx", "infinitum.com.mx", "vtr.net", "entelchile.net", "terra.cl"],
  ...["une.net.co", "etb.net.co", "emcali.net.co", "cable.net.co", "terra.com.co", "cantv.net", "speedy.com.pe"],
  ...["terra.com.pe", "andinanet.net", "cablenet.com.ni", "racsa.co.cr", "ice.co.cr", "claro.net.do", "codetel.net.do"],
  ...["comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net", "cox.net", "charter.net"],
  ...["mailinator.com", "yopmail.com", "guerrillamail.com", "10minutemail.com", "temp-mail.org", "trashmail.com"],
]);

const hostName = /^(?=.{4,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,61}$/;

/**
 * The domain of a company's e-mail address in lower case; undefined for a public mail service or an invalid host name.
 */
export function companyDomain(email: string): string | undefined {
  const domain = email
    .slice(email.lastIndexOf("@") + 1)
    .trim()
    .toLowerCase();
  return hostName.test(domain) && !consumerMailDomains.has(domain) ? domain : undefined;
}

/** A company's domain and its parent domains, nearest first: mx.acme.com, acme.com. At most four. */
export function domainsAbove(domain: string): string[] {
  const labels = domain.split(".");
  const count = Math.min(4, labels.length - 1);
  return Array.from({ length: count }, (_, n) => labels.slice(n).join(".")).filter(
    (each) => !consumerMailDomains.has(each),
  );
}
