import type { Locale } from "../../routing/lead/lead.ts";

/** Why somebody of the sales team gets a mail. */
export const repFooter = {
  en: (company) => `You get this email because you are on the sales team of ${company}.`,
  es: (company) => `Recibes este correo porque eres parte del equipo de ventas de ${company}.`,
  pt: (company) => `Você recebe este e-mail porque faz parte da equipe de vendas de ${company}.`,
} satisfies Record<Locale, (company: string) => string>;
