/** The addresses of the large services in other countries: the service's name before each of these. */
const national: Readonly<Record<string, string>> = {
  yahoo:
    "at be bg ca ch cz de dk ee es fi fr gr hr hu ie in it jp lt lv nl no pl pt ro se si sk co.id co.il co.in co.jp co.kr co.nz co.th co.uk co.za com.ar com.au com.br com.cn com.co com.hk com.mx com.my com.pe com.ph com.sg com.tr com.tw com.ua com.ve com.vn",
  hotmail:
    "at be ca ch cl cz de dk es fi fr gr hu it nl no pl pt se sk co.id co.il co.in co.jp co.kr co.nz co.th co.uk co.za com.ar com.au com.br com.hk com.mx com.tr com.tw com.vn",
  live: "at be ca cl cn de dk fi fr hk ie in it jp nl no ru se co.kr co.uk co.za com.ar com.au com.mx com.my com.ph com.pt com.sg",
  outlook:
    "at be bg cl cz de dk es fi fr hu ie in it jp kr lv my nl ph pt sa sg sk co.id co.il co.th co.uk com.ar com.au com.br com.gr com.tr com.vn",
  gmx: "at ch co.uk com de es eu fr info it li net org pt us",
  orange: "fr es be pl ro sk",
  yandex: "by com com.tr kz ru ua",
  protonmail: "ch com",
};
const inCountries = Object.entries(national).flatMap(([service, suffixes]) =>
  suffixes.split(" ").map((suffix) => `${service}.${suffix}`),
);

/**
 * Domains of public mail services, which identify no company: the large providers and those of single countries, from
 * their sign-up pages. Published lists of such domains also have companies in them (alibaba.com, ancestry.com), which would
 * then have no account and no colleagues here.
 */
export const consumerMailDomains: ReadonlySet<string> = new Set([
  ...inCountries,
  ...`
t-online.de freenet.de arcor.de online.de mailbox.org posteo.de aon.at chello.at a1.net bluewin.ch hispeed.ch
sunrise.ch wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr libero.it virgilio.it tiscali.it alice.it
tin.it iol.it inwind.it poste.it fastwebnet.it btinternet.com sky.com talktalk.net virginmedia.com ntlworld.com
blueyonder.co.uk eircom.net ziggo.nl kpnmail.nl planet.nl home.nl hetnet.nl xs4all.nl telenet.be skynet.be
proximus.be wp.pl o2.pl onet.pl interia.pl gazeta.pl seznam.cz centrum.cz email.cz azet.sk abv.bg freemail.hu
citromail.hu telia.com spray.se online.no jubii.dk luukku.com ukr.net i.ua rambler.ru bk.ru list.ru inbox.ru
walla.co.il rediffmail.com daum.net hanmail.net nate.com sina.com sohu.com foxmail.com yeah.net aliyun.com
docomo.ne.jp ezweb.ne.jp bigpond.com optusnet.com.au xtra.co.nz rogers.com shaw.ca sympatico.ca videotron.ca
telus.net juno.com gmail.com googlemail.com icloud.com me.com mac.com aol.com mail.com outlook.com live.com
msn.com windowslive.com passport.com hotmail.com web.de email.com fastmail.com yahoo.com yahoo.cl ymail.com
rocketmail.com myyahoo.com proton.me pm.me tutanota.com tuta.io hey.com hushmail.com inbox.com zoho.com
zohomail.com mail.ru qq.com 163.com 126.com naver.com uol.com.br bol.com.br terra.com.br ig.com.br globo.com
globomail.com r7.com zipmail.com.br oi.com.br superig.com.br click21.com.br pop.com.br itelefonica.com.br
veloxmail.com.br terra.es telefonica.net movistar.es ono.com ya.com jazztel.es euskaltel.net latinmail.com
sapo.pt clix.pt iol.pt netcabo.pt mail.pt portugalmail.pt aeiou.pt fibertel.com.ar arnet.com.ar speedy.com.ar
ciudad.com.ar adinet.com.uy montevideo.com.uy prodigy.net.mx prodigy.net terra.com.mx infinitum.com.mx vtr.net
entelchile.net terra.cl une.net.co etb.net.co emcali.net.co cable.net.co terra.com.co cantv.net speedy.com.pe
terra.com.pe andinanet.net cablenet.com.ni racsa.co.cr ice.co.cr claro.net.do codetel.net.do comcast.net
verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net mailinator.com yopmail.com guerrillamail.com
10minutemail.com temp-mail.org trashmail.com`
    .trim()
    .split(/\s+/),
]);

/** Whether mailboxes of the domain (lower case) are private, by the well-known services and those that a policy names. */
export const isConsumerMail = (domain: string, { consumer_mail }: { consumer_mail: readonly string[] }): boolean =>
  consumerMailDomains.has(domain) || consumer_mail.includes(domain);

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
