import { fold } from "../conditions/fold.ts";

/** Mailboxes that several people of a company read, in English, Spanish and Portuguese, without accents and marks. */
const shared = new Set(
  (
    "info information informacion informaciones informacoes informes contact contacts contactus contacto contactos " +
    "contactenos contato contatos faleconosco hello hi hey hola ola mail email correo correos mailbox inbox buzon " +
    "sales sale salesteam ventas venta vendas comercial comerciales marketing mercadeo mercadotecnia publicidad " +
    "support help helpdesk soporte ayuda suporte ajuda service servicio servicios servico servicos customerservice " +
    "care customercare atencion atencionalcliente atendimento sac clientes cliente customers office oficina " +
    "escritorio admin administrator administration administracion administracao adm gerencia direccion direcao diretoria " +
    "team equipo equipe staff general geral enquiries enquiry inquiries inquiry consultas consulta duvidas ask " +
    "recepcion recepcao reception secretaria secretary billing invoices invoice facturacion factura facturas " +
    "faturamento financeiro finanzas finance accounting accounts contabilidad contabilidade compras purchasing " +
    "procurement cobranza cobranzas cobranca pagos pagamentos payments pedidos orders ordenes reservas reservations " +
    "bookings hr rh rrhh recursoshumanos jobs careers empleo vagas people press prensa imprensa media legal juridico it " +
    "ti sistemas tecnologia webmaster web postmaster noreply partners parceiros socios loja tienda store shop"
  ).split(" "),
);

/** Whether several people read this address, as info@, ventas@ and contato@, so that it does not say who writes. */
export function isSharedMailbox(email: string): boolean {
  const local = fold(email.slice(0, email.lastIndexOf("@")));
  return shared.has((local.split("+")[0] ?? "").replace(/[^\p{L}\p{N}]/gu, ""));
}

/**
 * A name as names are compared: its words without case, accents and punctuation, in alphabetical order, since forms and
 * lists disagree on whether the surname comes first.
 */
export const nameKey = (name: string): string => nameWords(name).sort().join(" ");

const nameWords = (name: string): string[] => fold(name).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/**
 * What makes two submissions those of one person: the address without case and, where several people read that, the name
 * with it.
 */
export function personOf({ email, name }: { email: string; name: string }): string {
  const address = email.trim().toLowerCase();
  return isSharedMailbox(address) ? `${address}\n${nameKey(name)}` : address;
}
